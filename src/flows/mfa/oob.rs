//! `oob_code`: what an application has of a code that was sent to its user.

use super::waiting::MfaToken;
use crate::domain::client::Client;
use crate::flows::factors::destination::Destination;
use crate::flows::factors::sent_code::{CodeSent, SentCode};
use crate::flows::factors::subject::Subject;
use crate::flows::{Answer, Code, Ctx};
use crate::texts::Preferences;
use crate::tokens::opaque::{self, Minted, OpaqueKind};

/// A new one.
pub(super) fn mint(ctx: &Ctx) -> Minted {
    opaque::mint(&ctx.entropy, OpaqueKind::OobCode)
}

/// Sends a code for an `oob_code`, which was stored before.
pub(super) async fn send(
    ctx: &Ctx,
    (token, client): (&MfaToken, &Client),
    (oob_code, to, enrolls): (&str, &Destination, bool),
) -> Answer<()> {
    let languages = Preferences::new(None, ctx.sent.language.as_deref());
    let whose = Subject {
        user: &token.user,
        client,
    };
    let code = SentCode {
        id: &token.digest,
        secret: oob_code,
        to,
        enrolls,
    };
    match code.send(ctx, whose, &languages).await? {
        CodeSent::Queued => Ok(()),
        CodeSent::TooMany => Err(Code::TooManyRequests
            .refuse("Too many codes were sent; try again later")
            .into()),
        CodeSent::No => Err(Code::AccessDenied
            .refuse("The code could not be sent")
            .because("the tenant sends no such message or none there, or has no e-mail provider or gateway")
            .into()),
    }
}
