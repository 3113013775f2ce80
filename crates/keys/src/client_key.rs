//! Keys of clients: read from PEM when they are registered, and used to verify what the client signs.

use aws_lc_rs::rsa::PublicKey;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm as Jws, DecodingKey, Validation};
use serde_json::{Map, Value};

use super::der::{self, Reader};
use footbridge_domain::client_credential::{Algorithm, RsaKey};
use footbridge_domain::digest::digest;
use footbridge_domain::time::Timestamp;

/// A compact JWS longer than this is no assertion.
const MAX_ASSERTION: usize = 8 * 1024;
/// A PEM string longer than this contains more than one key.
const MAX_PEM: usize = 32 * 1024;
/// No client's id is longer.
const MAX_NAME: usize = 255;
/// In bytes: 2,048 bits at least (RFC 7518 §3.3), and no more than can be verified quickly.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=1024;

/// A public key that was read from PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    pub key: RsaKey,
    /// The end of the certificate, if it was one.
    pub expires_at: Option<Timestamp>,
}

/// Reads an RSA public key: SPKI, PKCS #1, or an X.509 certificate. `None` for anything else.
pub fn read_pem(text: &str) -> Option<Uploaded> {
    let (label, bytes) = unarmoured(text)?;
    match label {
        "PUBLIC KEY" | "RSA PUBLIC KEY" => Some(Uploaded {
            key: rsa_key(&bytes)?,
            expires_at: None,
        }),
        "CERTIFICATE" => {
            let (key, expires_at) = from_certificate(&bytes)?;
            Some(Uploaded {
                key: rsa_key(key)?,
                expires_at: Some(expires_at),
            })
        }
        _ => None,
    }
}

/// The key's own name: its JWK thumbprint (RFC 7638).
pub fn thumbprint(key: &RsaKey) -> String {
    // Both parts are base64url, so nothing needs escaping.
    let RsaKey { modulus, exponent } = key;
    digest(&format!(
        r#"{{"e":"{exponent}","kty":"RSA","n":"{modulus}"}}"#
    ))
}

/// The client that an assertion names, before anything in it is trusted.
pub fn claimed_client(assertion: &str) -> Option<String> {
    let payload = parts(assertion)?.1;
    let bytes = URL_SAFE_NO_PAD.decode(payload).ok()?;
    let claims: Map<String, Value> = serde_json::from_slice(&bytes).ok()?;
    let name = claims.get("sub").and_then(Value::as_str);
    // Postgres cannot store NUL, nor look it up.
    name.filter(|name| (1..=MAX_NAME).contains(&name.len()) && !name.contains('\0'))
        .map(str::to_owned)
}

/// The key id and the algorithm in an assertion's header, before anything in it is trusted.
pub fn claimed_key(assertion: &str) -> Option<(Option<String>, Algorithm)> {
    let bytes = URL_SAFE_NO_PAD.decode(parts(assertion)?.0).ok()?;
    let header: Map<String, Value> = serde_json::from_slice(&bytes).ok()?;
    // No extension is understood here (RFC 7515 §4.1.11).
    if header.contains_key("crit") {
        return None;
    }
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    let alg = Algorithm::parse(text("alg")?)?;
    match header.get("kid") {
        None => Some((None, alg)),
        Some(kid) => Some((Some(kid.as_str()?.to_owned()), alg)),
    }
}

/// The claims of an assertion that this key signed in this way.
pub fn verify(assertion: &str, key: &RsaKey, alg: Algorithm) -> Option<Map<String, Value>> {
    parts(assertion)?;
    let verifier = DecodingKey::from_rsa_components(&key.modulus, &key.exponent).ok()?;
    let mut validation = Validation::new(match alg {
        Algorithm::Rs256 => Jws::RS256,
        Algorithm::Rs384 => Jws::RS384,
        Algorithm::Ps256 => Jws::PS256,
    });
    // The domain checks the claims, at the time of the request.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    jsonwebtoken::decode::<Map<String, Value>>(assertion, &verifier, &validation)
        .ok()
        .map(|decoded| decoded.claims)
}

/// Header and payload of a compact JWS (RFC 7515 §7.1).
fn parts(assertion: &str) -> Option<(&str, &str)> {
    let mut parts = assertion.split('.');
    let (header, payload) = (parts.next()?, parts.next()?);
    let is_whole = parts.next().is_some_and(|s| !s.is_empty()) && parts.next().is_none();
    (is_whole && assertion.len() <= MAX_ASSERTION).then_some((header, payload))
}

/// The label and the bytes of a string that is one PEM block and nothing else (RFC 7468 §3).
fn unarmoured(text: &str) -> Option<(&str, Vec<u8>)> {
    let text = Some(text.trim()).filter(|t| t.len() <= MAX_PEM)?;
    let rest = text.strip_prefix("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let body = rest.strip_suffix(&format!("-----END {label}-----"))?;
    let body: String = body.split_ascii_whitespace().collect();
    Some((label, STANDARD.decode(body).ok()?))
}

fn rsa_key(der: &[u8]) -> Option<RsaKey> {
    let key = PublicKey::from_der(der).ok()?;
    let modulus = key.modulus().big_endian_without_leading_zero().to_vec();
    let exponent = key.exponent().big_endian_without_leading_zero().to_vec();
    MODULUS.contains(&modulus.len()).then(|| RsaKey {
        modulus: URL_SAFE_NO_PAD.encode(modulus),
        exponent: URL_SAFE_NO_PAD.encode(exponent),
    })
}

/// The subjectPublicKeyInfo and the end of a certificate (RFC 5280 §4.1). Its signer does not matter: the
/// administrator who uploads it vouches for it.
fn from_certificate(bytes: &[u8]) -> Option<(&[u8], Timestamp)> {
    let certificate = Reader(bytes).expect(der::SEQUENCE)?;
    let mut fields = Reader(Reader(certificate.content).expect(der::SEQUENCE)?.content);
    let first = fields.next()?;
    if first.tag == der::CONTEXT_0 {
        fields.expect(der::INTEGER)?;
    }
    let (_signature, _issuer) = (fields.expect(der::SEQUENCE)?, fields.expect(der::SEQUENCE)?);
    let mut validity = Reader(fields.expect(der::SEQUENCE)?.content);
    let (_begin, end) = (validity.next()?, validity.next()?);
    let _subject = fields.expect(der::SEQUENCE)?;
    let key = fields.expect(der::SEQUENCE)?;
    Some((key.whole, date(&end)?))
}

/// RFC 5280 §4.1.2.5: two digits of a year are of 1950 to 2049.
fn date(element: &der::DerValue<'_>) -> Option<Timestamp> {
    let text = std::str::from_utf8(element.content).ok()?;
    let text = text.strip_suffix('Z').filter(|t| t.is_ascii())?;
    let text = match element.tag {
        der::UTC_TIME if text.len() == 12 && text < "50" => format!("20{text}"),
        der::UTC_TIME if text.len() == 12 => format!("19{text}"),
        der::GENERALIZED_TIME if text.len() == 14 => text.to_owned(),
        _ => return None,
    };
    let (day, time) = text.split_at(8);
    Timestamp::parse(&format!(
        "{}-{}-{}T{}:{}:{}Z",
        &day[..4],
        &day[4..6],
        &day[6..],
        &time[..2],
        &time[2..4],
        &time[4..]
    ))
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256};
    use time::macros::datetime;

    use super::*;

    fn pair() -> KeyPair {
        KeyPair::generate_for(&PKCS_RSA_SHA256).expect("a key")
    }

    #[test]
    fn a_key_is_named_by_its_thumbprint() {
        // RFC 7638, section 3.1.
        let key = RsaKey {
            modulus: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw".into(),
            exponent: "AQAB".into(),
        };
        assert_eq!(
            thumbprint(&key),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
    }

    #[test]
    fn line_ends_do_not_matter() {
        let pem = pair().public_key_pem();
        let uploaded = read_pem(&pem).expect("a key");
        assert_eq!(
            (uploaded.expires_at, uploaded.key.exponent.as_str()),
            (None, "AQAB")
        );
        let lines: Vec<&str> = pem.lines().collect();
        for end in ["\n", "\r\n"] {
            assert_eq!(read_pem(&lines.join(end)), Some(uploaded.clone()));
        }
    }

    #[test]
    fn a_certificate_gives_its_key_and_its_end() {
        let pair = pair();
        let key = read_pem(&pair.public_key_pem()).expect("the bare key").key;
        for (end, text) in [
            (
                datetime!(2033-05-13 9:33:13 UTC),
                "2033-05-13T09:33:13.000Z",
            ),
            (
                datetime!(2060-01-02 3:04:05 UTC),
                "2060-01-02T03:04:05.000Z",
            ),
        ] {
            let mut params = CertificateParams::new(vec!["a.test".into()]).expect("a name");
            params.not_after = end;
            let certificate = params.self_signed(&pair).expect("a certificate");
            let uploaded = read_pem(&certificate.pem()).expect("its key");
            assert_eq!(uploaded.key, key);
            assert_eq!(uploaded.expires_at.expect("its end").to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_no_key() {
        let elliptic = KeyPair::generate().expect("a key");
        let pem = pair().public_key_pem();
        let good = pem.trim();
        for bad in [
            "",
            "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            &elliptic.public_key_pem(),
            &elliptic.serialize_pem(),
            &good.replace("PUBLIC KEY", "CERTIFICATE"),
            &good.replace("END PUBLIC", "END"),
            &format!("{good}\n{good}"),
            &format!("{good}\nand more"),
            &good[..good.len() - 200],
        ] {
            assert_eq!(read_pem(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_cut_certificate_is_none() {
        let pair = pair();
        let params = CertificateParams::new(vec!["a.test".into()]).expect("a name");
        let whole = params.self_signed(&pair).expect("a certificate");
        for length in 0..whole.der().len() {
            assert_eq!(from_certificate(&whole.der()[..length]), None, "{length}");
        }
    }

    #[test]
    fn assertions_are_read_without_being_believed() {
        let assertion = |header: &str, payload: &str| {
            let [header, payload] = [header, payload].map(|t| URL_SAFE_NO_PAD.encode(t));
            format!("{header}.{payload}.c2ln")
        };
        let good = assertion(r#"{"alg":"PS256","kid":"k"}"#, r#"{"sub":"c"}"#);
        assert_eq!(claimed_client(&good).as_deref(), Some("c"));
        let expected = Some((Some("k".to_owned()), Algorithm::Ps256));
        assert_eq!(claimed_key(&good), expected);
        for header in [
            r#"{"alg":"none"}"#,
            r#"{"alg":"HS256"}"#,
            r#"{"alg":"RS256","kid":1}"#,
            r#"{"alg":"RS256","crit":["b64"]}"#,
            "[]",
        ] {
            assert_eq!(claimed_key(&assertion(header, "{}")), None, "{header}");
        }
        for bad in ["", "a.b", "a.b.", "a.b.c.d", &format!("{good}.x")] {
            assert_eq!(claimed_client(bad), None, "{bad}");
        }
    }
}
