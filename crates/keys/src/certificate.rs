//! Key pairs and their self-signed certificates.

use std::time::Duration;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::encoding::Pkcs8V1Der;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use rcgen::{CertificateParams, DnType, PKCS_RSA_SHA256, SerialNumber};
use time::OffsetDateTime;

use super::error::KeyError;
use footbridge_domain::signing_key::{KeyState, SigningKey};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;
use footbridge_outside::ids;

/// Certificates are read by people and by SAML peers, who do not check their dates against rotation: ten years.
const CERTIFICATE_LIFETIME: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// Makes an RSA-2048 key and a certificate for `host`. Takes a tenth of a second or more: not for an async thread.
pub fn make_key(host: &str, state: KeyState, now: Timestamp) -> Result<SigningKey, KeyError> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Crypto)?;
    let pkcs8: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| KeyError::Crypto)?;
    let private_key = pkcs8.as_ref().to_vec();
    let certificate = self_signed(host, &private_key, now)?;
    let kid = ids::key_id(&Entropy::system());
    Ok(SigningKey {
        kid,
        state,
        private_key,
        certificate,
        created_at: now,
        state_since: now,
    })
}

fn self_signed(host: &str, pkcs8: &[u8], now: Timestamp) -> Result<String, KeyError> {
    let der = rustls::pki_types::PrivatePkcs8KeyDer::from(pkcs8);
    let key = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der, &PKCS_RSA_SHA256)?;
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, host);
    params.serial_number = Some(SerialNumber::from_slice(&Entropy::system().bytes::<16>()));
    params.not_before = date(now);
    params.not_after = date(now.plus(CERTIFICATE_LIFETIME));
    Ok(params.self_signed(&key)?.pem())
}

fn date(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
