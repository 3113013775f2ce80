//! Who is to sign in: an address or a telephone number at a connection.

use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::identifier::Typed;
use crate::domain::passwordless::Channel;
use crate::flows::{Answer, Ctx, users};
use crate::store::authenticators::{self, StoredAuthenticator};
use crate::store::engine::{Conn, StoreError};
use crate::store::spellings;
use crate::store::users as stored;
use crate::store::users::SignInIdentity;

/// An address or a number, in the form in which it is kept.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub connection: Connection,
    pub channel: Channel,
    pub address: String,
    /// Who has no account gets one.
    pub may_be_new: bool,
}

impl Recipient {
    /// Whom `typed` names at that connection; `None` for what is no address.
    pub fn read(connection: &Connection, typed: &str) -> Option<Self> {
        let channel = connection.passwordless()?.channel;
        Some(Self {
            connection: connection.clone(),
            channel,
            address: channel.recipient(typed)?,
            may_be_new: connection.offers_sign_up(),
        })
    }

    /// Whom `typed` names at a database whose users may sign in by a code; `None` for what is no address.
    pub fn at_database(connection: &Connection, typed: &str, allows_sign_up: bool) -> Option<Self> {
        Some(Self {
            connection: connection.clone(),
            channel: Channel::Email,
            address: Channel::Email.recipient(typed)?,
            may_be_new: allows_sign_up && connection.makes_users_of_addresses(),
        })
    }

    /// The identity of whom it is, if there is one that a code may sign in.
    pub async fn identity(&self, ctx: &Ctx) -> Answer<Whose> {
        let mut db = ctx.store.read().await?;
        let name = self.connection.name.as_str();
        let found = match (self.channel, Typed::read(&self.address)) {
            (Channel::Email, Some(typed)) => spellings::find(&mut db, name, &typed).await?,
            (Channel::Email, None) => None,
            (Channel::Sms, _) => stored::by_phone(&mut db, name, &self.address).await?,
        };
        let Some(found) = found else {
            return Ok(Whose::Free);
        };
        Ok(match self.is_theirs(&mut db, &found).await? {
            true => Whose::Theirs(Box::new(found)),
            false => Whose::Others,
        })
    }

    /// The address is the identity's own, not another's user name; and it is known to be, or no other user can be in the account.
    async fn is_theirs(&self, db: &mut Conn, found: &SignInIdentity) -> Result<bool, StoreError> {
        if self.channel == Channel::Sms {
            return Ok(true);
        }
        let typed = Typed::read(&self.address);
        let is_own = |email: &String| typed.is_some_and(|typed| typed.is(email));
        if !found.identity.email.as_ref().is_some_and(is_own) {
            return Ok(false);
        }
        Ok(found.identity.email_verified || self.is_untouched(db, found).await?)
    }

    /// Whether no other user can have come into the account by what they have chosen themselves: a password, a passkey, another
    /// identity. Who has chosen it may not be who gets the code. What was taken away again has left sessions and tokens: at a
    /// database, where a code is not the only way in, no user has logged in before.
    async fn is_untouched(
        &self,
        db: &mut Conn,
        found: &SignInIdentity,
    ) -> Result<bool, StoreError> {
        let identity = &found.identity;
        if found.password_hash.is_some()
            || found.linked_to.is_some()
            || (self.connection.is_database() && identity.logins_count > 0)
        {
            return Ok(false);
        }
        let enrolled = authenticators::of_user(db, &identity.user_id).await?;
        let is_confirmed = |of: &StoredAuthenticator| of.authenticator.confirmed_at.is_some();
        Ok(!enrolled.iter().any(is_confirmed))
    }

    /// Whether a code may lead anywhere: for a user who may sign in at the client, or a new one where those are taken.
    pub(super) async fn is_welcome(&self, ctx: &Ctx, client: &Client) -> Answer<bool> {
        let found = match self.identity(ctx).await? {
            Whose::Theirs(found) => *found,
            Whose::Free => return Ok(self.may_be_new),
            Whose::Others => return Ok(false),
        };
        Ok(match users::whom(ctx, found).await? {
            Some(user) => users::may_sign_in(ctx, &user, client).await?.is_none(),
            None => false,
        })
    }
}

/// Whose an address is.
pub enum Whose {
    Free,
    Theirs(Box<SignInIdentity>),
    /// A code does not sign that user in.
    Others,
}

/// The connection without passwords of that name.
pub async fn connection(ctx: &Ctx, name: &str) -> Answer<Option<Connection>> {
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| c.name == name);
    Ok(found.filter(|c| c.passwordless().is_some()).cloned())
}
