//! What we publish about ourselves: SAML 2.0 metadata (§2.4) and WS-Federation metadata (WS-Federation 1.2 §3).

use crate::xml::{Element, Namespace};
use footbridge_domain::saml::SamlSettings;

const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const NAME_FORMATS: [&str; 3] = [
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
];
/// The attributes that an assertion usually has: name and what people call it.
const ATTRIBUTES: [(&str, &str); 5] = [
    ("emailaddress", "E-Mail Address"),
    ("givenname", "Given Name"),
    ("name", "Name"),
    ("surname", "Surname"),
    ("nameidentifier", "Name ID"),
];
const CLAIMS: &str = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

fn md(name: &'static str) -> Element {
    Element::new(Namespace::Metadata, name)
}

/// The keys by which signatures are checked.
fn signing_keys(certificates: &[&str]) -> Vec<Element> {
    let ds = |name| Element::new(Namespace::Signature, name);
    let descriptor = |certificate: &&str| {
        let data = ds("X509Data").child(ds("X509Certificate").text(*certificate));
        md("KeyDescriptor")
            .with("use", "signing")
            .child(ds("KeyInfo").child(data))
    };
    certificates.iter().map(descriptor).collect()
}

/// The metadata of the identity provider that one client sees.
pub fn identity_provider(
    issuer: &str,
    sign_on: &str,
    settings: &SamlSettings,
    certificates: &[&str],
) -> Element {
    let service = |name: &'static str, binding: &str, url: &str| {
        md(name).with("Binding", binding).with("Location", url)
    };
    let logout = format!("{sign_on}/logout");
    let own = settings.name_format();
    let formats = std::iter::once(own).chain(NAME_FORMATS.into_iter().filter(|f| *f != own));
    let attribute = |(name, shown): (&str, &str)| {
        Element::new(Namespace::Saml, "Attribute")
            .with("FriendlyName", shown)
            .with("Name", format!("{CLAIMS}/{name}"))
            .with(
                "NameFormat",
                "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
            )
    };
    let signed = settings.signing_cert.as_ref().map(|_| "true");
    let descriptor = md("IDPSSODescriptor")
        .with("protocolSupportEnumeration", PROTOCOL)
        .with_some("WantAuthnRequestsSigned", signed)
        .children(signing_keys(certificates))
        .child(service("SingleLogoutService", REDIRECT, &logout))
        .child(service("SingleLogoutService", POST, &logout))
        .children(formats.map(|f| md("NameIDFormat").text(f)))
        .child(service("SingleSignOnService", REDIRECT, sign_on))
        .child(service("SingleSignOnService", POST, sign_on))
        .children(ATTRIBUTES.map(attribute));
    md("EntityDescriptor")
        .with("entityID", issuer)
        .child(descriptor)
}

/// The metadata of the security token service.
pub fn token_service(issuer: &str, endpoint: &str, certificates: &[&str]) -> Element {
    let fed = |name| Element::new(Namespace::Federation, name);
    let address = || {
        let address = Element::new(Namespace::Addressing, "Address").text(endpoint);
        Element::new(Namespace::Addressing, "EndpointReference").child(address)
    };
    let claim = |(name, shown): (&str, &str)| {
        let auth = |name| Element::new(Namespace::Authorization, name);
        auth("ClaimType")
            .with("Uri", format!("{CLAIMS}/{name}"))
            .child(auth("DisplayName").text(shown))
    };
    let offered = fed("TokenTypesOffered")
        .child(fed("TokenType").with("Uri", "urn:oasis:names:tc:SAML:1.0:assertion"));
    let role = md("RoleDescriptor")
        .declaring(Namespace::Federation)
        .with_qualified(Namespace::Instance, "type", "fed:SecurityTokenServiceType")
        .with("protocolSupportEnumeration", Namespace::Federation.uri())
        .children(signing_keys(certificates))
        .child(offered)
        .child(fed("ClaimTypesOffered").children(ATTRIBUTES.map(claim)))
        .child(fed("SecurityTokenServiceEndpoint").child(address()))
        .child(fed("PassiveRequestorEndpoint").child(address()));
    md("EntityDescriptor").with("entityID", issuer).child(role)
}
