//! Who is to sign in: an address or a telephone number at a connection.

use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::identifier::Typed;
use crate::domain::passwordless::Channel;
use crate::flows::{Answer, Ctx, users};
use crate::store::spellings;
use crate::store::users as stored;
use crate::store::users::SignInIdentity;

/// An address or a number, in the form in which it is kept.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub connection: Connection,
    pub channel: Channel,
    pub address: String,
}

impl Recipient {
    /// Whom `typed` names at that connection; `None` for what is no address.
    pub fn read(connection: &Connection, typed: &str) -> Option<Self> {
        let channel = connection.passwordless()?.channel;
        Some(Self {
            connection: connection.clone(),
            channel,
            address: channel.recipient(typed)?,
        })
    }

    /// The identity of whom it is, if there is one.
    pub async fn identity(&self, ctx: &Ctx) -> Answer<Option<SignInIdentity>> {
        let mut db = ctx.store.read().await?;
        let name = self.connection.name.as_str();
        Ok(match (self.channel, Typed::read(&self.address)) {
            (Channel::Email, Some(typed)) => spellings::find(&mut db, name, &typed).await?,
            (Channel::Email, None) => None,
            (Channel::Sms, _) => stored::by_phone(&mut db, name, &self.address).await?,
        })
    }

    /// Whether a code may lead anywhere: for a user who may sign in at the client, or a new one where those are taken.
    pub(super) async fn is_welcome(&self, ctx: &Ctx, client: &Client) -> Answer<bool> {
        let Some(found) = self.identity(ctx).await? else {
            return Ok(self.connection.offers_sign_up());
        };
        Ok(match users::whom(ctx, found).await? {
            Some(user) => users::may_sign_in(ctx, &user, client).await?.is_none(),
            None => false,
        })
    }
}

/// The connection without passwords of that name.
pub async fn connection(ctx: &Ctx, name: &str) -> Answer<Option<Connection>> {
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| c.name == name);
    Ok(found.filter(|c| c.passwordless().is_some()).cloned())
}
