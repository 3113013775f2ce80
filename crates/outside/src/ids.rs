//! Identifiers that the server generates, in the shapes of Auth0's.

use crate::Entropy;

const ALPHANUMERIC: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A client's id: 32 letters and digits.
pub fn client_id(entropy: &Entropy) -> String {
    alphanumeric(entropy, 32)
}

/// The id of a third party's client in strict mode: `tpc_` and 22 letters and digits.
pub fn third_party_client_id(entropy: &Entropy) -> String {
    format!("tpc_{}", alphanumeric(entropy, 22))
}

/// A client's secret: 64 letters and digits, `-` and `_`; more than 256 bits.
pub fn client_secret(entropy: &Entropy) -> String {
    entropy.token::<48>()
}

/// A database user's id: `auth0|` and 24 hexadecimal digits.
pub fn user_id(entropy: &Entropy) -> String {
    format!("auth0|{}", hex24(entropy))
}

/// 24 hexadecimal digits: a resource server's id.
pub fn hex24(entropy: &Entropy) -> String {
    entropy
        .bytes::<12>()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// `prefix` and 16 letters and digits: `con_…`, `cgr_…`.
pub fn prefixed(entropy: &Entropy, prefix: &str) -> String {
    format!("{prefix}{}", alphanumeric(entropy, 16))
}

/// A credential's id: `cred_` and 22 letters and digits.
pub fn credential_id(entropy: &Entropy) -> String {
    format!("cred_{}", alphanumeric(entropy, 22))
}

/// A signing key's `kid`: 21 letters and digits.
pub fn key_id(entropy: &Entropy) -> String {
    alphanumeric(entropy, 21)
}

/// A refresh-token family's id: 24 letters and digits. Auth0's API takes no longer ones than 30.
pub fn family_id(entropy: &Entropy) -> String {
    alphanumeric(entropy, 24)
}

/// An identifier that is not a secret (a session's `sid`, a transfer): 24 random bytes, base64url.
pub fn opaque_id(entropy: &Entropy) -> String {
    entropy.token::<24>()
}

/// A log stream's id: `lst_` and 16 digits.
pub fn log_stream_id(entropy: &Entropy) -> String {
    let number = u64::from_be_bytes(entropy.bytes()) % 10_000_000_000_000_000;
    format!("lst_{number:016}")
}

/// A random UUID (RFC 9562 §5.4): the ids of Actions, their versions and bindings.
pub fn uuid(entropy: &Entropy) -> String {
    let mut bytes = entropy.bytes::<16>();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    written_uuid(bytes)
}

/// The bytes of a UUID as it is written (RFC 9562 §4).
pub fn written_uuid(bytes: [u8; 16]) -> String {
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

fn alphanumeric(entropy: &Entropy, length: usize) -> String {
    let mut out = String::with_capacity(length);
    while out.len() < length {
        // Bytes past the last whole multiple of 62 are thrown away, so that every letter is as likely as the next.
        let usable = entropy.bytes::<64>().into_iter().filter(|b| *b < 248);
        out.extend(
            usable
                .take(length - out.len())
                .map(|b| char::from(ALPHANUMERIC[usize::from(b) % 62])),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_their_shapes() {
        let entropy = Entropy::system();
        assert_eq!(client_id(&entropy).len(), 32);
        assert_eq!(client_secret(&entropy).len(), 64);
        assert!(user_id(&entropy).starts_with("auth0|") && user_id(&entropy).len() == 30);
        assert_eq!(prefixed(&entropy, "con_").len(), 20);
        assert_eq!(log_stream_id(&entropy).len(), 20);
        let uuid = uuid(&entropy);
        assert_eq!((uuid.len(), &uuid[14..15], &uuid[8..9]), (36, "4", "-"));
    }
}
