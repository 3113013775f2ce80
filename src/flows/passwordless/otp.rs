//! `POST /otp/challenge`: a code for a user of a database. What the application goes on with, `auth_session`, says by itself whom
//! the code is for; nothing is kept of it but the code.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::code::{ClientsPlace, PasswordlessCode};
use super::recipient::Recipient;
use super::send::Requested;
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::passwordless::Channel;
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::ids;
use crate::texts::Preferences;

/// No `auth_session` is longer.
const LONGEST: usize = 2_048;

/// What an application asks for.
pub struct ChallengeRequest<'a> {
    pub connection: &'a str,
    pub email: &'a str,
    pub allows_sign_up: bool,
    pub languages: &'a Preferences,
}

/// Whom a code was asked for.
#[derive(Serialize, Deserialize)]
struct Asked {
    client_id: String,
    /// The id of the database.
    connection: String,
    email: String,
    allows_sign_up: bool,
    /// No two are the same.
    id: String,
}

/// Sends a code; the `auth_session`. It is the same whether there is such a user or not.
pub async fn challenge(
    ctx: &Ctx,
    client: &Client,
    request: ChallengeRequest<'_>,
) -> Answer<String> {
    let connection = database(ctx, client, |c| c.name == request.connection).await?;
    let connection = connection.ok_or_else(|| {
        let text =
            "The connection does not exist, is not enabled for the client, or takes no codes";
        Code::InvalidConnection.refuse(text)
    })?;
    let recipient = Recipient::at_database(&connection, request.email, request.allows_sign_up);
    let recipient =
        recipient.ok_or_else(|| Code::InvalidRequest.refuse("email is no e-mail address"))?;
    let asked = Asked {
        client_id: client.client_id.clone(),
        connection: connection.id.clone(),
        email: recipient.address.clone(),
        allows_sign_up: request.allows_sign_up,
        id: ids::opaque_id(&ctx.entropy),
    };
    let session = asked.written(ctx)?;
    let place = ClientsPlace::of_session(&session);
    let code = PasswordlessCode {
        of: place.code(),
        client,
        recipient: &recipient,
        languages: request.languages,
    };
    match code.send(ctx, None).await? {
        Requested::Done => Ok(session),
        Requested::TooMany => {
            let text = "You have made too many requests for a code; try again later";
            Err(Code::TooManyRequests.refuse(text).into())
        }
    }
}

/// Whom an `auth_session` that this client was given is for; `None` for what is none.
pub async fn recipient(ctx: &Ctx, client: &Client, session: &str) -> Answer<Option<Recipient>> {
    let Some(asked) = Asked::read(ctx, session).filter(|a| a.client_id == client.client_id) else {
        return Ok(None);
    };
    let connection = database(ctx, client, |c| c.id == asked.connection).await?;
    Ok(connection.and_then(|connection| {
        Recipient::at_database(&connection, &asked.email, asked.allows_sign_up)
    }))
}

/// A database of the client's whose users may sign in by a code.
async fn database(
    ctx: &Ctx,
    client: &Client,
    is_it: impl Fn(&Connection) -> bool,
) -> Answer<Option<Connection>> {
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| {
        is_it(c) && c.takes_codes_by(Channel::Email) && c.is_enabled_for(&client.client_id)
    });
    Ok(found.cloned())
}

impl Asked {
    /// In the form of `auth_session`: what it says, and a tag that only this server makes.
    fn written(&self, ctx: &Ctx) -> Result<String, Refusal> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        let payload = URL_SAFE_NO_PAD.encode(text);
        let session = format!("{payload}.{}", tag(ctx, &payload));
        let is_short = session.len() <= LONGEST;
        is_short
            .then_some(session)
            .ok_or_else(|| Code::InvalidRequest.refuse("email is no e-mail address"))
    }

    fn read(ctx: &Ctx, session: &str) -> Option<Self> {
        let (payload, shown) = session
            .split_once('.')
            .filter(|_| session.len() <= LONGEST)?;
        verify_slices_are_equal(tag(ctx, payload).as_bytes(), shown.as_bytes()).ok()?;
        let text = URL_SAFE_NO_PAD.decode(payload).ok()?;
        serde_json::from_slice(&text).ok()
    }
}

fn tag(ctx: &Ctx, payload: &str) -> String {
    ctx.keys
        .ring()
        .secret_for(&["auth_session", payload].join("\n"))
}
