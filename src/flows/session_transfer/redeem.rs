//! From a session transfer token to a signed-in browser.
//!
//! The caller has checked everything that the request alone decides. Here the token is burnt first, by one statement, and
//! judged afterwards: a token that was shown on the wrong device, or for the wrong organization, stays spent.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::domain::client::Client;
use crate::domain::device::{BindingVerdict, judge};
use crate::domain::refresh_token::Family;
use crate::domain::session::Session;
use crate::domain::session_transfer::{
    Admission, Carrier, Check, Existing, Refusal, Transfer, admit,
};
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::users::{self, Unavailable};
use crate::flows::{Answer, Ctx, session};
use crate::ids;
use crate::store::session_transfers::{self, Burn};
use crate::store::transfer_attempts::Attempt;
use crate::store::{refresh_tokens, sessions};
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, Kind};

/// A token that a browser shows, and what it asks for.
#[derive(Clone, Copy)]
pub struct Redemption<'a> {
    pub client: &'a Client,
    pub token: &'a str,
    pub carrier: Carrier,
    pub organization: Option<&'a str>,
    pub max_age: Option<Duration>,
    /// The browser's own session, if it has a living one, and the digest of its cookie.
    pub existing: Option<(&'a Session, &'a str)>,
}

/// Whom the token signed in.
pub struct Admitted {
    pub user: User,
    pub session: Session,
    /// The session cookie's new value.
    pub cookie: String,
    pub transfer: Transfer,
    /// When the user signed in to the native app.
    pub authenticated_at: Timestamp,
}

/// Spends the token and judges it. `Ok(None)`: refused, logged and traced; the browser gets the login page.
pub async fn redeem(ctx: &Ctx, redemption: Redemption<'_>) -> Answer<Option<Admitted>> {
    let mut trace = Trace::default();
    let digest = opaque::recognise(Kind::SessionTransfer, redemption.token);
    let burn = match &digest {
        Some(digest) => {
            session_transfers::burn(&mut ctx.store.write().await?, digest, ctx.now).await?
        }
        None => Burn::Unknown,
    };
    let transfer = match burn {
        Burn::Burnt(transfer) => *transfer,
        Burn::Dead { transfer, used_at } => {
            trace.dead(ctx, &transfer, used_at);
            trace.refuse(
                ctx,
                &redemption,
                Some(&transfer),
                Refusal::NotFoundOrExpired,
            );
            return Ok(None);
        }
        Burn::Unknown => {
            trace.refuse(ctx, &redemption, None, Refusal::NotFoundOrExpired);
            return Ok(None);
        }
    };
    trace.add(
        "token",
        json!({"issued_at": transfer.issued_at.to_string()}),
        json!({"at": ctx.now.to_string()}),
        Ok(()),
    );
    let refusal = match judge_all(ctx, &redemption, &transfer, &mut trace).await? {
        Ok((user, family)) => match enter(ctx, &redemption, &transfer, (&user, &family)).await? {
            Some((session, cookie)) => {
                trace.accept(ctx, &redemption, &transfer);
                let authenticated_at = family.authenticated_at;
                return Ok(Some(Admitted {
                    user,
                    session,
                    cookie,
                    transfer,
                    authenticated_at,
                }));
            }
            // The session that the browser had ended between our two looks at it.
            None => Refusal::NotFoundOrExpired,
        },
        Err(refusal) => refusal,
    };
    trace.refuse(ctx, &redemption, Some(&transfer), refusal);
    Ok(None)
}

/// Every check after the burn, in order.
async fn judge_all(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    trace: &mut Trace,
) -> Answer<Result<(User, Family), Refusal>> {
    let parent =
        refresh_tokens::by_id(&mut ctx.store.read().await?, &transfer.family_id, ctx.now).await?;
    let alive =
        parent.filter(|p| p.family.is_alive(ctx.now) && !p.parent_ended && !p.session_ended);
    let family = alive.map(|p| p.family).ok_or(Refusal::ParentNotFound);
    trace.add(
        "parent_refresh_token",
        json!(transfer.family_id),
        Value::Null,
        family
            .as_ref()
            .map(drop)
            .map_err(|_| "revoked, expired or deleted"),
    );
    let family = match family {
        Ok(family) => family,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let user = users::available(ctx, &transfer.user_id, redemption.client).await?;
    trace.user(transfer, &user);
    let user = match user {
        Ok(user) => user,
        Err(Unavailable::ConnectionNotEnabled) => return Ok(Err(Refusal::ConnectionNotEnabled)),
        Err(Unavailable::Gone | Unavailable::Blocked) => return Ok(Err(Refusal::UserUnavailable)),
    };
    Ok(
        match judge_facts(ctx, redemption, transfer, &family, trace) {
            Ok(()) => judge_session(ctx, redemption, transfer, trace)
                .await?
                .map(|()| (user, family)),
            Err(refusal) => Err(refusal),
        },
    )
}

/// The checks that need no more than what is in hand: organization, device, age of the login.
fn judge_facts(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    family: &Family,
    trace: &mut Trace,
) -> Result<(), Refusal> {
    let same_organization = transfer.organization.as_deref() == redemption.organization;
    trace.add(
        "organization",
        json!(transfer.organization),
        json!(redemption.organization),
        if same_organization {
            Ok(())
        } else {
            Err("the organizations differ")
        },
    );
    if !same_organization {
        return Err(Refusal::OrganizationMismatch);
    }
    let binding = redemption.client.session_transfer().enforce_device_binding;
    let verdict = judge(binding, ctx.settings.binding, &transfer.device, &ctx.device);
    trace.device(transfer, ctx, json!(binding), verdict);
    if !verdict.passes() {
        return Err(Refusal::DeviceMismatch);
    }
    let age = ctx.now.since(family.authenticated_at);
    let too_old = redemption.max_age.is_some_and(|max| age > max);
    trace.add(
        "max_age",
        json!({"authenticated_at": family.authenticated_at.to_string()}),
        json!(redemption.max_age.map(|d| d.as_secs())),
        if too_old {
            Err("the login is older than max_age")
        } else {
            Ok(())
        },
    );
    if too_old {
        Err(Refusal::LoginTooOld)
    } else {
        Ok(())
    }
}

/// The browser's own session against the token's user. A session of somebody else ends.
async fn judge_session(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    trace: &mut Trace,
) -> Answer<Result<(), Refusal>> {
    let existing = match redemption.existing {
        None => Existing::None,
        Some((session, _)) if session.user_id == transfer.user_id => Existing::SameUser,
        Some(_) => Existing::OtherUser,
    };
    let admission = admit(existing);
    let conflict = admission == Admission::EndSessionAndPrompt;
    trace.add(
        "session",
        json!({"user_id": transfer.user_id}),
        json!({"user_id": redemption.existing.map(|(s, _)| &s.user_id)}),
        if conflict {
            Err("the browser had a session of another user; it was ended")
        } else {
            Ok(())
        },
    );
    if let (true, Some((session, _))) = (conflict, redemption.existing) {
        sessions::end(&mut ctx.store.write().await?, &session.id, ctx.now).await?;
        return Ok(Err(Refusal::UserMismatch));
    }
    Ok(Ok(()))
}

/// The session: the same user's stays under a new cookie, otherwise there is a new one, unique to this transfer.
async fn enter(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    (user, family): (&User, &Family),
) -> Answer<Option<(Session, String)>> {
    if let Some((session, old_digest)) = redemption.existing {
        let minted = opaque::mint(&ctx.entropy, Kind::SessionCookie);
        let mut db = ctx.store.write().await?;
        let kept =
            sessions::replace_cookie(&mut db, &session.id, old_digest, &minted.digest).await?;
        return Ok(kept.then(|| (session.clone(), minted.secret)));
    }
    let beginning = session::Beginning {
        user_id: &transfer.user_id,
        connection: &user.connection,
        authenticated_at: family.authenticated_at,
        transfer: Some(transfer),
    };
    session::begin(ctx, beginning).await
}

/// What the attempt looked at, for `/_footbridge/transfers/{id}` and the tenant log.
#[derive(Default)]
struct Trace(Vec<Check>);

impl Trace {
    fn add(&mut self, check: &str, issued: Value, redeemed: Value, outcome: Result<(), &str>) {
        let reason = outcome.err().map(str::to_owned);
        self.0.push(Check {
            check: check.to_owned(),
            issued,
            redeemed,
            passed: reason.is_none(),
            reason,
        });
    }

    fn dead(&mut self, ctx: &Ctx, transfer: &Transfer, used_at: Option<Timestamp>) {
        let reason = if used_at.is_some() {
            "the token was used before"
        } else {
            "the token has expired"
        };
        let issued = json!({
            "issued_at": transfer.issued_at.to_string(),
            "expires_at": transfer.expires_at.to_string(),
            "used_at": used_at.map(|t| t.to_string()),
        });
        self.add(
            "token",
            issued,
            json!({"at": ctx.now.to_string()}),
            Err(reason),
        );
    }

    fn user(&mut self, transfer: &Transfer, user: &Result<User, Unavailable>) {
        let outcome = user.as_ref().map(drop).map_err(|why| match why {
            Unavailable::Gone => "the user no longer exists",
            Unavailable::Blocked => "the user is blocked",
            Unavailable::ConnectionNotEnabled => {
                "the user's connection is not enabled for this client"
            }
        });
        self.add(
            "user",
            json!({"user_id": transfer.user_id}),
            Value::Null,
            outcome,
        );
    }

    fn device(&mut self, transfer: &Transfer, ctx: &Ctx, binding: Value, verdict: BindingVerdict) {
        let shown = json!({"binding": binding, "device": ctx.device});
        let reason = serde_json::to_value(verdict).ok();
        let reason = reason
            .as_ref()
            .and_then(Value::as_str)
            .unwrap_or("mismatch");
        self.add(
            "device",
            json!({"device": transfer.device}),
            shown,
            if verdict.passes() {
                Ok(())
            } else {
                Err(reason)
            },
        );
    }

    fn accept(self, ctx: &Ctx, redemption: &Redemption<'_>, transfer: &Transfer) {
        metrics::counter!("footbridge_transfers_redeemed_total").increment(1);
        self.write(ctx, redemption, transfer, json!("accepted"));
    }

    fn refuse(
        self,
        ctx: &Ctx,
        redemption: &Redemption<'_>,
        transfer: Option<&Transfer>,
        refusal: Refusal,
    ) {
        metrics::counter!("footbridge_transfers_refused_total").increment(1);
        let event = Event::new(tenant_log::Code::Warning, refusal.description())
            .client(redemption.client)
            .with("user_id", transfer.map(|t| t.user_id.as_str()))
            .details(json!({
                "reason": refusal,
                "transfer_id": transfer.map(|t| &t.id),
                "failed_check": self.0.iter().find(|c| !c.passed),
                "session_id": redemption.existing.map(|(s, _)| &s.id),
            }));
        ctx.log(event);
        if let Some(transfer) = transfer {
            self.write(ctx, redemption, transfer, json!(refusal));
        }
    }

    fn write(self, ctx: &Ctx, redemption: &Redemption<'_>, transfer: &Transfer, verdict: Value) {
        let mut document = Map::new();
        document.insert("at".into(), ctx.now.to_string().into());
        document.insert(
            "client_id".into(),
            redemption.client.client_id.as_str().into(),
        );
        document.insert("carrier".into(), json!(redemption.carrier));
        document.insert("verdict".into(), verdict);
        document.insert("checks".into(), json!(self.0));
        ctx.trace(Attempt {
            id: ids::opaque_id(&ctx.entropy),
            transfer_id: transfer.id.clone(),
            at: ctx.now,
            document,
        });
    }
}
