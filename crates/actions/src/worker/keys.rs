//! Keys in pairs, RSA and the curve P-256, for `crypto.subtle` and for signatures of `node:crypto`.
//!
//! JavaScript holds a key as its encoding: PKCS #8 (RFC 5958) when private, SubjectPublicKeyInfo (RFC 5280) or a point when
//! public. What cannot be read is `None`, and JavaScript says so.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    KeyPair, KeyPairComponents, KeySize, OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256,
    OAEP_SHA384_MGF1SHA384, OAEP_SHA512_MGF1SHA512, OaepAlgorithm, OaepPrivateDecryptingKey,
    OaepPublicEncryptingKey, PrivateDecryptingKey, PublicEncryptingKey, PublicKeyComponents,
};
use aws_lc_rs::signature::{self, EcdsaKeyPair, KeyPair as _, ParsedPublicKey};
use rquickjs::{Ctx, Function, Object, Result, TypedArray};

use super::bytes::copy;

type Bytes<'js> = TypedArray<'js, u8>;

/// Adds the operations to the host's object.
pub fn add<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set("readKey", Function::new(ctx.clone(), read)?)?;
    host.set("makeKey", Function::new(ctx.clone(), make)?)?;
    host.set("publicKey", Function::new(ctx.clone(), public_of)?)?;
    host.set("sign", Function::new(ctx.clone(), sign)?)?;
    host.set("verify", Function::new(ctx.clone(), verify)?)?;
    host.set("oaep", Function::new(ctx.clone(), oaep)?)
}

fn given<'js>(ctx: Ctx<'js>, bytes: Option<Vec<u8>>) -> Result<Option<Bytes<'js>>> {
    bytes.map(|b| TypedArray::new(ctx, b)).transpose()
}

/// A key in one of the formats that there are, as the rest of this file takes it. `parts` are those of a JSON Web Key, in
/// the order of RFC 7518 §6.3: n, e, d, p, q, dp, dq, qi; or x, y, d.
fn read<'js>(
    ctx: Ctx<'js>,
    kind: String,
    format: String,
    parts: Vec<Bytes<'js>>,
) -> Result<Option<Bytes<'js>>> {
    let parts: Vec<Vec<u8>> = parts.iter().map(copy).collect();
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    given(
        ctx,
        match kind.as_str() {
            "RSA" => rsa(&format, &parts),
            "EC" => curve(&format, &parts),
            _ => None,
        },
    )
}

fn rsa(format: &str, parts: &[&[u8]]) -> Option<Vec<u8>> {
    let private = |pair: KeyPair| -> Option<Vec<u8>> {
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).ok()?;
        Some(der.as_ref().to_vec())
    };
    match (format, parts) {
        ("pkcs8", [der]) => private(KeyPair::from_pkcs8(der).ok()?),
        ("pkcs1", [der]) => private(KeyPair::from_der(der).ok()?),
        ("spki", [der]) => {
            ParsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, der).ok()?;
            Some(der.to_vec())
        }
        ("jwk", [n, e]) => {
            let key = PublicKeyComponents { n, e };
            let der = AsDer::<PublicKeyX509Der<'_>>::as_der(&key).ok()?;
            rsa("spki", &[der.as_ref()])
        }
        ("jwk", [n, e, d, p, q, dp, dq, qi]) => {
            let pair = KeyPair::from_components(&KeyPairComponents {
                public_key: PublicKeyComponents { n, e },
                d,
                p,
                q,
                dP: dp,
                dQ: dq,
                qInv: qi,
            });
            private(pair.ok()?)
        }
        _ => None,
    }
}

fn curve(format: &str, parts: &[&[u8]]) -> Option<Vec<u8>> {
    let algorithm = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
    let private = |pair: EcdsaKeyPair| Some(pair.to_pkcs8v1().ok()?.as_ref().to_vec());
    match (format, parts) {
        ("pkcs8" | "sec1", [der]) => {
            private(EcdsaKeyPair::from_private_key_der(algorithm, der).ok()?)
        }
        ("spki" | "raw", [key]) => {
            ParsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, key).ok()?;
            Some(key.to_vec())
        }
        ("jwk", [x, y]) => curve("raw", &[&[&[4], *x, *y].concat()]),
        ("jwk", [x, y, d]) => {
            let point = [&[4], *x, *y].concat();
            private(EcdsaKeyPair::from_private_key_and_public_key(algorithm, d, &point).ok()?)
        }
        _ => None,
    }
}

/// A new private key.
fn make(ctx: Ctx<'_>, kind: String, bits: u32) -> Result<Option<Bytes<'_>>> {
    let made = match (kind.as_str(), bits) {
        ("RSA", 2048) => made(KeySize::Rsa2048),
        ("RSA", 3072) => made(KeySize::Rsa3072),
        ("RSA", 4096) => made(KeySize::Rsa4096),
        ("EC", _) => EcdsaKeyPair::generate(&signature::ECDSA_P256_SHA256_FIXED_SIGNING)
            .ok()
            .and_then(|pair| Some(pair.to_pkcs8v1().ok()?.as_ref().to_vec())),
        _ => None,
    };
    given(ctx, made)
}

fn made(size: KeySize) -> Option<Vec<u8>> {
    let pair = KeyPair::generate(size).ok()?;
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).ok()?;
    Some(der.as_ref().to_vec())
}

/// The public half of a private key.
fn public_of<'js>(ctx: Ctx<'js>, kind: String, key: Bytes<'js>) -> Result<Option<Bytes<'js>>> {
    let key = copy(&key);
    let der = match kind.as_str() {
        "RSA" => KeyPair::from_pkcs8(&key)
            .ok()
            .and_then(|pair| pair.public_key().as_der().ok()),
        _ => EcdsaKeyPair::from_pkcs8(&signature::ECDSA_P256_SHA256_FIXED_SIGNING, &key)
            .ok()
            .and_then(|pair| pair.public_key().as_der().ok()),
    };
    given(ctx, der.map(|d: PublicKeyX509Der<'_>| d.as_ref().to_vec()))
}

/// A signature by an algorithm of `<scheme>/<hash>`.
fn sign<'js>(
    ctx: Ctx<'js>,
    algorithm: String,
    key: Bytes<'js>,
    data: Bytes<'js>,
) -> Result<Option<Bytes<'js>>> {
    let (key, data) = (copy(&key), copy(&data));
    let curve = match algorithm.as_str() {
        "ECDSA/SHA-256" => Some(&signature::ECDSA_P256_SHA256_FIXED_SIGNING),
        "ECDSA-DER/SHA-256" => Some(&signature::ECDSA_P256_SHA256_ASN1_SIGNING),
        _ => None,
    };
    if let Some(curve) = curve {
        let pair = EcdsaKeyPair::from_pkcs8(curve, &key).ok();
        let signed = pair.and_then(|pair| pair.sign(&SystemRandom::new(), &data).ok());
        return given(ctx, signed.map(|s| s.as_ref().to_vec()));
    }
    let encoding = match algorithm.as_str() {
        "RSASSA-PKCS1-V1_5/SHA-256" => &signature::RSA_PKCS1_SHA256,
        "RSASSA-PKCS1-V1_5/SHA-384" => &signature::RSA_PKCS1_SHA384,
        "RSASSA-PKCS1-V1_5/SHA-512" => &signature::RSA_PKCS1_SHA512,
        "RSA-PSS/SHA-256" => &signature::RSA_PSS_SHA256,
        "RSA-PSS/SHA-384" => &signature::RSA_PSS_SHA384,
        "RSA-PSS/SHA-512" => &signature::RSA_PSS_SHA512,
        _ => return Ok(None),
    };
    let signed = KeyPair::from_pkcs8(&key).ok().and_then(|pair| {
        let mut signed = vec![0; pair.public_modulus_len()];
        pair.sign(encoding, &SystemRandom::new(), &data, &mut signed)
            .ok()?;
        Some(signed)
    });
    given(ctx, signed)
}

/// `None`: there is no such algorithm here, or the key is none of it.
fn verify(algorithm: String, key: Bytes<'_>, signed: Bytes<'_>, data: Bytes<'_>) -> Option<bool> {
    let algorithm: &'static dyn signature::VerificationAlgorithm = match algorithm.as_str() {
        "ECDSA/SHA-256" => &signature::ECDSA_P256_SHA256_FIXED,
        "ECDSA-DER/SHA-256" => &signature::ECDSA_P256_SHA256_ASN1,
        "RSASSA-PKCS1-V1_5/SHA-256" => &signature::RSA_PKCS1_2048_8192_SHA256,
        "RSASSA-PKCS1-V1_5/SHA-384" => &signature::RSA_PKCS1_2048_8192_SHA384,
        "RSASSA-PKCS1-V1_5/SHA-512" => &signature::RSA_PKCS1_2048_8192_SHA512,
        "RSA-PSS/SHA-256" => &signature::RSA_PSS_2048_8192_SHA256,
        "RSA-PSS/SHA-384" => &signature::RSA_PSS_2048_8192_SHA384,
        "RSA-PSS/SHA-512" => &signature::RSA_PSS_2048_8192_SHA512,
        _ => return None,
    };
    let key = ParsedPublicKey::new(algorithm, copy(&key)).ok()?;
    Some(key.verify_sig(&copy(&data), &copy(&signed)).is_ok())
}

/// RSAES-OAEP (RFC 8017 §7.1): encrypts for a public key, or decrypts with a private one.
fn oaep<'js>(
    ctx: Ctx<'js>,
    hash: String,
    decrypts: bool,
    key_and_label: Vec<Bytes<'js>>,
    data: Bytes<'js>,
) -> Result<Option<Bytes<'js>>> {
    let [key, label] = key_and_label.as_slice() else {
        return Ok(None);
    };
    let algorithm = match hash.as_str() {
        "SHA-1" => &OAEP_SHA1_MGF1SHA1,
        "SHA-256" => &OAEP_SHA256_MGF1SHA256,
        "SHA-384" => &OAEP_SHA384_MGF1SHA384,
        "SHA-512" => &OAEP_SHA512_MGF1SHA512,
        _ => return Ok(None),
    };
    let (key, label, data) = (copy(key), copy(label), copy(&data));
    let label = (!label.is_empty()).then_some(label.as_slice());
    given(ctx, enciphered((algorithm, decrypts), &key, label, &data))
}

fn enciphered(
    (algorithm, decrypts): (&'static OaepAlgorithm, bool),
    key: &[u8],
    label: Option<&[u8]>,
    data: &[u8],
) -> Option<Vec<u8>> {
    if decrypts {
        let key = PrivateDecryptingKey::from_pkcs8(key).ok()?;
        let key = OaepPrivateDecryptingKey::new(key).ok()?;
        let mut plain = vec![0; key.min_output_size()];
        let length = key.decrypt(algorithm, data, &mut plain, label).ok()?.len();
        plain.truncate(length);
        return Some(plain);
    }
    let key = OaepPublicEncryptingKey::new(PublicEncryptingKey::from_der(key).ok()?).ok()?;
    let mut sealed = vec![0; key.ciphertext_size()];
    key.encrypt(algorithm, data, &mut sealed, label).ok()?;
    Some(sealed)
}
