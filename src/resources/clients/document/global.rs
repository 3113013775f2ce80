//! The global client: Auth0's tools read the tenant's login page from it. It is not an application.

use serde_json::{Map, Value, json};

use super::complete;

/// What it has of a client's properties.
const PROPERTIES: [&str; 8] = [
    "client_id",
    "name",
    "global",
    "callbacks",
    "is_first_party",
    "refresh_token",
    "cross_origin_authentication",
    "custom_login_page_on",
];

/// Its document. There is no login page but ours, so none is on.
pub fn global(client_id: &str) -> Map<String, Value> {
    let mut document = Map::new();
    document.insert("client_id".into(), client_id.into());
    document.insert("name".into(), "All Applications".into());
    document.insert("global".into(), true.into());
    document.insert("callbacks".into(), json!([]));
    document.insert("custom_login_page_on".into(), false.into());
    complete(&mut document);
    document.retain(|key, _| PROPERTIES.contains(&key.as_str()));
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::client::Client;

    #[test]
    fn it_can_be_read_and_may_use_no_grant() {
        let client = Client::from_document(&global("g")).expect("a client");
        assert!(client.global && client.grant_types.is_empty() && client.callbacks.is_empty());
    }
}
