//! The slow ones that only imports have: PBKDF2 (RFC 8018) and scrypt (RFC 7914).

use std::num::NonZeroU32;

use aws_lc_rs::pbkdf2;
use data_encoding::BASE64_NOPAD;

/// A shorter hash would be passed by other passwords, too.
const LEAST_BYTES: usize = 16;
const MOST_BYTES: usize = 512;

/// About 0.3 s on a slow core.
const MOST_ITERATIONS: u32 = 1_000_000;
/// What a hash of scrypt may fill, in bytes, and how often.
const MOST_MEMORY: u64 = 64 << 20;
const MOST_LANES: u32 = 4;

/// `$pbkdf2-sha256$i=1000,l=32$salt$hash`, in base64 without padding.
pub(super) struct Pbkdf2 {
    algorithm: pbkdf2::Algorithm,
    iterations: NonZeroU32,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Pbkdf2 {
    pub(super) fn read(value: &str) -> Result<Self, String> {
        let form = || "needs $pbkdf2-DIGEST$i=ITERATIONS,l=LENGTH$salt$hash for pbkdf2".to_owned();
        let parts: Vec<&str> = value.split('$').collect();
        let (digest, costs, salt, hash) = match parts.as_slice() {
            ["", digest, costs, salt, hash] => (*digest, *costs, *salt, *hash),
            ["", digest, salt, hash] => (*digest, "", *salt, *hash),
            _ => return Err(form()),
        };
        let digest = digest.strip_prefix("pbkdf2").ok_or_else(form)?;
        let algorithm = algorithm(digest.trim_start_matches('-'))?;
        let (mut iterations, mut length) = (100_000, 64);
        for cost in costs.split(',').filter(|cost| !cost.is_empty()) {
            let (name, value) = cost.split_once('=').ok_or_else(form)?;
            let value: u32 = value.parse().map_err(|_| form())?;
            match name {
                "i" => iterations = value,
                "l" => length = value,
                _ => return Err(form()),
            }
        }
        let decode = |part: &str| BASE64_NOPAD.decode(part.trim_end_matches('=').as_bytes());
        let (salt, hash) = (
            decode(salt).map_err(|_| form())?,
            decode(hash).map_err(|_| form())?,
        );
        let is_whole = usize::try_from(length) == Ok(hash.len());
        if !is_whole || !(LEAST_BYTES..=MOST_BYTES).contains(&hash.len()) {
            return Err(format!(
                "needs a hash as long as l says, {LEAST_BYTES} to {MOST_BYTES} bytes"
            ));
        }
        let iterations = NonZeroU32::new(iterations).filter(|i| i.get() <= MOST_ITERATIONS);
        let iterations =
            iterations.ok_or_else(|| format!("needs 1 to {MOST_ITERATIONS} iterations"))?;
        Ok(Self {
            algorithm,
            iterations,
            salt,
            hash,
        })
    }

    pub(super) fn is_of(&self, password: &[u8]) -> bool {
        pbkdf2::verify(
            self.algorithm,
            self.iterations,
            &self.salt,
            password,
            &self.hash,
        )
        .is_ok()
    }
}

/// The digest of that name, in the ways in which OpenSSL writes it.
fn algorithm(name: &str) -> Result<pbkdf2::Algorithm, String> {
    let bare = name
        .to_ascii_lowercase()
        .replace("rsa-", "")
        .replace("withrsaencryption", "");
    match bare.replace('-', "").as_str() {
        "sha1" | "ssl3sha1" => Ok(pbkdf2::PBKDF2_HMAC_SHA1),
        "sha256" => Ok(pbkdf2::PBKDF2_HMAC_SHA256),
        "sha384" => Ok(pbkdf2::PBKDF2_HMAC_SHA384),
        "sha512" => Ok(pbkdf2::PBKDF2_HMAC_SHA512),
        _ => Err("needs sha1, sha256, sha384 or sha512 as the digest of pbkdf2".to_owned()),
    }
}

/// The costs of a hash of that many bytes, where they are affordable: `cost`, and `blockSize` and `parallelization`.
pub(super) fn scrypt_costs(
    cost: u64,
    (size, lanes): (u32, u32),
    length: usize,
) -> Result<scrypt::Params, String> {
    if !(LEAST_BYTES..=MOST_BYTES).contains(&length) {
        return Err(format!(
            "needs a hash of {LEAST_BYTES} to {MOST_BYTES} bytes"
        ));
    }
    let memory = cost.saturating_mul(u64::from(size)).saturating_mul(128);
    if !cost.is_power_of_two() || cost < 2 || memory > MOST_MEMORY || lanes > MOST_LANES {
        return Err(format!(
            "needs a cost that is a power of two, cost × blockSize × 128 of at most {} MiB, and parallelization of at most {MOST_LANES}",
            MOST_MEMORY >> 20
        ));
    }
    let log = u8::try_from(cost.trailing_zeros()).unwrap_or(u8::MAX);
    scrypt::Params::new(log, size, lanes)
        .map_err(|_| "has costs that scrypt does not take".to_owned())
}

pub(super) fn scrypt(
    password: &[u8],
    salt: &[u8],
    params: scrypt::Params,
    length: usize,
) -> Option<Vec<u8>> {
    let mut hash = vec![0; length];
    scrypt::scrypt(password, salt, &params, &mut hash).ok()?;
    Some(hash)
}
