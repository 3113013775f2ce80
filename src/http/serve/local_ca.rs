//! A local certificate authority, for HTTPS without an external one.
//!
//! The authority is two files; the server's certificate and key are kept in memory and generated at each start.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SerialNumber,
};
use time::OffsetDateTime;

use crate::domain::time::Timestamp;
use crate::outside::Entropy;

const DAY: Duration = Duration::from_secs(24 * 3600);
const CA_DAYS: u32 = 3650;
/// An authority that expires sooner than this is replaced.
const CA_DAYS_LEFT: u32 = 180;
/// Apple's systems refuse more than 398 days.
const LEAF_DAYS: u32 = 90;
/// Clocks of clients may be behind.
const HEAD_START: Duration = DAY;
/// A text before the certificate, which parsers of PEM skip (RFC 7468 §2).
const NOTE: &str = "Footbridge local CA, valid until ";

/// The authority.
pub struct LocalCa {
    /// The certificate that clients have to trust.
    pub file: PathBuf,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate chain and its key, PEM.
pub struct Leaf {
    pub chain: String,
    pub key: String,
}

/// Why the authority cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CaError {
    #[error("{0} cannot be read or written ({1})")]
    Io(PathBuf, #[source] io::Error),
    #[error(
        "the certificate cannot be made ({0}): are the files under tls/ intact? Remove them to begin anew"
    )]
    Certificate(#[from] rcgen::Error),
}

impl LocalCa {
    /// The authority in `directory`; generated if there is none, or if it expires soon.
    pub fn open(directory: &Path, now: Timestamp) -> Result<Self, CaError> {
        let (file, key_file) = (directory.join("ca.pem"), directory.join("ca.key"));
        if !is_valid_for_long(&file, now) {
            make(directory, &file, &key_file, now)?;
        }
        let key = fs::read_to_string(&key_file).map_err(|e| CaError::Io(key_file, e))?;
        let issuer = Issuer::new(authority(now), KeyPair::from_pem(&key)?);
        Ok(Self { file, issuer })
    }

    /// A certificate for `hosts`, names or addresses.
    pub fn leaf(&self, hosts: &[String], now: Timestamp) -> Result<Leaf, CaError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(hosts)?;
        params
            .distinguished_name
            .push(DnType::CommonName, "Footbridge");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        date(&mut params, now, LEAF_DAYS);
        Ok(Leaf {
            chain: params.signed_by(&key, &self.issuer)?.pem(),
            key: key.serialize_pem(),
        })
    }
}

/// Writes the key first: if the certificate file exists, so does its key.
fn make(directory: &Path, file: &Path, key_file: &Path, now: Timestamp) -> Result<(), CaError> {
    let made = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory);
    made.map_err(|e| CaError::Io(directory.to_owned(), e))?;
    let key = KeyPair::generate()?;
    let params = authority(now);
    let until = Timestamp::from_millis(params.not_after.unix_timestamp() * 1000);
    let text = format!("{NOTE}{until}\n{}", params.self_signed(&key)?.pem());
    write(key_file, &key.serialize_pem(), 0o600)?;
    write(file, &text, 0o644)
}

fn authority(now: Timestamp) -> CertificateParams {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "Footbridge local CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    date(&mut params, now, CA_DAYS);
    params
}

fn date(params: &mut CertificateParams, now: Timestamp, days: u32) {
    let at = |t: Timestamp| {
        OffsetDateTime::from_unix_timestamp(t.seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    };
    params.not_before = at(now.minus(HEAD_START));
    params.not_after = at(now.plus(DAY * days));
    params.serial_number = Some(SerialNumber::from_slice(&Entropy::system().bytes::<16>()));
}

fn is_valid_for_long(file: &Path, now: Timestamp) -> bool {
    let text = fs::read_to_string(file).unwrap_or_default();
    let until = text
        .lines()
        .next()
        .and_then(|line| Timestamp::parse(line.strip_prefix(NOTE)?));
    until.is_some_and(|until| until > now.plus(DAY * CA_DAYS_LEFT))
}

fn write(path: &Path, text: &str, mode: u32) -> Result<(), CaError> {
    let temporary = path.with_extension("new");
    let put = || {
        // A file that a crash left may have another mode.
        match fs::remove_file(&temporary) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        let mut options = OpenOptions::new();
        let mut file: File = options
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    };
    put().map_err(|e| CaError::Io(path.to_owned(), e))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_287_600_000);

    #[test]
    fn an_authority_is_kept_until_it_ends_soon() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("tls");
        let text = |now| {
            let ca = LocalCa::open(&path, now).unwrap();
            fs::read_to_string(&ca.file).unwrap()
        };
        let first = text(NOW);
        assert_eq!(text(NOW.plus(DAY * 3000)), first);
        assert_ne!(text(NOW.plus(DAY * 3600)), first);
        let mode = |name| fs::metadata(path.join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("ca.key"), mode("ca.pem")), (0o600, 0o644));
    }

    #[test]
    fn its_certificates_are_for_names_and_addresses() {
        let directory = tempfile::tempdir().unwrap();
        let ca = LocalCa::open(directory.path(), NOW).unwrap();
        let hosts = [
            "localhost".to_owned(),
            "127.0.0.1".to_owned(),
            "::1".to_owned(),
        ];
        let leaf = ca.leaf(&hosts, NOW).unwrap();
        assert!(
            leaf.chain.starts_with("-----BEGIN CERTIFICATE-----")
                && leaf.key.contains("PRIVATE KEY")
        );
    }
}
