//! A certificate in the envelope in which Auth0 shows it: PKCS #7 SignedData that signs nothing (RFC 2315 §9.1).

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT_IDENTIFIER: u8 = 0x06;
/// `[0]`, constructed.
const CONTEXT_0: u8 = 0xa0;
/// 1.2.840.113549.1.7.1
const DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
/// 1.2.840.113549.1.7.2
const SIGNED_DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// `INTEGER 1`
const VERSION: [u8; 3] = [0x02, 0x01, 0x01];

/// The DER of the envelope around a certificate's DER.
pub fn envelope(certificate: &[u8]) -> Vec<u8> {
    let content = tagged(SEQUENCE, &[&tagged(OBJECT_IDENTIFIER, &[&DATA])]);
    let certificates = tagged(CONTEXT_0, &[certificate]);
    let nothing = tagged(SET, &[]);
    let signed = [&VERSION[..], &nothing, &content, &certificates, &nothing];
    let signed = tagged(CONTEXT_0, &[&tagged(SEQUENCE, &signed)]);
    tagged(
        SEQUENCE,
        &[&tagged(OBJECT_IDENTIFIER, &[&SIGNED_DATA]), &signed],
    )
}

fn tagged(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let bytes = content.len().to_be_bytes();
    let length = &bytes[bytes
        .iter()
        .position(|b| *b != 0)
        .unwrap_or(bytes.len() - 1)..];
    let mut out = vec![tag];
    if content.len() >= 0x80 {
        // A length has eight bytes at most.
        out.push(0x80 | u8::try_from(length.len()).unwrap_or(8));
    }
    out.extend_from_slice(length);
    out.extend_from_slice(&content);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_or_long() {
        assert_eq!(tagged(SET, &[]), [0x31, 0x00]);
        assert_eq!(tagged(SET, &[&[7; 127]])[..3], [0x31, 0x7f, 7]);
        assert_eq!(tagged(SET, &[&[7; 128]])[..4], [0x31, 0x81, 0x80, 7]);
        assert_eq!(tagged(SET, &[&[7; 256]])[..5], [0x31, 0x82, 1, 0, 7]);
    }

    #[test]
    fn the_certificate_is_inside_as_it_is() {
        let certificate = tagged(SEQUENCE, &[&[1; 700]]);
        let envelope = envelope(&certificate);
        assert!(
            envelope
                .windows(certificate.len())
                .any(|w| w == certificate)
        );
    }
}
