/// Why a key could not be generated, read or used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("a signing key could not be made or read")]
    Crypto,
    #[error("a certificate could not be made")]
    Certificate(#[from] rcgen::Error),
    #[error("no key is in use")]
    NoCurrentKey,
}
