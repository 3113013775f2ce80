//! What a user has signed in by, where a second factor of the same kind would prove nothing more.

use crate::domain::connection::{Connection, Kind};
use crate::domain::guardian::Factor;
use crate::domain::passwordless::Channel;
use crate::flows::{Answer, Ctx};

/// That of users of a connection; `None` where they show a password or a passkey.
pub async fn of(ctx: &Ctx, connection: &str) -> Answer<Option<Factor>> {
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|known| known.name == connection);
    Ok(match found.and_then(Connection::kind) {
        Some(Kind::Passwordless(Channel::Email)) => Some(Factor::Email),
        Some(Kind::Passwordless(Channel::Sms)) => Some(Factor::Sms),
        Some(Kind::Database) | None => None,
    })
}
