//! The link of a message: it brings the code, and the request that the application would have sent to `/authorize`.

use serde_json::{Map, Value};
use url::form_urlencoded;

use super::recipient::Recipient;
use crate::domain::client::Client;
use crate::flows::{Answer, Code, Ctx};

/// Where a link leads.
pub const PATH: &str = "passwordless/verify_redirect";
/// How many parameters an application may send, and how long they may be.
const MOST: usize = 30;
const LONGEST: usize = 2_000;
/// What the server itself puts there.
const OWN: [&str; 5] = [
    "client_id",
    "connection",
    "email",
    "phone_number",
    "verification_code",
];

/// The parameters of a link's request: those of the connection, unless the application sends others.
#[derive(Debug, Clone, Default)]
pub struct AuthParams(Vec<(String, String)>);

impl AuthParams {
    /// Reads what an application has sent.
    pub fn read(recipient: &Recipient, sent: &Map<String, Value>) -> Answer<Self> {
        let mut params = Map::new();
        if let Some(settings) = recipient.connection.passwordless() {
            params.extend(settings.auth_params());
        }
        for (name, value) in sent {
            match value {
                Value::Null => {}
                Value::String(_) => drop(params.insert(name.clone(), value.clone())),
                _ => return Err(bad("authParams must have strings only")),
            }
        }
        params.retain(|name, _| !OWN.contains(&name.as_str()));
        let texts = params.into_iter().filter_map(|(name, value)| match value {
            Value::String(text) if !text.is_empty() => Some((name, text)),
            _ => None,
        });
        let params: Vec<_> = texts.collect();
        let length: usize = params.iter().map(|(n, v)| n.len() + v.len()).sum();
        if params.len() > MOST || length > LONGEST {
            return Err(bad("authParams are too many, or too long"));
        }
        Ok(Self(params))
    }

    /// The link for a code.
    pub fn link(
        &self,
        ctx: &Ctx,
        (client, recipient): (&Client, &Recipient),
        code: &str,
    ) -> String {
        let own = [
            ("client_id", client.client_id.as_str()),
            ("connection", &recipient.connection.name),
            (recipient.channel.parameter(), &recipient.address),
            ("verification_code", code),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.0);
        if self.0.iter().all(|(name, _)| name != "response_type") {
            query.append_pair("response_type", "code");
        }
        query.extend_pairs(own);
        format!("{}{PATH}?{}", ctx.origin.as_str(), query.finish())
    }
}

fn bad(sentence: &'static str) -> crate::flows::Failure {
    Code::BadAuthParams.refuse(sentence).into()
}
