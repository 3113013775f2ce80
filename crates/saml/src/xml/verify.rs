//! Checking the signature of a message: one signature, over the whole message and nothing else, by a key that was configured.
//!
//! Everything else that a signature could contain (several references, parts of documents, other transforms, embedded keys)
//! is refused, not interpreted: signature wrapping needs a verifier that looks at another element than the reader does.

use aws_lc_rs::digest::{Algorithm, SHA256, SHA384, SHA512, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::NodeSet;

use super::name::Namespace;
use super::peer::PeerKey;
use super::read::{Document, Node, Unreadable};
use super::sign::ENVELOPED;

const DIGESTS: [(&str, &Algorithm); 3] = [
    ("http://www.w3.org/2001/04/xmlenc#sha256", &SHA256),
    ("http://www.w3.org/2001/04/xmldsig-more#sha384", &SHA384),
    ("http://www.w3.org/2001/04/xmlenc#sha512", &SHA512),
];

/// How many prefixes canonicalization may treat inclusively: each is looked for on every element.
const MAX_PREFIXES: usize = 32;

/// Why a signature does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    #[error("the message is not signed")]
    Absent,
    #[error("the signature is not one over the whole message, in the form that SAML prescribes")]
    Profile,
    #[error("the signature's algorithm is not accepted")]
    Algorithm,
    #[error("the message was changed after it was signed")]
    Digest,
    #[error("the signature is not the client's")]
    Key,
}

impl From<Unreadable> for BadSignature {
    fn from(_: Unreadable) -> Self {
        Self::Profile
    }
}

/// Whether the message holds any signature, wherever it stands.
pub fn is_signed(document: &Document<'_>) -> bool {
    let mut all = document.root().all().into_iter();
    all.any(|n| n.is(Namespace::Signature, "Signature"))
}

/// Checks that the root element is signed by `key`.
pub fn verify(document: &Document<'_>, key: &PeerKey) -> Result<(), BadSignature> {
    let root = document.root();
    let all = root.all();
    let count = |name| {
        all.iter()
            .filter(|n| n.is(Namespace::Signature, name))
            .count()
    };
    if count("Signature") == 0 {
        return Err(BadSignature::Absent);
    }
    if [count("Signature"), count("SignedInfo"), count("Reference")] != [1, 1, 1] {
        return Err(BadSignature::Profile);
    }
    let signature = root.required(Namespace::Signature, "Signature")?;
    let info = ds(&signature, "SignedInfo")?;
    let reference = ds(&info, "Reference")?;
    let expected = root.attribute("ID").filter(|id| !id.is_empty());
    let named = reference
        .attribute("URI")
        .and_then(|uri| uri.strip_prefix('#'));
    if expected.is_none() || named != expected {
        return Err(BadSignature::Profile);
    }
    let prefixes = transforms(&ds(&reference, "Transforms")?)?;
    let digest_method = algorithm(&ds(&reference, "DigestMethod")?)?;
    let (_, hash) = DIGESTS
        .iter()
        .find(|(uri, _)| *uri == digest_method)
        .ok_or(BadSignature::Algorithm)?;
    let signed = NodeSet::tree_without_comments(root.id, &document.tree)
        .subtract(&NodeSet::tree_with_comments(signature.id, &document.tree));
    let canonical = canonical(document, &signed, &prefixes)?;
    if decoded(&ds(&reference, "DigestValue")?)? != digest(hash, &canonical).as_ref() {
        return Err(BadSignature::Digest);
    }
    let method = ds(&info, "CanonicalizationMethod")?;
    let prefixes = exclusive(&method)?;
    let info_set = NodeSet::tree_without_comments(info.id, &document.tree);
    let message = self::canonical(document, &info_set, &prefixes)?;
    let signature_method = algorithm(&ds(&info, "SignatureMethod")?)?;
    if !PeerKey::accepts(signature_method) {
        return Err(BadSignature::Algorithm);
    }
    let value = decoded(&ds(&signature, "SignatureValue")?)?;
    if key.verifies(signature_method, &message, &value) {
        Ok(())
    } else {
        Err(BadSignature::Key)
    }
}

fn ds<'d, 't>(parent: &Node<'d, 't>, name: &str) -> Result<Node<'d, 't>, Unreadable> {
    parent.required(Namespace::Signature, name)
}

/// The transforms must be the enveloped signature, then exclusive canonicalization; gives the latter's prefixes.
fn transforms(transforms: &Node<'_, '_>) -> Result<Vec<String>, BadSignature> {
    let children = transforms.children();
    let [enveloped, canonical] = children.as_slice() else {
        return Err(BadSignature::Profile);
    };
    let are_transforms = children
        .iter()
        .all(|t| t.is(Namespace::Signature, "Transform"));
    let plain =
        enveloped.attribute("Algorithm") == Some(ENVELOPED) && enveloped.children().is_empty();
    if !are_transforms || !plain {
        return Err(BadSignature::Profile);
    }
    exclusive(canonical)
}

/// Exclusive canonicalization without comments, with the prefixes to treat inclusively.
fn exclusive(method: &Node<'_, '_>) -> Result<Vec<String>, BadSignature> {
    if method.attribute("Algorithm") != Some(Namespace::Canonical.uri()) {
        return Err(BadSignature::Algorithm);
    }
    match method.children().as_slice() {
        [] => Ok(Vec::new()),
        [list] if list.is(Namespace::Canonical, "InclusiveNamespaces") => {
            let prefixes = list.attribute("PrefixList").unwrap_or_default();
            let prefixes: Vec<String> = prefixes
                .split_ascii_whitespace()
                .take(MAX_PREFIXES + 1)
                .map(str::to_owned)
                .collect();
            if prefixes.len() > MAX_PREFIXES {
                return Err(BadSignature::Profile);
            }
            Ok(prefixes)
        }
        _ => Err(BadSignature::Profile),
    }
}

fn algorithm<'d>(method: &Node<'d, '_>) -> Result<&'d str, BadSignature> {
    if !method.children().is_empty() {
        return Err(BadSignature::Algorithm);
    }
    method.attribute("Algorithm").ok_or(BadSignature::Algorithm)
}

/// A canonical form that could not be made, or is empty, is never signed.
fn canonical(
    document: &Document<'_>,
    set: &NodeSet,
    prefixes: &[String],
) -> Result<Vec<u8>, BadSignature> {
    let bytes = canonicalize_doc(&document.tree, C14nMode::Exclusive, Some(set), prefixes);
    bytes
        .ok()
        .filter(|bytes| !bytes.is_empty())
        .ok_or(BadSignature::Profile)
}

fn decoded(value: &Node<'_, '_>) -> Result<Vec<u8>, BadSignature> {
    let mut text = value.text()?;
    text.retain(|c| !c.is_ascii_whitespace());
    STANDARD.decode(text).map_err(|_| BadSignature::Profile)
}
