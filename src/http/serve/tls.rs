//! The server's certificate: from files, or from the local authority; renewed while the server runs.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum_server::tls_rustls::RustlsConfig;

use super::local_ca::{CaError, LocalCa};
use crate::domain::time::Timestamp;

/// The largest age of a certificate of the local authority.
const RENEW_AFTER: Duration = Duration::from_secs(30 * 24 * 3600);

/// Why the server cannot serve HTTPS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("tls.cert {cert} and tls.key {key} cannot be used ({source})")]
    Files {
        cert: PathBuf,
        key: PathBuf,
        source: io::Error,
    },
    #[error("the local certificate cannot be used ({0})")]
    Local(#[source] io::Error),
    #[error(transparent)]
    Authority(#[from] CaError),
}

/// The certificate in use, and the source of the next one.
#[derive(Debug)]
pub struct Certificates {
    config: RustlsConfig,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Files {
        cert: PathBuf,
        key: PathBuf,
        seen: Mutex<[Option<SystemTime>; 2]>,
    },
    Local {
        directory: PathBuf,
        made: Mutex<Made>,
    },
}

/// What the certificate in use is for, and how old it is.
#[derive(Debug)]
struct Made {
    hosts: Vec<String>,
    at: Timestamp,
}

impl Certificates {
    /// From PEM files.
    pub async fn from_files(cert: &Path, key: &Path) -> Result<Self, TlsError> {
        let failed = |source| TlsError::Files {
            cert: cert.to_owned(),
            key: key.to_owned(),
            source,
        };
        let seen = changed(cert, key);
        let config = RustlsConfig::from_pem_file(cert, key)
            .await
            .map_err(failed)?;
        let source = Source::Files {
            cert: cert.to_owned(),
            key: key.to_owned(),
            seen: Mutex::new(seen),
        };
        Ok(Self { config, source })
    }

    /// From the local authority in `directory`, for `hosts`.
    pub async fn local(
        directory: &Path,
        hosts: Vec<String>,
        now: Timestamp,
    ) -> Result<Self, TlsError> {
        let leaf = LocalCa::open(directory, now)?.leaf(&hosts, now)?;
        let config = RustlsConfig::from_pem(leaf.chain.into(), leaf.key.into()).await;
        let source = Source::Local {
            directory: directory.to_owned(),
            made: Mutex::new(Made { hosts, at: now }),
        };
        Ok(Self {
            config: config.map_err(TlsError::Local)?,
            source,
        })
    }

    /// How often to check for a refresh: host names change at once, files when they are written.
    pub fn period(&self) -> Duration {
        match &self.source {
            Source::Files { .. } => Duration::from_secs(60),
            Source::Local { .. } => Duration::from_secs(1),
        }
    }

    /// Loads changed files, or renews the local certificate, which is for `hosts`; true if the certificate changed. On an
    /// error the certificate in use stays.
    pub async fn refresh(&self, now: Timestamp, hosts: Vec<String>) -> Result<bool, TlsError> {
        match &self.source {
            Source::Files { cert, key, seen } => {
                let current = changed(cert, key);
                // Remembered before it is loaded: a broken pair is reported once.
                if std::mem::replace(&mut *lock(seen), current) == current {
                    return Ok(false);
                }
                let reloaded = self.config.reload_from_pem_file(cert, key).await;
                reloaded.map_err(|source| TlsError::Files {
                    cert: cert.clone(),
                    key: key.clone(),
                    source,
                })?;
            }
            Source::Local { directory, made } => {
                let is_good = {
                    let made = lock(made);
                    made.hosts == hosts && now < made.at.plus(RENEW_AFTER)
                };
                if is_good {
                    return Ok(false);
                }
                let leaf = LocalCa::open(directory, now)?.leaf(&hosts, now)?;
                let reloaded = self
                    .config
                    .reload_from_pem(leaf.chain.into(), leaf.key.into())
                    .await;
                reloaded.map_err(TlsError::Local)?;
                *lock(made) = Made { hosts, at: now };
            }
        }
        Ok(true)
    }

    pub(super) fn config(&self) -> RustlsConfig {
        self.config.clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn changed(cert: &Path, key: &Path) -> [Option<SystemTime>; 2] {
    let at = |path| fs::metadata(path).and_then(|m: Metadata| m.modified()).ok();
    [at(cert), at(key)]
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_287_600_000);

    #[tokio::test]
    async fn changed_files_are_taken_in_and_broken_ones_are_told_of_once() {
        let _already = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let directory = tempfile::tempdir().unwrap();
        let (cert, key) = (
            directory.path().join("c.pem"),
            directory.path().join("k.pem"),
        );
        let write = |age: u64| {
            let ca = LocalCa::open(directory.path(), NOW).unwrap();
            let leaf = ca.leaf(&["a.test".to_owned()], NOW).unwrap();
            fs::write(&cert, leaf.chain).unwrap();
            fs::write(&key, leaf.key).unwrap();
            let at = SystemTime::UNIX_EPOCH + Duration::from_secs(age);
            File::options()
                .append(true)
                .open(&cert)
                .unwrap()
                .set_modified(at)
                .unwrap();
        };
        assert!(Certificates::from_files(&cert, &key).await.is_err());
        write(1);
        let certificates = Certificates::from_files(&cert, &key).await.unwrap();
        assert!(!certificates.refresh(NOW, vec![]).await.unwrap());
        write(2);
        let before = certificates.config().get_inner();
        assert!(certificates.refresh(NOW, vec![]).await.unwrap());
        let after = certificates.config().get_inner();
        assert!(!std::sync::Arc::ptr_eq(&before, &after));
        fs::write(&key, "broken").unwrap();
        assert!(certificates.refresh(NOW, vec![]).await.is_err());
        assert!(!certificates.refresh(NOW, vec![]).await.unwrap());
        assert!(std::sync::Arc::ptr_eq(
            &after,
            &certificates.config().get_inner()
        ));
    }

    #[tokio::test]
    async fn a_local_certificate_is_renewed_while_serving() {
        let _already = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let directory = tempfile::tempdir().unwrap();
        let hosts = vec!["localhost".to_owned()];
        let certificates = Certificates::local(directory.path(), hosts.clone(), NOW)
            .await
            .unwrap();
        let later = NOW.plus(RENEW_AFTER);
        let refresh = async |now, hosts: &Vec<String>| {
            let refreshed = certificates.refresh(now, hosts.clone()).await;
            refreshed.unwrap()
        };
        assert!(!refresh(NOW, &hosts).await);
        assert!(refresh(later, &hosts).await);
        assert!(!refresh(later, &hosts).await);
        let more = vec!["localhost".to_owned(), "login.test".to_owned()];
        assert!(refresh(later, &more).await);
        assert!(!refresh(later, &more).await);
    }
}
