//! What a user has signed in by, where a second factor of the same kind would prove nothing more.

use crate::domain::connection::{Connection, Kind};
use crate::domain::guardian::Factor;
use crate::domain::passwordless::Channel;
use crate::domain::session::{PASSKEY, SignedInBy};
use crate::flows::{Answer, Ctx};

/// That of a login; `None` where the user has shown a password or a passkey.
pub async fn of(ctx: &Ctx, login: &SignedInBy) -> Answer<Option<Factor>> {
    let mut named = login.methods.iter().map(|method| method.name.as_str());
    if let Some(channel) = named.clone().find_map(Channel::of) {
        return Ok(Some(factor(channel)));
    }
    if named.any(|name| name == PASSKEY) {
        return Ok(None);
    }
    let connections = ctx.store.connections().await?;
    let mut known = connections.iter();
    let found = known.find(|known| known.name == login.connection);
    Ok(match found.and_then(Connection::kind) {
        Some(Kind::Passwordless(channel)) => Some(factor(channel)),
        Some(Kind::Database | Kind::Upstream(_)) | None => None,
    })
}

const fn factor(channel: Channel) -> Factor {
    match channel {
        Channel::Email => Factor::Email,
        Channel::Sms => Factor::Sms,
    }
}
