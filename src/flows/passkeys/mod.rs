//! Passkeys: what takes the place of a password, in the pages and in applications that show them by themselves.

pub mod native;

use serde::Deserialize;

use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::digest::digest;
use crate::domain::guardian::{Authenticator, AuthenticatorDetails, AuthenticatorKind};
use crate::domain::user::User;
use crate::flows::users::{Unavailable, may_sign_in, whom};
use crate::flows::webauthn::{Asked, Shown, credential, page_origin};
use crate::flows::{Answer, Code, Ctx};
use crate::ids;
use crate::store::authenticators::{self, Secret, StoredAuthenticator};
use crate::store::engine::{StoreError, Tx};
use crate::store::users;
use crate::webauthn::{
    self, Attachment, Refusal, Registered, Selection, UserEntity, UserVerification,
};

/// What is asked for of the authenticator of a new passkey: it is found without a name being typed.
const SELECTION: Selection = Selection {
    attachment: None,
    is_discoverable: true,
    user_verification: UserVerification::Preferred,
};
/// The same of the device that the user is at.
const ON_THIS_DEVICE: Selection = Selection {
    attachment: Some(Attachment::Platform),
    ..SELECTION
};

/// The database of that name, if the client may use it and its users have passkeys.
pub async fn connection(ctx: &Ctx, client: &Client, name: &str) -> Answer<Option<Connection>> {
    let connections = ctx.store.connections().await?;
    let usable = |of: &&Connection| {
        of.name == name && of.has_passkeys() && of.is_enabled_for(&client.client_id)
    };
    Ok(connections.iter().find(usable).cloned())
}

/// A new ceremony. A passkey stands alone, so it must have verified its user, whatever the browser was asked for.
pub fn ask(ctx: &Ctx, origins: Vec<String>) -> Asked {
    Asked::new(ctx, origins, true)
}

/// The ceremony of a page, whose challenge is made of a secret that is good once.
pub fn ask_in_page(ctx: &Ctx, secret: &str) -> Asked {
    Asked {
        challenge: digest(&format!("challenge of a passkey\n{secret}")),
        ..ask(ctx, vec![page_origin(ctx)])
    }
}

/// Options of a new passkey, for the account that will be, or is, named so.
pub fn creation(asked: &Asked, user: UserEntity<'_>) -> serde_json::Value {
    asked.creation(user, SELECTION, &[])
}

/// The same on the device that the user is at, unless it has one of these.
pub fn creation_here(
    asked: &Asked,
    user: UserEntity<'_>,
    exclude: &[Vec<u8>],
) -> serde_json::Value {
    asked.creation(user, ON_THIS_DEVICE, exclude)
}

/// Options of a passkey that is shown, whichever the user has.
pub fn request(asked: &Asked) -> serde_json::Value {
    asked.request(UserVerification::Preferred, &[])
}

/// A new passkey of an identity, about to be stored.
pub fn new(
    ctx: &Ctx,
    (asked, made): (&Asked, Registered),
    (user_id, identity): (&str, &str),
) -> StoredAuthenticator {
    let kind = AuthenticatorKind::Passkey;
    StoredAuthenticator {
        authenticator: Authenticator {
            id: ids::prefixed(&ctx.entropy, &format!("{}|dev_", kind.name())),
            user_id: user_id.to_owned(),
            kind,
            details: AuthenticatorDetails {
                credential: Some(credential(ctx, made, asked, identity)),
                ..AuthenticatorDetails::default()
            },
            created_at: ctx.now,
            confirmed_at: Some(ctx.now),
            last_auth_at: Some(ctx.now),
            guards_since: None,
        },
        secret: Secret::None,
    }
}

/// Who signs in with a passkey: one that was shown, or that an account has just been made with. It counts once [`Proved::take`]
/// is committed, with all that the login changes.
#[must_use]
pub struct Proved {
    user: User,
    /// `None`: it is as new as its account.
    shown: Option<Shown>,
    /// It is on another device than the browser, which could have one too.
    pub is_of_another_device: bool,
}

/// What a browser says of a passkey, and nobody signs.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Said {
    authenticator_attachment: Option<String>,
    is_user_verifying_platform_authenticator_available: bool,
}

impl Proved {
    /// The user of an account that was made with a passkey.
    pub fn new_account(user: User) -> Self {
        Self {
            user,
            shown: None,
            is_of_another_device: false,
        }
    }

    /// The same with what the browser says of it beside its answer.
    pub fn with_what_is_said(self, response: &str) -> Self {
        let said: Said = serde_json::from_str(response).unwrap_or_default();
        let is_elsewhere = said.authenticator_attachment.as_deref() == Some("cross-platform");
        Self {
            is_of_another_device: is_elsewhere
                && said.is_user_verifying_platform_authenticator_available,
            ..self
        }
    }

    /// The id of what was shown; empty for an account that was just made.
    pub fn shown_id(&self) -> &str {
        let shown = self.shown.as_ref();
        shown.map_or("", |shown| &shown.authenticator.id)
    }

    /// The user who signs in.
    pub fn user(&self) -> &User {
        &self.user
    }

    /// Takes the login and the counter.
    pub async fn take(self, ctx: &Ctx, tx: &mut Tx) -> Result<Result<User, Refusal>, StoreError> {
        let ip = ctx.device.address.known().map(|ip| ip.to_string());
        let user = self.user;
        let password = (user.user_id.as_str(), user.password_epoch);
        if !users::record_login(tx, password, ip.as_deref(), ctx.now).await? {
            return Ok(Err(Refusal::Credential));
        }
        if let Some(shown) = &self.shown {
            let facts = (shown.asserted.counter, shown.asserted.is_backed_up);
            if !authenticators::sign(tx, &shown.authenticator, facts, ctx.now).await? {
                return Ok(Err(Refusal::Counter));
            }
        }
        Ok(Ok(User {
            logins_count: user.logins_count.saturating_add(1),
            ..user
        }))
    }
}

/// The user whose passkey answers, of one database. A blocked one is refused as at a password.
pub async fn prove(
    ctx: &Ctx,
    (client, connection): (&Client, &Connection),
    (asked, answer): (&Asked, &webauthn::Answer),
) -> Answer<Result<Proved, Refusal>> {
    let kinds = &[AuthenticatorKind::Passkey];
    let shown = match asked.shown(ctx, (answer, kinds), None).await? {
        Ok(shown) => shown,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(user) = owner(ctx, connection, &shown.authenticator).await? else {
        return Ok(Err(Refusal::Credential));
    };
    if let Some(Unavailable::Blocked) = may_sign_in(ctx, &user, client).await? {
        return Err(Code::UserBlocked.refuse("user is blocked").into());
    }
    Ok(Ok(Proved {
        user,
        shown: Some(shown),
        is_of_another_device: false,
    }))
}

/// The user whom a passkey signs in: the one whose identity it is, or the one whom that is linked to.
async fn owner(ctx: &Ctx, connection: &Connection, of: &Authenticator) -> Answer<Option<User>> {
    let Some(credential) = &of.details.credential else {
        return Ok(None);
    };
    let identity_id = credential.identity_user_id.as_str();
    let identity = users::identity(&mut ctx.store.read().await?, identity_id).await?;
    let identity = identity.filter(|found| found.identity.connection == connection.name);
    let Some(identity) = identity else {
        return Ok(None);
    };
    let user = whom(ctx, identity).await?;
    Ok(user.filter(|user| of.user_id == user.user_id || of.user_id == identity_id))
}
