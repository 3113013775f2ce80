//! The keys of peers: what a service provider's certificate, or bare public key, is good for.

use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPublicEncryptingKey, PublicEncryptingKey};
use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use x509_cert::Certificate;
use x509_cert::der::{Decode, Encode};

/// A peer's RSA key. Its certificate's dates and names are not looked at: what is trusted is that it was configured.
pub struct PeerKey {
    /// SubjectPublicKeyInfo (RFC 5280 §4.1).
    spki: Vec<u8>,
    /// The certificate's DER in base64, if it came in one.
    certificate: Option<String>,
}

/// The algorithms by which peers may sign. SHA-1 is none of them.
const ACCEPTED: [(&str, &aws_lc_rs::signature::RsaParameters); 3] = [
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        &RSA_PKCS1_2048_8192_SHA256,
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
        &RSA_PKCS1_2048_8192_SHA384,
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
        &RSA_PKCS1_2048_8192_SHA512,
    ),
];

impl PeerKey {
    /// Reads a certificate or a public key, in PEM or as bare base64 of DER.
    pub fn parse(text: &str) -> Option<Self> {
        let der = der(text)?;
        if let Ok(certificate) = Certificate::from_der(&der) {
            let spki = certificate.tbs_certificate.subject_public_key_info;
            let key = Self {
                spki: spki.to_der().ok()?,
                certificate: Some(STANDARD.encode(&der)),
            };
            return key.is_rsa().then_some(key);
        }
        let key = Self {
            spki: der,
            certificate: None,
        };
        key.is_rsa().then_some(key)
    }

    fn is_rsa(&self) -> bool {
        PublicEncryptingKey::from_der(&self.spki).is_ok()
    }

    /// Whether a signature by that algorithm can count at all.
    pub fn accepts(algorithm: &str) -> bool {
        ACCEPTED.iter().any(|(uri, _)| *uri == algorithm)
    }

    /// Whether `signature` over `message` is this key's, by an algorithm that counts.
    pub fn verifies(&self, algorithm: &str, message: &[u8], signature: &[u8]) -> bool {
        let Some((_, parameters)) = ACCEPTED.iter().find(|(uri, _)| *uri == algorithm) else {
            return false;
        };
        UnparsedPublicKey::new(*parameters, &self.spki)
            .verify(message, signature)
            .is_ok()
    }

    /// Encrypts a key with RSA-OAEP (`rsa-oaep-mgf1p`, RFC 8017 §7.1).
    pub(super) fn wrap(&self, key: &[u8]) -> Option<Vec<u8>> {
        let public = PublicEncryptingKey::from_der(&self.spki).ok()?;
        let public = OaepPublicEncryptingKey::new(public).ok()?;
        let mut out = vec![0; public.ciphertext_size()];
        let wrapped = public
            .encrypt(&OAEP_SHA1_MGF1SHA1, key, &mut out, None)
            .ok()?;
        Some(wrapped.to_vec())
    }

    /// The certificate's DER in base64, if there is one.
    pub fn certificate(&self) -> Option<&str> {
        self.certificate.as_deref()
    }
}

fn der(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let body = match text.strip_prefix("-----BEGIN ") {
        Some(rest) => {
            let (label, rest) = rest.split_once("-----")?;
            rest.split_once(&format!("-----END {label}-----"))?.0
        }
        None => text,
    };
    let packed: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(packed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rsa_keys_of_a_good_length_are_keys() {
        let rsa =
            rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048)
                .unwrap();
        let certificate = rcgen::CertificateParams::new(vec![])
            .unwrap()
            .self_signed(&rsa)
            .unwrap();
        assert!(PeerKey::parse(&certificate.pem()).is_some());
        assert!(PeerKey::parse(&rsa.public_key_pem()).is_some());
        assert!(PeerKey::parse(&STANDARD.encode(certificate.der())).is_some());
        // Of 1,024 bits.
        let short = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDen2Hc4baF8rLl8lsv9hZfCyHypTaj5MVlfyT/9JKhR7Ahhv+iMcFcjQeZ2tjZ\
            uuZ7jkuuvoYlm/w6xzy3NjBIf6AoL3aqi46nRMEPn2yyf+dw1VAVv9qqJkeu+QQrrogjQ3G2zSb7IZnwaMzqz84kaej/2llk4qBybDCSZgpfOQID\
            AQAB";
        assert!(PeerKey::parse(short).is_none());
        let ec = rcgen::KeyPair::generate().unwrap();
        assert!(PeerKey::parse(&ec.public_key_pem()).is_none());
        for text in [
            "",
            "x",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        ] {
            assert!(PeerKey::parse(text).is_none(), "{text}");
        }
    }
}
