//! The key that seals secrets at rest: from the configuration, or from a file beside the embedded database.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::config::{Config, Database, SecretKey};
use crate::outside::Entropy;

/// The key to open the database with; none in memory, and none on Postgres in test mode.
pub fn find(config: &Config) -> anyhow::Result<Option<SecretKey>> {
    match (config.secret_key, &config.database) {
        (Some(key), _) => Ok(Some(key)),
        (None, Database::Memory) => Ok(None),
        (None, Database::Postgres(_)) if config.test_mode => Ok(None),
        (None, Database::Postgres(_)) => bail!(
            "secret_key: found none with Postgres; expected 32 bytes, as 64 hexadecimal digits or as base64 (generate them \
             with `openssl rand -hex 32`, and set the same key on every server)"
        ),
        (None, Database::File(_)) => beside(config).map(Some),
    }
}

/// The previous keys: the configured one, and that of the file if the configuration has another key.
pub fn old(config: &Config) -> anyhow::Result<Vec<[u8; 32]>> {
    let path = made_at(config);
    let made = match config.secret_key {
        Some(_) if path.exists() => Some(read(&path)?),
        _ => None,
    };
    let keys = config.old_secret_key.into_iter().chain(made);
    Ok(keys.map(|key| key.0).collect())
}

fn made_at(config: &Config) -> PathBuf {
    config.data_dir.join("secret.key")
}

fn beside(config: &Config) -> anyhow::Result<SecretKey> {
    let path = made_at(config);
    let shown = path.display();
    if !path.exists() {
        let database = config.database.file(&config.data_dir);
        if database.is_some_and(|file| fs::metadata(file).is_ok_and(|m| m.len() > 0)) {
            bail!(
                "secret_key: {shown} is missing, and it seals the secrets in the database: restore it, or set secret_key"
            );
        }
        make(&path).with_context(|| {
            format!("cannot write {shown}: is data_dir a directory that this user can write to?")
        })?;
    }
    read(&path)
}

fn read(path: &Path) -> anyhow::Result<SecretKey> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
    SecretKey::parse(&text)
        .with_context(|| format!("secret_key: {shown} does not contain 32 bytes"))
}

/// Creates the file atomically; the first of several servers wins.
fn make(path: &Path) -> io::Result<()> {
    let entropy = Entropy::system();
    let temporary = path.with_file_name(format!("secret.key.{}", entropy.token::<6>()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&temporary)?;
    let hex: String = entropy
        .bytes::<32>()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let written = writeln!(file, "{hex}").and_then(|()| file.sync_all());
    let linked = written.and_then(|()| fs::hard_link(&temporary, path));
    fs::remove_file(&temporary)?;
    match linked {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => Err(e),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_made_key_is_kept_private_and_never_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("secret.key");
        make(&path).unwrap();
        let first = fs::read_to_string(&path).unwrap();
        make(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), first);
        assert!(SecretKey::parse(&first).is_some());
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}
