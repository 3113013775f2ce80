//! A message with a link that is a ticket.

use std::time::Duration;

use crate::domain::client::Client;
use crate::domain::mail::Message;
use crate::domain::ticket::{Ticket, TicketKind};
use crate::domain::user::User;
use crate::flows::links::issue::{LIFETIME, NewLink, issue};
use crate::flows::mail::{self, Letter, LinkSettings, Posted};
use crate::flows::{Answer, Ctx};
use crate::store::engine::Tx;

/// Which message, to whom, and where the user came from.
#[derive(Debug, Clone, Copy)]
pub struct LinkMessage<'a> {
    pub message: Message,
    pub kind: TicketKind,
    pub user: &'a User,
    /// The application that the user came from.
    pub client: Option<&'a Client>,
    pub organization_id: Option<&'a str>,
    /// The language tag of the message.
    pub language: Option<&'a str>,
}

impl LinkMessage<'_> {
    /// Makes the ticket and posts the message to the user's address, both in the transaction that asks for it.
    pub async fn post(self, ctx: &Ctx, tx: &mut Tx, link: &LinkSettings) -> Answer<Posted> {
        let Some(email) = &self.user.email else {
            return Ok(Posted::Off);
        };
        let lifetime = link.lifetime.unwrap_or(LIFETIME);
        let ticket = self.ticket(email, link);
        let Some(url) = self.issue(ctx, tx, (&ticket, lifetime)).await? else {
            return Ok(Posted::Off);
        };
        let mut letter = Letter::new(self.message, email)
            .about(self.user)
            .link(&url, lifetime);
        if let Some(client) = self.client {
            letter = letter.from_client(client);
        }
        if let Some(language) = self.language {
            letter = letter.in_language(language);
        }
        mail::post(ctx, tx, letter).await
    }

    fn ticket(&self, email: &str, link: &LinkSettings) -> Ticket {
        Ticket {
            email: email.to_owned(),
            result_url: link.result_url.clone(),
            client_id: self.client.map(|client| client.client_id.clone()),
            organization_id: self.organization_id.map(str::to_owned),
            includes_email: link.includes_email,
            // Only the owner of the address has the link.
            marks_verified: self.kind == TicketKind::PasswordReset,
            enrollment: None,
        }
    }

    async fn issue(
        &self,
        ctx: &Ctx,
        tx: &mut Tx,
        (ticket, lifetime): (&Ticket, Duration),
    ) -> Answer<Option<String>> {
        // Of a block, the refused attempt may have been a stranger's: the owner's browser says what the owner reads.
        let is_owners = self.kind != TicketKind::Unblock;
        let new = NewLink {
            kind: self.kind,
            user_id: &self.user.user_id,
            ticket,
            lifetime,
            language: self.language.filter(|_| is_owners),
        };
        issue(ctx, tx, new).await
    }
}
