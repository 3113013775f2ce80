//! Hashes that other systems made, as the `custom_password_hash` of Auth0's user import describes them. What is stored is that
//! description; the first login puts a hash of ours in its place.

mod digests;
mod kdf;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use data_encoding::{BASE64, BASE64_NOPAD, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use digests::DigestName;

use super::phc::{self, MAX_BCRYPT_COST, bcrypt_cost};

/// The longest hash, salt or key, as it is written.
const MAX_WRITTEN: usize = 1_024;

const ALGORITHMS: &str =
    "argon2, bcrypt, hmac, ldap, md4, md5, sha1, sha256, sha512, pbkdf2 or scrypt";
const MEMBERS: &str = "algorithm, hash (value, encoding, and of hmac digest and key), salt (value, encoding, position), \
     password (encoding), and of scrypt keylen, cost, blockSize and parallelization, each of its type; \
     digests are md4, md5, sha1, sha224, sha256, sha384 and sha512";

/// `custom_password_hash`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Description {
    algorithm: Algorithm,
    hash: Hash,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<Salt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    password: Option<Typed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keylen: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    block_size: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parallelization: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Algorithm {
    Argon2,
    Bcrypt,
    Hmac,
    Ldap,
    Md4,
    Md5,
    Sha1,
    Sha256,
    Sha512,
    Pbkdf2,
    Scrypt,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hash {
    value: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<Encoding>,
    /// Of an HMAC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<DigestName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<Written>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    value: String,
    #[serde(default)]
    encoding: Encoding,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Salt {
    value: String,
    #[serde(default)]
    encoding: Encoding,
    #[serde(default)]
    position: Position,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    #[serde(default)]
    encoding: PasswordEncoding,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Encoding {
    Base64,
    Hex,
    #[default]
    Utf8,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Position {
    #[default]
    Prefix,
    Suffix,
}

/// How the password became bytes; the names are those of Node's `Buffer`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PasswordEncoding {
    Ascii,
    Binary,
    Latin1,
    Ucs2,
    Utf16le,
    #[default]
    Utf8,
}

/// What is stored for a `custom_password_hash`: what bcrypt or argon2 wrote, where that says everything, else the description.
///
/// # Errors
/// What is wrong with it, as the end of a sentence that begins with its name.
pub fn stored(custom: &Map<String, Value>) -> Result<String, String> {
    let algorithm = custom.get("algorithm").cloned().unwrap_or_default();
    if serde_json::from_value::<Algorithm>(algorithm).is_err() {
        return Err(format!("needs an algorithm: {ALGORITHMS}"));
    }
    // What serde says of it shows values.
    let description = serde_json::from_value(Value::Object(custom.clone()));
    let description: Description = description.map_err(|_| format!("may have {MEMBERS}"))?;
    description.check()?;
    let says_everything = matches!(description.algorithm, Algorithm::Argon2 | Algorithm::Bcrypt)
        && description.salt.is_none()
        && description.typed() == PasswordEncoding::Utf8;
    if says_everything {
        return Ok(description.hash.value);
    }
    serde_json::to_string(&description).map_err(|error| format!("cannot be stored: {error}"))
}

/// Whether it is a description that [`stored`] has made.
pub(super) fn is_description(stored: &str) -> bool {
    stored.starts_with('{')
}

/// Whether it is one, and not too expensive.
pub(super) fn is_affordable(stored: &str) -> bool {
    read(stored).is_some()
}

/// Whether it is the hash of that password.
pub(super) fn matches(password: &str, stored: &str) -> bool {
    read(stored).is_some_and(|description| description.is_of(password))
}

fn read(stored: &str) -> Option<Description> {
    let description: Description = serde_json::from_str(stored).ok()?;
    description.check().is_ok().then_some(description)
}

impl Description {
    fn typed(&self) -> PasswordEncoding {
        self.password
            .as_ref()
            .map(|of| of.encoding)
            .unwrap_or_default()
    }

    fn has_costs(&self) -> bool {
        let sizes = [self.keylen, self.block_size, self.parallelization];
        self.cost.is_some() || sizes.iter().any(Option::is_some)
    }

    /// Those of scrypt, for a hash of that many bytes.
    fn costs(&self, length: usize) -> Result<scrypt::Params, String> {
        if self.keylen.and_then(|length| usize::try_from(length).ok()) != Some(length) {
            return Err("needs keylen, the length of the hash in bytes, for scrypt".to_owned());
        }
        let (size, lanes) = (
            self.block_size.unwrap_or(8),
            self.parallelization.unwrap_or(1),
        );
        kdf::scrypt_costs(self.cost.unwrap_or(16_384), (size, lanes), length)
    }

    /// The hash is whole, and a login can afford it.
    fn check(&self) -> Result<(), String> {
        use Algorithm::{Argon2, Bcrypt, Hmac, Ldap, Pbkdf2, Scrypt};
        let Self {
            algorithm, hash, ..
        } = self;
        let written = [
            Some(&hash.value),
            hash.key.as_ref().map(|key| &key.value),
            self.salt.as_ref().map(|salt| &salt.value),
        ];
        if written
            .into_iter()
            .flatten()
            .any(|one| one.len() > MAX_WRITTEN)
        {
            return Err(format!(
                "has a hash, a salt or a key of more than {MAX_WRITTEN} bytes"
            ));
        }
        if *algorithm != Hmac && (hash.digest.is_some() || hash.key.is_some()) {
            return Err("has hash.digest or hash.key, which are of hmac".to_owned());
        }
        if *algorithm != Scrypt && self.has_costs() {
            return Err(
                "has keylen, cost, blockSize or parallelization, which are of scrypt".to_owned(),
            );
        }
        let is_text = matches!(algorithm, Argon2 | Bcrypt | Ldap | Pbkdf2);
        match (is_text, hash.encoding.unwrap_or_default()) {
            (true, Encoding::Utf8) | (false, Encoding::Hex | Encoding::Base64) => {}
            (true, _) => return Err("needs hash.encoding utf8 for this algorithm".to_owned()),
            (false, _) => {
                return Err("needs hash.encoding hex or base64 for this algorithm".to_owned());
            }
        }
        if self.salt.is_some() && matches!(algorithm, Argon2 | Ldap | Pbkdf2) {
            return Err("has a salt, which the hash of this algorithm says itself".to_owned());
        }
        if let Some(salt) = &self.salt {
            bytes(&salt.value, salt.encoding).ok_or("has a salt that is not in its encoding")?;
        }
        match algorithm {
            Bcrypt => match bcrypt_cost(&hash.value) {
                Some(cost) if hash.value.len() == 60 && cost <= MAX_BCRYPT_COST => Ok(()),
                _ => Err(format!("needs a bcrypt hash ($2a$, $2b$, $2y$) of a cost of at most {MAX_BCRYPT_COST}")),
            },
            Argon2 if hash.value.starts_with("$argon2") && phc::is_affordable(&hash.value) => Ok(()),
            Argon2 => Err("needs an argon2 hash ($argon2id$…) of a supported cost".to_owned()),
            Ldap => ldap(&hash.value).map(drop).ok_or_else(|| {
                "needs {MD5}, {SMD5}, {SHA}, {SSHA}, {SHA256}, {SSHA256} and so on up to 512, and base64".to_owned()
            }),
            Pbkdf2 => kdf::Pbkdf2::read(&hash.value).map(drop),
            Scrypt => {
                let expected = self.expected().ok_or("has a hash that is not in its encoding")?;
                self.costs(expected.len()).map(drop)
            }
            Hmac => self.check_hmac(),
            _ => self.check_length(self.plain_digest()),
        }
    }

    fn check_hmac(&self) -> Result<(), String> {
        let digest = self.hash.digest.ok_or("needs hash.digest for hmac")?;
        let key = self.hash.key.as_ref().ok_or("needs hash.key for hmac")?;
        bytes(&key.value, key.encoding).ok_or("has a key that is not in its encoding")?;
        self.check_length(Some(digest))
    }

    fn check_length(&self, digest: Option<DigestName>) -> Result<(), String> {
        let found = self.expected().map(|expected| expected.len());
        let wanted = digest.map(DigestName::length);
        match found == wanted {
            true => Ok(()),
            false => Err(format!(
                "needs a hash of {} bytes in its encoding; found {}",
                wanted.unwrap_or_default(),
                found.map_or("another encoding".to_owned(), |bytes| bytes.to_string())
            )),
        }
    }

    fn plain_digest(&self) -> Option<DigestName> {
        match self.algorithm {
            Algorithm::Md4 => Some(DigestName::Md4),
            Algorithm::Md5 => Some(DigestName::Md5),
            Algorithm::Sha1 => Some(DigestName::Sha1),
            Algorithm::Sha256 => Some(DigestName::Sha256),
            Algorithm::Sha512 => Some(DigestName::Sha512),
            _ => None,
        }
    }

    /// The bytes of the hash.
    fn expected(&self) -> Option<Vec<u8>> {
        bytes(&self.hash.value, self.hash.encoding.unwrap_or_default())
    }

    fn is_of(&self, password: &str) -> bool {
        let password = self.typed().bytes(password);
        self.computed(&password).unwrap_or(false)
    }

    /// `None` where it cannot be compared.
    fn computed(&self, password: &[u8]) -> Option<bool> {
        let is = |one: &[u8], other: &[u8]| verify_slices_are_equal(one, other).is_ok();
        let value = self.hash.value.as_str();
        Some(match self.algorithm {
            Algorithm::Argon2 => phc::verify_argon2(password, value),
            Algorithm::Bcrypt => bcrypt::verify(self.salted(password)?, value).unwrap_or(false),
            Algorithm::Ldap => {
                let (digest, expected, salt) = ldap(value)?;
                is(&digest.of(&[password, &salt].concat()), &expected)
            }
            Algorithm::Pbkdf2 => kdf::Pbkdf2::read(value).ok()?.is_of(password),
            Algorithm::Scrypt => {
                let expected = self.expected()?;
                let params = self.costs(expected.len()).ok()?;
                let salt = self.salt.as_ref();
                let salt = salt.map_or(Some(vec![]), |salt| bytes(&salt.value, salt.encoding))?;
                is(
                    &kdf::scrypt(password, &salt, params, expected.len())?,
                    &expected,
                )
            }
            Algorithm::Hmac => {
                let key = self.hash.key.as_ref()?;
                let key = bytes(&key.value, key.encoding)?;
                let found = self.hash.digest?.hmac(&key, &self.salted(password)?)?;
                is(&found, &self.expected()?)
            }
            _ => is(
                &self.plain_digest()?.of(&self.salted(password)?),
                &self.expected()?,
            ),
        })
    }

    /// The password with the salt before or behind it.
    fn salted(&self, password: &[u8]) -> Option<Vec<u8>> {
        let Some(salt) = &self.salt else {
            return Some(password.to_vec());
        };
        let bytes = bytes(&salt.value, salt.encoding)?;
        Some(match salt.position {
            Position::Prefix => [&bytes, password].concat(),
            Position::Suffix => [password, &bytes].concat(),
        })
    }
}

impl PasswordEncoding {
    fn bytes(self, password: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => password.as_bytes().to_vec(),
            // The lower half of each unit, as Node writes them.
            Self::Ascii | Self::Binary | Self::Latin1 => password
                .encode_utf16()
                .map(|unit| unit.to_le_bytes()[0])
                .collect(),
            Self::Ucs2 | Self::Utf16le => {
                password.encode_utf16().flat_map(u16::to_le_bytes).collect()
            }
        }
    }
}

fn bytes(written: &str, encoding: Encoding) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Utf8 => Some(written.as_bytes().to_vec()),
        Encoding::Hex => HEXLOWER_PERMISSIVE.decode(written.as_bytes()).ok(),
        Encoding::Base64 => base64(written),
    }
}

/// With or without padding.
fn base64(written: &str) -> Option<Vec<u8>> {
    let bare = written.trim_end_matches('=');
    let padded = written.len() > bare.len();
    match padded {
        true => BASE64.decode(written.as_bytes()).ok(),
        false => BASE64_NOPAD.decode(bare.as_bytes()).ok(),
    }
}

/// A `userPassword` of LDAP (RFC 2307 §5.3): the digest, the hash, and the salt that follows it.
fn ldap(value: &str) -> Option<(DigestName, Vec<u8>, Vec<u8>)> {
    let (scheme, rest) = value.strip_prefix('{')?.split_once('}')?;
    let (digest, is_salted) = match scheme.to_ascii_uppercase().as_str() {
        "MD5" => (DigestName::Md5, false),
        "SMD5" => (DigestName::Md5, true),
        "SHA" | "SHA1" => (DigestName::Sha1, false),
        "SSHA" | "SSHA1" => (DigestName::Sha1, true),
        "SHA224" => (DigestName::Sha224, false),
        "SSHA224" => (DigestName::Sha224, true),
        "SHA256" => (DigestName::Sha256, false),
        "SSHA256" => (DigestName::Sha256, true),
        "SHA384" => (DigestName::Sha384, false),
        "SSHA384" => (DigestName::Sha384, true),
        "SHA512" => (DigestName::Sha512, false),
        "SSHA512" => (DigestName::Sha512, true),
        _ => return None,
    };
    let mut bytes = base64(rest)?;
    if bytes.len() < digest.length() || (!is_salted && bytes.len() > digest.length()) {
        return None;
    }
    let salt = bytes.split_off(digest.length());
    Some((digest, bytes, salt))
}
