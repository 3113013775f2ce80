//! Passkeys on the page that asks for the identifier: whether they are offered, and what the browser gets.

use serde_json::Value;

use super::client;
use super::database::connection_name;
use super::reply::Page;
use super::request::SignInRequest;
use crate::domain::connection::{Connection, PasskeyUi};
use crate::flows::passkeys;
use crate::flows::webauthn::Asked;
use crate::flows::{Answer, Ctx};

/// What the page offers.
#[derive(Debug, Clone, PartialEq)]
pub struct PasskeyOffer {
    /// For `navigator.credentials.get`.
    pub options: Value,
    pub ui: PasskeyUi,
}

/// The offer of a page; none where the database of the request has no passkeys.
pub async fn of(
    ctx: &Ctx,
    request: &SignInRequest,
    (state, page): (&str, Page),
) -> Answer<Option<PasskeyOffer>> {
    if page != Page::Identifier {
        return Ok(None);
    }
    let connection = connection_of(ctx, request).await?;
    Ok(connection.map(|connection| PasskeyOffer {
        options: passkeys::request(&asked(ctx, state)),
        ui: connection.passkey_ui(),
    }))
}

/// The database of a request, if its users have passkeys.
pub async fn connection_of(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<Connection>> {
    let name = connection_name(ctx, request).await?;
    let client = client::known(ctx, &request.client_id).await?;
    passkeys::connection(ctx, &client.client, &name).await
}

/// The ceremony of a transaction. Its challenge is made of the state, which is secret, bound to the browser, and used up by the
/// login.
pub fn asked(ctx: &Ctx, state: &str) -> Asked {
    passkeys::ask_in_page(ctx, &format!("sign in\n{state}"))
}
