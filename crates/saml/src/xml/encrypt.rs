//! Encrypting an element for one peer (XML Encryption 1.1 §3): a fresh AES key, wrapped with RSA-OAEP.

use aws_lc_rs::aead::{self, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{self, DecryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::element::Element;
use super::name::Namespace;
use super::peer::PeerKey;
use footbridge_domain::saml::Cipher;
use footbridge_outside::Entropy;

/// The peer's key, or the cipher, did not do its work.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the element could not be encrypted for the client")]
pub struct CannotEncrypt;

const fn uri(cipher: Cipher) -> &'static str {
    match cipher {
        Cipher::Aes128Gcm => "http://www.w3.org/2009/xmlenc11#aes128-gcm",
        Cipher::Aes256Gcm => "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        Cipher::Aes128Cbc => "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
        Cipher::Aes256Cbc => "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
    }
}

/// `EncryptedData` in place of the element.
pub fn encrypt(
    element: &Element,
    cipher: Cipher,
    to: &PeerKey,
    entropy: &Entropy,
) -> Result<Element, CannotEncrypt> {
    let key = entropy.bytes::<32>();
    let key = match cipher {
        Cipher::Aes128Gcm | Cipher::Aes128Cbc => &key[..16],
        Cipher::Aes256Gcm | Cipher::Aes256Cbc => &key[..],
    };
    let plain = element.document().into_bytes();
    let sealed = match cipher {
        Cipher::Aes128Gcm => gcm(&aead::AES_128_GCM, key, plain, entropy),
        Cipher::Aes256Gcm => gcm(&aead::AES_256_GCM, key, plain, entropy),
        Cipher::Aes128Cbc => cbc(&cipher::AES_128, key, plain),
        Cipher::Aes256Cbc => cbc(&cipher::AES_256, key, plain),
    };
    let sealed = sealed.ok_or(CannotEncrypt)?;
    let wrapped = to.wrap(key).ok_or(CannotEncrypt)?;
    let xenc = |name| Element::new(Namespace::Encryption, name);
    let ds = |name| Element::new(Namespace::Signature, name);
    let data =
        |bytes: &[u8]| xenc("CipherData").child(xenc("CipherValue").text(STANDARD.encode(bytes)));
    let method = xenc("EncryptionMethod")
        .with(
            "Algorithm",
            "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
        )
        .child(ds("DigestMethod").with("Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1"));
    let certificate = to
        .certificate()
        .map(|text| ds("KeyInfo").child(ds("X509Data").child(ds("X509Certificate").text(text))));
    let encrypted_key = xenc("EncryptedKey")
        .child(method)
        .children(certificate)
        .child(data(&wrapped));
    Ok(xenc("EncryptedData")
        .with("Type", "http://www.w3.org/2001/04/xmlenc#Element")
        .child(xenc("EncryptionMethod").with("Algorithm", uri(cipher)))
        .child(ds("KeyInfo").child(encrypted_key))
        .child(data(&sealed)))
}

/// Nonce, ciphertext, tag (§5.2.4).
fn gcm(
    algorithm: &'static aead::Algorithm,
    key: &[u8],
    mut plain: Vec<u8>,
    entropy: &Entropy,
) -> Option<Vec<u8>> {
    let key = LessSafeKey::new(UnboundKey::new(algorithm, key).ok()?);
    let nonce = entropy.bytes::<12>();
    let unique = Nonce::assume_unique_for_key(nonce);
    key.seal_in_place_append_tag(unique, Aad::empty(), &mut plain)
        .ok()?;
    Some([&nonce[..], &plain].concat())
}

/// Initialization vector, ciphertext (§5.2.2); the padding of PKCS #7 is one of those that the standard allows.
fn cbc(algorithm: &'static cipher::Algorithm, key: &[u8], mut plain: Vec<u8>) -> Option<Vec<u8>> {
    let key = UnboundCipherKey::new(algorithm, key).ok()?;
    let context = PaddedBlockEncryptingKey::cbc_pkcs7(key)
        .ok()?
        .encrypt(&mut plain)
        .ok()?;
    let DecryptionContext::Iv128(iv) = context else {
        return None;
    };
    Some([&iv.as_ref()[..], &plain].concat())
}
