//! Making tickets.

use std::time::Duration;

use crate::domain::ticket::{Ticket, TicketKind};
use crate::flows::{Answer, Ctx};
use crate::store::engine::Conn;
use crate::store::tickets::{self, NewTicket};
use crate::tokens::opaque;

/// How long a ticket is valid unless something else is asked for.
pub const LIFETIME: Duration = Duration::from_secs(432_000);

/// A ticket that is to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewLink<'a> {
    pub kind: TicketKind,
    /// The identity that it is for.
    pub user_id: &'a str,
    pub ticket: &'a Ticket,
    pub lifetime: Duration,
    /// What the page speaks, where it is not left to the browser.
    pub language: Option<&'a str>,
}

/// Stores a ticket; the link that it is, or `None` if the identity is gone.
pub async fn issue(ctx: &Ctx, db: &mut Conn, new: NewLink<'_>) -> Answer<Option<String>> {
    let minted = opaque::mint(&ctx.entropy, opaque::OpaqueKind::Ticket);
    let stored = NewTicket {
        digest: &minted.digest,
        kind: new.kind,
        user_id: new.user_id,
        ticket: new.ticket,
        expires_at: ctx.now.plus(new.lifetime),
    };
    if !tickets::insert(db, stored).await? {
        return Ok(None);
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("ticket", &minted.secret);
    if let Some(language) = new.language {
        query.append_pair("ui_locales", language);
    }
    let path = format!("{}?{}#", new.kind.page(), query.finish());
    Ok(Some(ctx.origin.join(&path)))
}
