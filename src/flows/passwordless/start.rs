//! `POST /passwordless/start`: an application has a code or a link sent.

use serde_json::{Map, Value, json};

use super::code::{ClientsPlace, PasswordlessCode};
use super::link::AuthParams;
use super::recipient::{self, Recipient};
use super::send::Requested;
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::passwordless::Channel;
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::ids;
use crate::texts::Preferences;

/// What an application asks for.
pub struct StartRequest<'a> {
    pub connection: &'a str,
    pub email: Option<&'a str>,
    pub phone_number: Option<&'a str>,
    /// `code` or `link`; a link unless it is said, where there are any.
    pub send: Option<&'a str>,
    pub auth_params: &'a Map<String, Value>,
    pub languages: &'a Preferences,
}

/// Sends it. The answer says nothing of an account: it is the same whether there is one, may be one, or is blocked.
pub async fn start(ctx: &Ctx, client: &Client, request: StartRequest<'_>) -> Answer<Value> {
    let connection = connection(ctx, client, request.connection).await?;
    let recipient = whom(&connection, &request)?;
    let by_link = match (request.send, recipient.channel) {
        (Some("code"), _) | (None, Channel::Sms) => false,
        (Some("link" | "link_ios" | "link_android") | None, Channel::Email) => true,
        _ => return Err(Code::BadRequest.refuse("send must be code or link").into()),
    };
    let params = AuthParams::read(&recipient, request.auth_params)?;
    let place = ClientsPlace::of(ctx, client, &recipient);
    let code = PasswordlessCode {
        of: place.code(),
        client,
        recipient: &recipient,
        languages: request.languages,
    };
    let link = |code: &str| params.link(ctx, (client, &recipient), code);
    let link: Option<&(dyn Fn(&str) -> String + Sync)> = if by_link { Some(&link) } else { None };
    match code.send(ctx, link).await? {
        Requested::Done => Ok(view(ctx, &recipient)),
        Requested::TooMany => {
            let text = "You have made too many requests for a code; try again later";
            Err(Code::TooManyRequests.refuse(text).into())
        }
    }
}

/// The id is of this answer alone: that of an account would tell of it.
fn view(ctx: &Ctx, recipient: &Recipient) -> Value {
    let id = ids::hex24(&ctx.entropy);
    let address = recipient.address.as_str();
    match recipient.channel {
        Channel::Email => json!({ "_id": id, "email": address, "email_verified": false }),
        Channel::Sms => {
            json!({ "_id": id, "phone_number": address, "phone_verified": false, "request_language": null })
        }
    }
}

async fn connection(ctx: &Ctx, client: &Client, name: &str) -> Answer<Connection> {
    let found = recipient::connection(ctx, name).await?;
    let found = found.ok_or_else(|| Code::BadConnection.refuse("Connection does not exist"))?;
    if !found.is_enabled_for(&client.client_id) {
        return Err(Code::BadConnection.refuse("Connection is disabled").into());
    }
    Ok(found)
}

fn whom(connection: &Connection, request: &StartRequest<'_>) -> Result<Recipient, Refusal> {
    let channel = connection.passwordless().map(|settings| settings.channel);
    let (typed, code, wrong) = match channel {
        Some(Channel::Sms) => (
            request.phone_number,
            Code::BadPhoneNumber,
            "phone_number is no telephone number: write + and the country code first",
        ),
        _ => (
            request.email,
            Code::BadRequest,
            "email is no e-mail address",
        ),
    };
    let parameter = channel.map_or("email", Channel::parameter);
    let missing = || Code::BadRequest.refuse(format!("Missing required property: {parameter}"));
    let typed = typed.ok_or_else(missing)?;
    Recipient::read(connection, typed).ok_or_else(|| code.refuse(wrong))
}
