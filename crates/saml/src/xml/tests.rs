//! Signatures and encryption against what can go wrong: other people's wrapping, and our own peers' keys.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{
    KeyPair, KeySize, OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::sign::Signing;
use super::verify::{BadSignature, verify};
use super::{Document, Element, Namespace, PeerKey, encrypt};
use footbridge_domain::saml::{Cipher, HashAlgorithm};
use footbridge_domain::signing_key::{KeyState, SigningKey};
use footbridge_domain::time::Timestamp;
use footbridge_keys::Signer;
use footbridge_outside::Entropy;

/// A key pair as a signer, as a peer's key, and as PKCS #8.
fn key() -> (Signer, PeerKey, Vec<u8>) {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let pkcs8 = AsDer::<aws_lc_rs::encoding::Pkcs8V1Der<'_>>::as_der(&pair).unwrap();
    let der = rustls::pki_types::PrivatePkcs8KeyDer::from(pkcs8.as_ref());
    let rcgen_key =
        rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der, &rcgen::PKCS_RSA_SHA256).unwrap();
    let certificate = rcgen::CertificateParams::new(vec![])
        .unwrap()
        .self_signed(&rcgen_key)
        .unwrap();
    let key = SigningKey {
        kid: "k".into(),
        state: KeyState::Current,
        private_key: pkcs8.as_ref().to_vec(),
        certificate: certificate.pem(),
        created_at: Timestamp::from_millis(0),
        state_since: Timestamp::from_millis(0),
    };
    let signer = Signer::new(&key, &STANDARD.encode(certificate.der())).unwrap();
    (
        signer,
        PeerKey::parse(&certificate.pem()).unwrap(),
        key.private_key,
    )
}

fn request(name: &str) -> Element {
    Element::new(Namespace::Samlp, "LogoutRequest")
        .with("ID", "_1")
        .with("Version", "2.0")
        .child(Element::new(Namespace::Saml, "Issuer").text("urn:sp"))
        .child(Element::new(Namespace::Saml, "NameID").text(name))
}

fn signed(signer: &Signer, hash: HashAlgorithm) -> String {
    let mut request = request("a&b<é>@x.io");
    let signing = Signing {
        signer,
        signature: hash,
        digest: hash,
    };
    signing.envelop(&mut request, "ID", 1).unwrap();
    request.document()
}

fn check(text: &str, key: &PeerKey) -> Result<(), BadSignature> {
    verify(
        &Document::parse(text.as_bytes()).map_err(|_| BadSignature::Profile)?,
        key,
    )
}

#[test]
fn what_we_sign_is_signed() {
    let (signer, peer, _) = key();
    let text = signed(&signer, HashAlgorithm::Sha256);
    assert_eq!(check(&text, &peer), Ok(()));
    let (_, other, _) = key();
    assert_eq!(check(&text, &other), Err(BadSignature::Key));
    assert_eq!(
        check(&text.replace("x.io", "y.io"), &peer),
        Err(BadSignature::Digest)
    );
    assert_eq!(
        check(&request("a").document(), &peer),
        Err(BadSignature::Absent)
    );
}

#[test]
fn sha1_is_made_and_never_taken() {
    let (signer, peer, _) = key();
    assert_eq!(
        check(&signed(&signer, HashAlgorithm::Sha1), &peer),
        Err(BadSignature::Algorithm)
    );
    let signature = signer.sign_bytes(HashAlgorithm::Sha1, b"x").unwrap();
    let uri = super::sign::signature_uri(HashAlgorithm::Sha1);
    assert!(!peer.verifies(uri, b"x", &signature));
}

/// The known ways to keep a good signature and say something else (after Somorovsky and others, "On Breaking SAML").
#[test]
fn wrapping_gets_nowhere() {
    let (signer, peer, _) = key();
    let good = signed(&signer, HashAlgorithm::Sha256);
    let (start, rest) = good.split_once("<ds:Signature").unwrap();
    let (signature, end) = rest.split_once("</ds:Signature>").unwrap();
    let signature = format!("<ds:Signature{signature}</ds:Signature>");
    let unsigned = format!("{start}{end}");
    let evil = |id: &str| unsigned.replace("_1", id).replace("a&amp;b", "admin");
    let open = |text: &str| text.replace("</samlp:LogoutRequest>", "");
    let close = "</samlp:LogoutRequest>";
    let wrapped = [
        // the true message inside of a forged one, the signature with it, beside it, around it
        format!("{}<samlp:Extensions>{good}</samlp:Extensions>{close}", open(&evil("_2"))),
        format!("{}{signature}<samlp:Extensions>{unsigned}</samlp:Extensions>{close}", open(&evil("_2"))),
        format!("{}{}{close}", open(&evil("_2")), signature.replace("</ds:Signature>", &format!("<ds:Object>{unsigned}</ds:Object></ds:Signature>"))),
        format!("{}{}{close}", open(&evil("_1")), signature.replace("</ds:Signature>", &format!("<ds:Object>{unsigned}</ds:Object></ds:Signature>"))),
        // the same ID twice
        format!("{}{signature}<samlp:Extensions>{unsigned}</samlp:Extensions>{close}", open(&evil("_1"))),
        // two signatures, two references, two signed infos
        good.replace(&signature, &format!("{signature}{signature}")),
        good.replace("<ds:Reference ", "<ds:Reference URI=\"#_1\"></ds:Reference><ds:Reference "),
        good.replace("</ds:SignedInfo>", "</ds:SignedInfo><ds:SignedInfo></ds:SignedInfo>"),
        // references to elsewhere
        good.replace("URI=\"#_1\"", "URI=\"\""),
        good.replace("URI=\"#_1\"", "URI=\"#_2\""),
        good.replace("URI=\"#_1\"", "URI=\"file:///etc/passwd\""),
        good.replace("URI=\"#_1\"", "URI=\"#xpointer(/)\""),
        // other transforms
        good.replace(super::sign::ENVELOPED, "http://www.w3.org/TR/1999/REC-xslt-19991116"),
        good.replace("xmldsig#enveloped-signature\"></ds:Transform>", "xmldsig#enveloped-signature\"></ds:Transform><ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"></ds:Transform>"),
        // a comment in the name, text in the digest
        good.replace("a&amp;b", "a&amp;b<!---->"),
        good.replace("<ds:DigestValue>", "<ds:DigestValue><x/>"),
        // nothing signed at all
        good.replace("rsa-sha256", "none"),
        good.replace("xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256"),
        signature.replace("<ds:Signature ", "<ds:Signature ID=\"_1\" "),
    ];
    for (number, text) in wrapped.iter().enumerate() {
        assert!(check(text, &peer).is_err(), "{number}: {text}");
    }
}

#[test]
fn an_encrypted_element_is_read_by_its_peer() {
    let entropy = Entropy::seeded(crate::properties::seed::seed());
    let (_, peer, pkcs8) = key();
    let secret =
        OaepPrivateDecryptingKey::new(PrivateDecryptingKey::from_pkcs8(&pkcs8).unwrap()).unwrap();
    for (cipher, key_length) in [
        (Cipher::Aes128Gcm, 16),
        (Cipher::Aes256Gcm, 32),
        (Cipher::Aes128Cbc, 16),
        (Cipher::Aes256Cbc, 32),
    ] {
        let plain = request("secret");
        let sealed = encrypt::encrypt(&plain, cipher, &peer, &entropy)
            .unwrap()
            .document();
        assert!(!sealed.contains("secret"));
        let again = encrypt::encrypt(&plain, cipher, &peer, &entropy).unwrap();
        let values = |text: &str| -> Vec<String> {
            let parts = text.split("<xenc:CipherValue>").skip(1);
            parts
                .map(|part| part.split('<').next().unwrap().to_owned())
                .collect()
        };
        let pairs = values(&sealed).into_iter().zip(values(&again.document()));
        for (one, other) in pairs {
            assert_ne!(one[..16], other[..16], "a key and a nonce are used once");
        }
        let values: Vec<Vec<u8>> = sealed
            .split("<xenc:CipherValue>")
            .skip(1)
            .map(|rest| STANDARD.decode(rest.split('<').next().unwrap()).unwrap())
            .collect();
        let mut key = vec![0; 256];
        let key = secret
            .decrypt(&OAEP_SHA1_MGF1SHA1, &values[0], &mut key, None)
            .unwrap();
        assert_eq!(key.len(), key_length);
        let text = plain.document();
        let overhead = values[1].len() - text.len();
        match cipher {
            Cipher::Aes128Gcm | Cipher::Aes256Gcm => assert_eq!(overhead, 12 + 16),
            Cipher::Aes128Cbc | Cipher::Aes256Cbc => assert!((17..=32).contains(&overhead)),
        }
    }
}

/// Messages of the greatest length, and those with as many names of namespaces as there may be.
#[test]
fn the_longest_messages_cost_little() {
    let (_, peer, _) = key();
    let signed = |content: &str| {
        format!(
            "<p:LogoutRequest xmlns:p='{}' ID='_1'><ds:Signature xmlns:ds='{}'><ds:SignedInfo><ds:CanonicalizationMethod \
             Algorithm='{}'/><ds:SignatureMethod Algorithm='x'/><ds:Reference URI='#_1'><ds:Transforms><ds:Transform \
             Algorithm='{}'/><ds:Transform Algorithm='{}'/></ds:Transforms><ds:DigestMethod \
             Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>\
             </ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>{content}</p:LogoutRequest>",
            Namespace::Samlp.uri(),
            Namespace::Signature.uri(),
            Namespace::Canonical.uri(),
            super::sign::ENVELOPED,
            Namespace::Canonical.uri()
        )
    };
    let declarations: String = (0..31).map(|i| format!(" xmlns:n{i}='u{i}'")).collect();
    let attributes: String = (0..31).map(|i| format!(" n{i}:a='{i}'")).collect();
    let nested = format!(
        "{}{}",
        format!("<e{declarations}{attributes}>").repeat(25),
        "</e>".repeat(25)
    );
    let repeated = format!("<e{declarations}>{}</e>", "<n1:x n2:y='1'/>".repeat(4_900));
    let shapes = [
        nested.as_str(),
        repeated.as_str(),
        &"<x/>".repeat(4_900),
        &"&amp;".repeat(20_000),
    ];
    for shape in shapes {
        let text = signed(shape);
        assert!(text.len() < super::read::MAX_BYTES, "{}", text.len());
        let begun = std::time::Instant::now();
        let document = Document::parse(text.as_bytes()).unwrap();
        assert_eq!(verify(&document, &peer), Err(BadSignature::Digest));
        let shown: String = shape.chars().take(40).collect();
        assert!(begun.elapsed().as_secs() < 2, "{shown}");
    }
}

#[test]
fn only_a_few_prefixes_may_be_treated_inclusively() {
    let (signer, peer, _) = key();
    let good = signed(&signer, HashAlgorithm::Sha256);
    let canonical = Namespace::Canonical.uri();
    let plain = format!("<ds:Transform Algorithm=\"{canonical}\"></ds:Transform>");
    assert!(good.contains(&plain), "{good}");
    let with = |n: usize| {
        let list = vec!["p"; n].join(" ");
        let inclusive =
            format!("<ec:InclusiveNamespaces xmlns:ec='{canonical}' PrefixList='{list}'/>");
        let transform = plain.replace("></ds:Transform>", &format!(">{inclusive}</ds:Transform>"));
        check(&good.replace(&plain, &transform), &peer)
    };
    // Read and compared: it is not what was signed.
    assert_eq!(with(32), Err(BadSignature::Key));
    assert_eq!(with(33), Err(BadSignature::Profile));
}
