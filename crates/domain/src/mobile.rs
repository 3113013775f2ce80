//! The native apps that a client is: `mobile` of Auth0's client object.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

/// `mobile`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Mobile {
    pub android: Option<AndroidApp>,
    pub ios: Option<IosApp>,
}

/// An app, and the certificates that it is signed with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AndroidApp {
    pub app_package_name: Option<String>,
    /// Bytes as hexadecimal, with colons between them.
    pub sha256_cert_fingerprints: Vec<String>,
}

/// An app of a team.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct IosApp {
    pub team_id: Option<String>,
    pub app_bundle_identifier: Option<String>,
}

impl AndroidApp {
    /// The fingerprints of its certificates, as Android writes them.
    pub fn fingerprints(&self) -> impl Iterator<Item = String> {
        let written = self.sha256_cert_fingerprints.iter();
        written
            .filter(|written| digest(written).is_some())
            .map(|written| written.to_ascii_uppercase())
    }

    /// What Android calls it in the client data of WebAuthn, one for each certificate.
    pub fn origins(&self) -> impl Iterator<Item = String> {
        let digests = self.sha256_cert_fingerprints.iter();
        let digests = digests.filter_map(|fingerprint| digest(fingerprint));
        digests.map(|digest| format!("android:apk-key-hash:{}", URL_SAFE_NO_PAD.encode(digest)))
    }
}

/// The bytes of a fingerprint.
fn digest(fingerprint: &str) -> Option<Vec<u8>> {
    let byte = |text: &str| (text.len() == 2).then(|| u8::from_str_radix(text, 16).ok())?;
    let bytes: Option<Vec<u8>> = fingerprint.split(':').map(byte).collect();
    bytes.filter(|bytes| bytes.len() == 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_become_origins() {
        let app = AndroidApp {
            app_package_name: None,
            sha256_cert_fingerprints: vec![
                "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5".to_owned(),
                "14:6D".to_owned(),
                "no fingerprint".to_owned(),
            ],
        };
        // The example of the W3C's and Google's documents.
        assert_eq!(
            app.origins().collect::<Vec<_>>(),
            ["android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU"]
        );
    }
}
