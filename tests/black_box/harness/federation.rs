//! Service providers and relying parties: their clients, their keys, their messages.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use footbridge::outside::Clock;
use footbridge::saml::wire;
use footbridge::xml::{Document, Namespace, Node, PeerKey};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use super::browser::{Answer, Browser};
use super::page::Form;
use super::server::{Server, Setup};
use super::tenant::Tenant;
use super::world::World;
use crate::common::Engine;

const USERS: usize = 200;
static SQLITE: OnceCell<Arc<Server>> = OnceCell::const_new();
static POSTGRES: OnceCell<Arc<Server>> = OnceCell::const_new();
static NEXT_USER: AtomicUsize = AtomicUsize::new(0);
static NEXT_MESSAGE: AtomicUsize = AtomicUsize::new(0);
static KEY: LazyLock<PeerPair> = LazyLock::new(PeerPair::new);

/// The key pair of every service provider that has one.
pub struct PeerPair {
    pub key: RsaKeyPair,
    pub certificate: String,
}

impl PeerPair {
    pub fn new() -> Self {
        let size = rcgen::RsaKeySize::_2048;
        let key = rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, size).expect("a key");
        let params = rcgen::CertificateParams::new(vec![]).expect("no names");
        let certificate = params.self_signed(&key).expect("a certificate").pem();
        let key = RsaKeyPair::from_pkcs8(&key.serialize_der()).expect("an RSA key");
        Self { key, certificate }
    }

    pub fn sign(&self, message: &str) -> String {
        let mut signature = vec![0; self.key.public_modulus_len()];
        let random = SystemRandom::new();
        let signed = self.key.sign(
            &RSA_PKCS1_SHA256,
            &random,
            message.as_bytes(),
            &mut signature,
        );
        signed.expect("an RSA key signs");
        STANDARD.encode(signature)
    }
}

/// A server with service providers, a person and an address of the test's own.
pub async fn federated(engine: Engine) -> World {
    let cell = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    let start = async {
        let setup = Setup::new(engine).await;
        setup.tenant(&federated_tenant(USERS)).start().await
    };
    let number = NEXT_USER.fetch_add(1, Ordering::Relaxed);
    assert!(number < USERS, "the federated server needs more people");
    World::of(cell.get_or_init(|| start).await).with_user(number)
}

/// The standard tenant and the clients below.
pub fn federated_tenant(users: usize) -> Tenant {
    let mut tenant = Tenant::standard(users);
    let certificate = &KEY.certificate;
    let logout = |id: &str| json!({ "callback": format!("https://{id}.example/slo") });
    let redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    let mut clients = vec![
        sp("sp", json!({ "logout": logout("sp") })),
        sp(
            "sp-second",
            json!({ "logout": logout("sp-second"), "binding": redirect }),
        ),
        sp(
            "sp-signed",
            json!({ "signingCert": certificate, "logout": logout("sp-signed") }),
        ),
        sp("sp-response", json!({ "signResponse": true })),
        sp(
            "sp-both",
            json!({ "signResponse": true, "signAssertion": true }),
        ),
        sp(
            "sp-sha1",
            json!({ "signatureAlgorithm": "rsa-sha1", "digestAlgorithm": "sha1" }),
        ),
        sp("sp-sealed", json!({ "encryptionCert": certificate })),
        sp("sp-known", json!({ "audience": "urn:sp-known" })),
        sp(
            "sp-nameless",
            json!({ "nameIdentifierProbes": ["urn:nothing"] }),
        ),
        sp(
            "sp-custom",
            json!({
            "audience": "urn:custom:audience", "recipient": "https://custom.example/recipient",
            "destination": "https://custom.example/destination", "issuer": "urn:custom:issuer",
            "mappings": { "email": "mail", "name": ["cn", "displayName"] },
            "createUpnClaim": false, "passthroughClaimsWithNoMapping": false, "mapIdentities": false,
            "lifetimeInSeconds": 600, "nameIdentifierFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "nameIdentifierProbes": ["mail"], "authnContextClassRef": "urn:custom:context",
            "typedAttributes": false, "includeAttributeNameFormat": false }),
        ),
    ];
    let mut rp = sp("rp", json!({}));
    rp["addons"] = json!({ "wsfed": {} });
    rp["client_aliases"] = json!(["urn:rp:alias", "https://rp.example/100%_sure!"]);
    clients.push(rp);
    for client in clients {
        tenant.add(client);
    }
    tenant
}

impl Tenant {
    /// A service provider whose first callback is [`acs`].
    pub fn add_service_provider(&mut self, id: &str, add_on: Value) {
        self.add(sp(id, add_on));
    }

    fn add(&mut self, client: Value) {
        let push = |list: &mut Value, entry| list.as_array_mut().expect("a list").push(entry);
        let root = self.root();
        push(
            &mut root["databases"][0]["enabled_clients"],
            client["name"].clone(),
        );
        push(&mut root["clients"], client);
    }
}

fn sp(id: &str, add_on: Value) -> Value {
    json!({
        "name": id, "client_id": id, "app_type": "regular_web",
        "callbacks": [acs(id), format!("https://{id}.example/other")],
        "allowed_logout_urls": [format!("https://{id}.example/bye")],
        "session_transfer": { "allowed_authentication_methods": ["cookie", "query"] },
        "addons": { "samlp": add_on },
    })
}

/// The first callback of a service provider.
pub fn acs(client: &str) -> String {
    format!("https://{client}.example/acs")
}

/// A message of a service provider under construction.
#[derive(Clone)]
pub struct Message {
    pub name: &'static str,
    pub id: String,
    pub issue_instant: String,
    pub destination: String,
    pub issuer: String,
    pub attributes: String,
    pub content: String,
}

impl Message {
    pub fn new(world: &World, client: &str, name: &'static str) -> Self {
        let number = NEXT_MESSAGE.fetch_add(1, Ordering::Relaxed);
        Self {
            name,
            id: format!("_m{number}-{}", world.ip.replace('.', "-")),
            issue_instant: Clock::default().now().to_string(),
            destination: format!("{}samlp/{client}", world.issuer()),
            issuer: format!("urn:{client}"),
            attributes: String::new(),
            content: String::new(),
        }
    }

    pub fn with(mut self, attributes: &str) -> Self {
        self.attributes.push_str(attributes);
        self
    }

    pub fn holding(mut self, content: &str) -> Self {
        self.content.push_str(content);
        self
    }

    pub fn xml(&self) -> String {
        let Self {
            name,
            id,
            issue_instant,
            destination,
            issuer,
            attributes,
            content,
        } = self;
        format!(
            "<samlp:{name} xmlns:samlp=\"{}\" xmlns:saml=\"{}\" ID=\"{id}\" Version=\"2.0\" \
             IssueInstant=\"{issue_instant}\" Destination=\"{destination}\" {attributes}>\
             <saml:Issuer>{issuer}</saml:Issuer>{content}</samlp:{name}>",
            Namespace::Samlp.uri(),
            Namespace::Saml.uri()
        )
    }

    /// The message as a path and query, by the Redirect binding.
    pub fn url(&self, client: &str, more: &[(&str, &str)]) -> String {
        url(client, &self.xml(), more)
    }

    /// The same with a signature over the octets of the query.
    pub fn signed_url(&self, client: &str, relay_state: &str) -> String {
        let algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
        let deflated = wire::to_query(&self.xml());
        let query = encoded(&[
            ("SAMLRequest", deflated.as_str()),
            ("RelayState", relay_state),
            ("SigAlg", algorithm),
        ]);
        let signature = encoded(&[("Signature", KEY.sign(&query).as_str())]);
        format!("/samlp/{client}?{query}&{signature}")
    }
}

/// A text in place of a message, by the Redirect binding.
pub fn url(client: &str, xml: &str, more: &[(&str, &str)]) -> String {
    let mut pairs = vec![("SAMLRequest", wire::to_query(xml))];
    pairs.extend(
        more.iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    format!("/samlp/{client}?{}", encoded(&pairs))
}

pub fn encoded<V: AsRef<str>>(pairs: &[(&str, V)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// A form that a page of ours posts to an application.
#[derive(Debug)]
pub struct Posted {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Posted {
    pub fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        &found.unwrap_or_else(|| panic!("no {name} in {self:?}")).1
    }

    /// The message in a field.
    pub fn message(&self, field: &str) -> String {
        let bytes = STANDARD.decode(self.field(field)).expect("base64");
        String::from_utf8(bytes).expect("UTF-8")
    }

    pub fn response(&self) -> String {
        self.message("SAMLResponse")
    }
}

/// Follows the redirects to the page that posts an answer.
pub async fn posted(browser: &Browser, answer: Answer) -> Posted {
    let mut answer = answer;
    while answer.status == 302 || answer.status == 303 {
        let to = answer.location().expect("a redirect");
        assert_eq!(to.path(), "/authorize/resume", "{answer:#?}");
        answer = browser.follow(&answer).await;
    }
    let answer = answer.expect(200);
    let form = Form::parse(&answer.body).unwrap_or_else(|| panic!("no form: {answer:#?}"));
    let policy = answer.header("content-security-policy").to_owned();
    assert!(
        !policy.contains("unsafe") && policy.contains("script-src 'self';"),
        "{policy}"
    );
    assert!(answer.header("cache-control").contains("no-store"));
    let fields = form.fill(&[]);
    Posted {
        action: form.action,
        fields,
    }
}

/// Reads one element of a message by the names on the way to it.
pub fn read(
    xml: &str,
    path: &[(Namespace, &str)],
    of: impl Fn(&Node<'_, '_>) -> String,
) -> Option<String> {
    let document = Document::parse(xml.as_bytes()).expect("a good document");
    let mut node = document.root();
    for (namespace, name) in path {
        node = node
            .children()
            .into_iter()
            .find(|child| child.is(*namespace, name))?;
    }
    Some(of(&node))
}

/// The text of an element below the assertion of a response.
pub fn asserted(xml: &str, path: &[&str]) -> String {
    let path: Vec<_> = std::iter::once("Assertion")
        .chain(path.iter().copied())
        .map(|n| (Namespace::Saml, n))
        .collect();
    let found = read(xml, &path, |node| node.text().expect("text"));
    found.unwrap_or_else(|| panic!("no {path:?} in {xml}"))
}

/// An attribute of an element below the response.
pub fn attribute(xml: &str, path: &[(Namespace, &str)], name: &str) -> Option<String> {
    read(xml, path, |node| {
        node.attribute(name).unwrap_or_default().to_owned()
    })
    .filter(|v| !v.is_empty())
}

/// The status codes of a response, the outer one first, without their common prefix.
pub fn statuses(xml: &str) -> Vec<String> {
    let outer = [
        (Namespace::Samlp, "Status"),
        (Namespace::Samlp, "StatusCode"),
    ];
    let inner = [outer[0], outer[1], outer[1]];
    let code = |path: &[_]| attribute(xml, path, "Value");
    [code(&outer), code(&inner)]
        .into_iter()
        .flatten()
        .map(|v| v.rsplit(':').next().unwrap_or_default().to_owned())
        .collect()
}

/// The part of a document between and with these two.
pub fn slice<'x>(xml: &'x str, from: &str, to: &str) -> &'x str {
    let start = xml
        .find(from)
        .unwrap_or_else(|| panic!("no {from} in {xml}"));
    let end = xml[start..]
        .find(to)
        .unwrap_or_else(|| panic!("no {to} in {xml}"));
    &xml[start..start + end + to.len()]
}

/// The keys of a metadata document.
pub fn published_keys(metadata: &str) -> Vec<PeerKey> {
    let parts = metadata.split("<ds:X509Certificate>").skip(1);
    let keys = parts.map(|rest| PeerKey::parse(rest.split('<').next().expect("text")));
    keys.map(|key| key.expect("a certificate of an RSA key"))
        .collect()
}
