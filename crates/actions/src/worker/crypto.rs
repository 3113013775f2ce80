//! The primitives behind `crypto.subtle` and `node:crypto`.

use std::num::NonZeroU32;

use aws_lc_rs::aead::{AES_128_GCM, AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{
    AES_128, AES_256, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey,
    PaddedBlockEncryptingKey, UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::{constant_time, digest, hkdf, hmac, pbkdf2};
use md5::{Digest, Md5};
use rquickjs::{Ctx, Exception, Function, Object, Result, TypedArray};

use super::bytes::copy;
use footbridge_outside::Entropy;

/// The most random bytes at once (Web Cryptography §10.1.1).
const MAX_RANDOM: usize = 65_536;
/// The most that is derived from a key at once.
const MAX_DERIVED: usize = 65_536;

type Bytes<'js> = TypedArray<'js, u8>;

/// Adds the primitives to the host's object.
pub fn add<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    let function = |name: &str, function: Function<'js>| host.set(name, function);
    function("random", Function::new(ctx.clone(), random)?)?;
    function("digest", Function::new(ctx.clone(), hash)?)?;
    function("hmac", Function::new(ctx.clone(), sign)?)?;
    function("equal", Function::new(ctx.clone(), equal)?)?;
    function("aesGcm", Function::new(ctx.clone(), aes_gcm)?)?;
    function("aesCbc", Function::new(ctx.clone(), aes_cbc)?)?;
    function("pbkdf2", Function::new(ctx.clone(), stretch)?)?;
    function("hkdf", Function::new(ctx.clone(), expand)?)
}

fn random(ctx: Ctx<'_>, length: usize) -> Result<Bytes<'_>> {
    if length > MAX_RANDOM {
        let text = format!("at most {MAX_RANDOM} random bytes at once");
        return Err(Exception::throw_range(&ctx, &text));
    }
    let entropy = Entropy::system();
    let mut bytes: Vec<u8> = (0..length.div_ceil(32))
        .flat_map(|_| entropy.bytes::<32>())
        .collect();
    bytes.truncate(length);
    TypedArray::new(ctx, bytes)
}

/// `None`: there is no such algorithm here.
fn hash<'js>(ctx: Ctx<'js>, algorithm: String, data: Bytes<'js>) -> Result<Option<Bytes<'js>>> {
    if algorithm == "MD5" {
        // Of node:crypto alone, for sums of files and names of pictures.
        let summed = Md5::digest(copy(&data));
        return TypedArray::new(ctx, summed.as_slice()).map(Some);
    }
    let algorithm = match algorithm.as_str() {
        "SHA-1" => &digest::SHA1_FOR_LEGACY_USE_ONLY,
        "SHA-256" => &digest::SHA256,
        "SHA-384" => &digest::SHA384,
        "SHA-512" => &digest::SHA512,
        _ => return Ok(None),
    };
    let hashed = digest::digest(algorithm, &copy(&data));
    TypedArray::new(ctx, hashed.as_ref()).map(Some)
}

fn sign<'js>(
    ctx: Ctx<'js>,
    algorithm: String,
    key: Bytes<'js>,
    data: Bytes<'js>,
) -> Result<Option<Bytes<'js>>> {
    let algorithm = match algorithm.as_str() {
        "SHA-1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        "SHA-256" => hmac::HMAC_SHA256,
        "SHA-384" => hmac::HMAC_SHA384,
        "SHA-512" => hmac::HMAC_SHA512,
        _ => return Ok(None),
    };
    let tag = hmac::sign(&hmac::Key::new(algorithm, &copy(&key)), &copy(&data));
    TypedArray::new(ctx, tag.as_ref()).map(Some)
}

fn equal(one: Bytes<'_>, other: Bytes<'_>) -> bool {
    constant_time::verify_slices_are_equal(&copy(&one), &copy(&other)).is_ok()
}

/// Seals, or opens; `None` where the key or nonce has no possible length, or the text is not what was sealed.
fn aes_gcm<'js>(
    ctx: Ctx<'js>,
    opens: bool,
    key_and_nonce: Vec<Bytes<'js>>,
    additional: Bytes<'js>,
    data: Bytes<'js>,
) -> Result<Option<Bytes<'js>>> {
    let [key, nonce] = key_and_nonce.as_slice() else {
        return Ok(None);
    };
    let (key, additional) = (copy(key), copy(&additional));
    let algorithm = match key.len() {
        16 => &AES_128_GCM,
        32 => &AES_256_GCM,
        _ => return Ok(None),
    };
    let key = UnboundKey::new(algorithm, &key).map(LessSafeKey::new);
    let nonce = Nonce::try_assume_unique_for_key(&copy(nonce));
    let (Ok(key), Ok(nonce)) = (key, nonce) else {
        return Ok(None);
    };
    let (mut text, aad) = (copy(&data), Aad::from(&additional));
    let done = if opens {
        key.open_in_place(nonce, aad, &mut text)
            .map(|plain| plain.len())
    } else {
        let sealed = key.seal_in_place_append_tag(nonce, aad, &mut text);
        sealed.map(|()| text.len())
    };
    match done {
        Ok(length) => {
            text.truncate(length);
            TypedArray::new(ctx, text).map(Some)
        }
        Err(_) => Ok(None),
    }
}

/// AES-CBC with the padding of PKCS #7: encrypts or decrypts.
fn aes_cbc<'js>(
    ctx: Ctx<'js>,
    opens: bool,
    key_and_iv: Vec<Bytes<'js>>,
    data: Bytes<'js>,
) -> Result<Option<Bytes<'js>>> {
    let [key, iv] = key_and_iv.as_slice() else {
        return Ok(None);
    };
    let done = padded(opens, &copy(key), &copy(iv), copy(&data));
    done.map(|text| TypedArray::new(ctx, text)).transpose()
}

fn padded(opens: bool, key: &[u8], iv: &[u8], mut text: Vec<u8>) -> Option<Vec<u8>> {
    let algorithm = match key.len() {
        16 => &AES_128,
        32 => &AES_256,
        _ => return None,
    };
    let key = UnboundCipherKey::new(algorithm, key).ok()?;
    let iv = FixedLength::try_from(iv).ok()?;
    if opens {
        let key = PaddedBlockDecryptingKey::cbc_pkcs7(key).ok()?;
        let plain = key.decrypt(&mut text, DecryptionContext::Iv128(iv)).ok()?;
        return Some(plain.to_vec());
    }
    let key = PaddedBlockEncryptingKey::cbc_pkcs7(key).ok()?;
    key.less_safe_encrypt(&mut text, EncryptionContext::Iv128(iv))
        .ok()?;
    Some(text)
}

/// PBKDF2 (RFC 8018 §5.2).
fn stretch<'js>(
    ctx: Ctx<'js>,
    hash: String,
    password_and_salt: Vec<Bytes<'js>>,
    iterations: u32,
    length: usize,
) -> Result<Option<Bytes<'js>>> {
    let algorithm = match hash.as_str() {
        "SHA-1" => pbkdf2::PBKDF2_HMAC_SHA1,
        "SHA-256" => pbkdf2::PBKDF2_HMAC_SHA256,
        "SHA-384" => pbkdf2::PBKDF2_HMAC_SHA384,
        "SHA-512" => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => return Ok(None),
    };
    let (Some(iterations), [password, salt]) =
        (NonZeroU32::new(iterations), password_and_salt.as_slice())
    else {
        return Ok(None);
    };
    if length == 0 || length > MAX_DERIVED {
        return Ok(None);
    }
    let mut made = vec![0; length];
    pbkdf2::derive(
        algorithm,
        iterations,
        &copy(salt),
        &copy(password),
        &mut made,
    );
    TypedArray::new(ctx, made).map(Some)
}

/// HKDF (RFC 5869).
fn expand<'js>(
    ctx: Ctx<'js>,
    hash: String,
    secret_salt_info: Vec<Bytes<'js>>,
    length: usize,
) -> Result<Option<Bytes<'js>>> {
    struct Length(usize);
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    let algorithm = match hash.as_str() {
        "SHA-1" => hkdf::HKDF_SHA1_FOR_LEGACY_USE_ONLY,
        "SHA-256" => hkdf::HKDF_SHA256,
        "SHA-384" => hkdf::HKDF_SHA384,
        "SHA-512" => hkdf::HKDF_SHA512,
        _ => return Ok(None),
    };
    let [secret, salt, info] = secret_salt_info.as_slice() else {
        return Ok(None);
    };
    let (salt, info) = (copy(salt), copy(info));
    let key = hkdf::Salt::new(algorithm, &salt).extract(&copy(secret));
    let info = [info.as_slice()];
    let mut made = vec![0; length.min(MAX_DERIVED)];
    let filled = key
        .expand(&info, Length(length))
        .and_then(|okm| okm.fill(&mut made));
    match filled {
        Ok(()) => TypedArray::new(ctx, made).map(Some),
        Err(_) => Ok(None),
    }
}
