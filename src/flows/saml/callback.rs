//! Where assertions are posted to.

use crate::domain::client::Client;
use crate::domain::redirect_uri::{first_address, is_web_address};
use crate::flows::{Code, Ctx, Failure};
use crate::tenant_log::{self, Event};

/// Exact, and nothing but a web address: assertions are posted.
pub fn is_callback(client: &Client, url: &str) -> bool {
    is_web_address(url) && client.callbacks.iter().any(|known| known == url)
}

/// The first callback that can be posted to.
pub fn default_callback(client: &Client) -> Option<String> {
    first_address(&client.callbacks)
        .filter(|url| is_web_address(url))
        .cloned()
}

/// A callback that is not the client's: told to the browser, since no application is known to be trusted with it.
pub fn mismatch(ctx: &Ctx, client: &Client, url: &str) -> Failure {
    let shown: String = url.chars().take(500).collect();
    let text =
        format!("Callback URL mismatch. {shown} is not in the list of allowed callback URLs");
    let details = serde_json::json!({"error": {"type": "callback-url-mismatch", "message": text}});
    ctx.log(
        Event::new(tenant_log::EventCode::FailedLogin, text)
            .client(client)
            .details(details),
    );
    Code::UnauthorizedClient
        .refuse("Callback URL mismatch. The address for the answer is not in the list of allowed callback URLs.")
        .into()
}
