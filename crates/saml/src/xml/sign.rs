//! Enveloped signatures over elements that this server writes (XML Signature 1.1 §4, SAML Core §5.4).

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::element::Element;
use super::name::Namespace;
use footbridge_domain::saml::HashAlgorithm;
use footbridge_keys::{KeyError, Signer};

/// The transform that leaves the signature out of what it signs.
pub(super) const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// The key and the algorithm of a signature.
#[derive(Debug, Clone, Copy)]
pub struct Signing<'k> {
    pub signer: &'k Signer,
    pub signature: HashAlgorithm,
    pub digest: HashAlgorithm,
}

/// The name of an RSA signature over that hash.
pub const fn signature_uri(hash: HashAlgorithm) -> &'static str {
    match hash {
        HashAlgorithm::Sha1 => "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        HashAlgorithm::Sha256 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    }
}

const fn digest_uri(hash: HashAlgorithm) -> &'static str {
    match hash {
        HashAlgorithm::Sha1 => "http://www.w3.org/2000/09/xmldsig#sha1",
        HashAlgorithm::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
    }
}

impl<'k> Signing<'k> {
    /// The same by another signer, if there is one.
    pub fn by(self, signer: Option<&'k Signer>) -> Self {
        Self {
            signer: signer.unwrap_or(self.signer),
            ..self
        }
    }

    /// Signs an element by the ID in its attribute `id`; the signature becomes its child number `at`.
    pub fn envelop(&self, element: &mut Element, id: &str, at: usize) -> Result<(), KeyError> {
        let reference = format!("#{}", element.attribute(id).unwrap_or_default());
        let algorithm = match self.digest {
            HashAlgorithm::Sha1 => &SHA1_FOR_LEGACY_USE_ONLY,
            HashAlgorithm::Sha256 => &SHA256,
        };
        let hashed = digest(algorithm, element.canonical().as_bytes());
        let info = signed_info(self, reference, STANDARD.encode(hashed));
        let signature = self
            .signer
            .sign_bytes(self.signature, info.canonical().as_bytes())?;
        let ds = |name| Element::new(Namespace::Signature, name);
        let certificate = ds("X509Certificate").text(self.signer.certificate());
        let signature = ds("Signature")
            .child(info)
            .child(ds("SignatureValue").text(STANDARD.encode(signature)))
            .child(ds("KeyInfo").child(ds("X509Data").child(certificate)));
        element.insert(at.min(element.len()), signature);
        Ok(())
    }

    /// Adds `SigAlg` and `Signature` to the parameters of a URL (SAML Bindings §3.4.4.1).
    pub fn sign_parameters(&self, parameters: &mut Vec<(String, String)>) -> Result<(), KeyError> {
        let algorithm = signature_uri(self.signature).to_owned();
        parameters.push(("SigAlg".to_owned(), algorithm));
        let signed = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters.iter())
            .finish();
        let signature = self.signer.sign_bytes(self.signature, signed.as_bytes())?;
        parameters.push(("Signature".to_owned(), STANDARD.encode(signature)));
        Ok(())
    }
}

fn signed_info(how: &Signing<'_>, reference: String, digest: String) -> Element {
    let ds = |name| Element::new(Namespace::Signature, name);
    let transform = |uri: &'static str| ds("Transform").with("Algorithm", uri);
    let canonical = Namespace::Canonical.uri();
    let reference = ds("Reference")
        .with("URI", reference)
        .child(
            ds("Transforms")
                .child(transform(ENVELOPED))
                .child(transform(canonical)),
        )
        .child(ds("DigestMethod").with("Algorithm", digest_uri(how.digest)))
        .child(ds("DigestValue").text(digest));
    ds("SignedInfo")
        .child(ds("CanonicalizationMethod").with("Algorithm", canonical))
        .child(ds("SignatureMethod").with("Algorithm", signature_uri(how.signature)))
        .child(reference)
}
