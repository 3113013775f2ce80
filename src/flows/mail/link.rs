//! What the tenant's template says of the link in a message.

use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};
use url::Url;

use super::letter::application;
use crate::actions::LiquidTemplate;
use crate::domain::client::Client;
use crate::domain::mail::Message;
use crate::flows::{Answer, Ctx};
use crate::store::email_templates;

/// How long a link can be used, and where the user goes who has followed it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkSettings {
    /// `None`: as long as usual.
    pub lifetime: Option<Duration>,
    /// An absolute URL: `https`, or of this machine.
    pub result_url: Option<String>,
    /// Whether that URL gets the e-mail address as a parameter.
    pub includes_email: bool,
}

/// The settings of a message's link, for a user who came from that client. Asked before a transaction begins: the URL may be a
/// template, which a worker renders.
pub async fn link_settings(
    ctx: &Ctx,
    message: Message,
    client: Option<&Client>,
) -> Answer<LinkSettings> {
    let template = email_templates::of(&mut ctx.store.read().await?, message).await?;
    let Some(template) = template.filter(|template| template.is_enabled()) else {
        return Ok(LinkSettings::default());
    };
    let result_url = match template.text("resultUrl") {
        Some(text) => result_url(ctx, text, client).await,
        None => None,
    };
    Ok(LinkSettings {
        lifetime: template.link_lifetime(),
        result_url,
        includes_email: template.includes_email(),
    })
}

/// How long the link of a message can be used, as the tenant's template says.
pub async fn link_lifetime(ctx: &Ctx, message: Message) -> Answer<Option<Duration>> {
    let template = email_templates::of(&mut ctx.store.read().await?, message).await?;
    let template = template.filter(|template| template.is_enabled());
    Ok(template.and_then(|template| template.link_lifetime()))
}

/// The URL with what it names of the client. One that is none, or leads anywhere but to a website, is left out.
async fn result_url(ctx: &Ctx, text: &str, client: Option<&Client>) -> Option<String> {
    let mut variables = Map::new();
    if let Some(client) = client {
        let mut shown = application(client);
        let name = utf8_percent_encode(&client.name, NON_ALPHANUMERIC).to_string();
        shown["name"] = json!(name);
        variables.insert("client".to_owned(), shown.clone());
        variables.insert("application".to_owned(), shown);
    }
    let template = LiquidTemplate {
        text: text.to_owned(),
        escapes: false,
    };
    let variables = Value::Object(variables).to_string();
    let rendered = ctx.workers.render(vec![template], variables).await;
    let url = rendered.ok().and_then(|mut all| all.pop());
    let url = url.and_then(|url| is_website(url.trim()).then(|| url.trim().to_owned()));
    if url.is_none() {
        tracing::warn!("the resultUrl of an e-mail template is no URL of a website");
    }
    url
}

fn is_website(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    url.has_host() && (url.scheme() == "https" || url.scheme() == "http" && is_here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_a_website() {
        for good in ["https://app.example/done?x=1", "http://localhost:3000/done"] {
            assert!(is_website(good), "{good}");
        }
        for bad in [
            "",
            "/done",
            "//evil.example",
            "http://app.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "myapp://done",
        ] {
            assert!(!is_website(bad), "{bad}");
        }
    }
}
