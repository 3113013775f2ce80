//! The message with the link that confirms an address.

use crate::domain::client::Client;
use crate::domain::mail::Message;
use crate::domain::ticket::TicketKind;
use crate::domain::user::User;
use crate::flows::links::message::LinkMessage;
use crate::flows::mail::{LinkSettings, Posted, link_settings};
use crate::flows::{Answer, Ctx};
use crate::store::engine::Tx;
use crate::tenant_log::{Event, EventCode};

/// Such a message, before there is a user for it.
#[derive(Debug, Clone)]
pub struct Verification<'a> {
    /// The application that the user came from.
    pub client: Option<&'a Client>,
    /// Where the user goes afterwards.
    pub organization_id: Option<&'a str>,
    /// The language tag of the message.
    pub language: Option<&'a str>,
    /// What the tenant's template says of the link.
    pub link: LinkSettings,
}

impl<'a> Verification<'a> {
    /// For a user of that client. Asked before a transaction begins: the link may be of a template, which a worker renders.
    pub async fn prepare(ctx: &Ctx, client: Option<&'a Client>) -> Answer<Self> {
        let link = link_settings(ctx, Message::VerifyEmail, client).await?;
        Ok(Self {
            client,
            organization_id: None,
            language: None,
            link,
        })
    }

    /// Posts it to the user's address, in the transaction that asks for it.
    pub async fn post(&self, ctx: &Ctx, tx: &mut Tx, user: &User) -> Answer<Posted> {
        let message = LinkMessage {
            message: Message::VerifyEmail,
            kind: TicketKind::EmailVerification,
            user,
            client: self.client,
            organization_id: self.organization_id,
            language: self.language,
        };
        let posted = message.post(ctx, tx, &self.link).await?;
        let event = match posted {
            Posted::Queued => Event::new(
                EventCode::VerificationRequest,
                "A link to confirm the email address is sent",
            ),
            Posted::Off => return Ok(posted),
            Posted::TooMany | Posted::NoProvider => Event::new(
                EventCode::FailedVerificationRequest,
                "No link to confirm the email address is sent",
            ),
        };
        ctx.log(event.user(user).with_client(self.client));
        Ok(posted)
    }
}
