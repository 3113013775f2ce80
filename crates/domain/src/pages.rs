//! The pages that may call the server from their own origins: those that clients name.

use std::collections::BTreeSet;

use url::Url;

use super::client::Client;
use super::organization::{self, OrganizationUsage};
use super::redirect_uri::{is_allowed_origin, is_pattern, names_organization};

/// Origins of pages, of one client or of several.
#[derive(Debug, Default)]
pub struct Pages {
    named: BTreeSet<String>,
    patterns: Vec<String>,
}

impl Pages {
    /// Adds what the client names as its origins, and where its callbacks are. A pattern for organizations counts where the
    /// client takes part in any.
    pub fn add(&mut self, client: &Client) {
        let callbacks = client
            .callbacks
            .iter()
            .filter(|uri| uri.starts_with("http"));
        let listed = client.web_origins.iter().chain(&client.allowed_origins);
        let usage = client.organization_usage.unwrap_or_default();
        for uri in listed.chain(callbacks) {
            if !is_pattern(uri) {
                self.named.extend(origin_of(uri));
            } else if usage != OrganizationUsage::Deny
                || !names_organization(std::slice::from_ref(uri))
            {
                self.patterns.push(uri.clone());
            }
        }
    }

    /// Whether a page of `origin`, as browsers write it, is one of them. Its request names no organization, so the name of
    /// any may stand for the placeholder.
    pub fn include(&self, origin: &str) -> bool {
        let host = origin.split_once("://").map(|(_, host)| host);
        let label = host.and_then(|host| host.split('.').next());
        let organization = label.filter(|label| organization::is_name(label));
        self.named.contains(origin) || is_allowed_origin(origin, &self.patterns, organization)
    }
}

/// The origin of `uri` as browsers write it. Outside the web's schemes it is the scheme and the host, as the web views of
/// native apps send it (`capacitor://localhost`), and never the `null` that sandboxed frames send.
fn origin_of(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    let origin = url.origin();
    if origin.is_tuple() {
        return Some(origin.ascii_serialization());
    }
    let port = url.port().map_or_else(String::new, |p| format!(":{p}"));
    Some(format!("{}://{}{port}", url.scheme(), url.host_str()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_origins_that_a_client_names_may_call() {
        let document = json!({"client_id": "spa", "name": "SPA",
            "web_origins": ["capacitor://localhost", "https://spa.example"],
            "allowed_origins": ["app:/nowhere", "https://*.pages.example"],
            "callbacks": ["https://cb.example/cb", "com.example.app://callback"]});
        let client = Client::from_document(document.as_object().unwrap()).unwrap();
        let mut pages = Pages::default();
        pages.add(&client);
        for origin in [
            "https://spa.example",
            "https://cb.example",
            "capacitor://localhost",
            "https://one.pages.example",
        ] {
            assert!(pages.include(origin), "{origin}");
        }
        for origin in [
            "null",
            "",
            "http://spa.example",
            "https://spa.example:8443",
            "capacitor://elsewhere",
            "com.example.app://callback",
            "https://one.two.pages.example",
            "https://*.pages.example",
        ] {
            assert!(!pages.include(origin), "{origin}");
        }
    }

    #[test]
    fn an_organization_may_be_named_where_the_client_takes_part_in_any() {
        for (usage, origin, expected) in [
            ("allow", "https://acme.org.example", true),
            ("require", "https://acme.org.example", true),
            ("deny", "https://acme.org.example", false),
            ("allow", "https://a.acme.org.example", false),
            ("allow", "http://acme.org.example", false),
        ] {
            let document = json!({"client_id": "spa", "name": "SPA", "organization_usage": usage,
                "allowed_origins": ["https://{organization_name}.org.example"]});
            let client = Client::from_document(document.as_object().unwrap()).unwrap();
            let mut pages = Pages::default();
            pages.add(&client);
            assert_eq!(pages.include(origin), expected, "{usage} {origin}");
        }
    }
}
