//! The steps of a sign-in, in order.
//!
//! A step reads the state, adds to it, and says what comes next; none of them calls another, or knows where it stands.
//! A sign-in that waited for the user enters the table again at a step that it names.

use std::pin::Pin;

use super::outcome::SignInOutcome;
use super::state::{Next, SignIn, out_of_order};
use super::transaction::{self, PendingStage};
use super::{
    account, authenticate, consent, cross_origin, factor_gate, invitation, login, organization,
    passkey_enrollment, post_login, redirect, upstream, user,
};
use crate::flows::{Answer, Ctx, Failure, session};

use Hears::{Application, Browser};

/// The table.
const STEPS: [Step; 15] = [
    // The organization that the request names.
    Step(At::Organization, Application, |ctx, s| {
        Box::pin(organization::resolve(ctx, s))
    }),
    // The invitation to it that the request brings.
    Step(At::Invitation, Application, |ctx, s| {
        Box::pin(invitation::find(ctx, s))
    }),
    // The user has signed in on a page of the application's own.
    Step(At::Ticket, Application, |ctx, s| {
        Box::pin(cross_origin::redeem(ctx, s))
    }),
    // Who uses this browser: by a session transfer token, or by the session that it has.
    Step(At::Authentication, Browser, |ctx, s| {
        Box::pin(authenticate::authenticate(ctx, s))
    }),
    // No user is signed in, and the request names the connection of an identity provider: to that provider.
    Step(At::Provider, Application, |ctx, s| {
        Box::pin(upstream::direct(ctx, s))
    }),
    // No user is signed in: a login page.
    Step(At::Login, Browser, |ctx, s| {
        Box::pin(login::required(ctx, s))
    }),
    // The user is the one whom `id_token_hint` names.
    Step(At::Hint, Application, |_, s| {
        Box::pin(authenticate::is_hinted(s))
    }),
    // The user chooses to go on as whom the browser knows (`prompt=select_account`).
    Step(At::Account, Browser, |_, s| Box::pin(account::choice(s))),
    // The user may have a passkey from now on.
    Step(At::Passkey, Browser, |ctx, s| {
        Box::pin(passkey_enrollment::offer(ctx, s))
    }),
    // The pages that ask for consent, and to confirm a callback.
    Step(At::Consent, Browser, |ctx, s| {
        Box::pin(consent::needed(ctx, s))
    }),
    // The user may sign in at this client.
    Step(At::User, Application, |ctx, s| {
        Box::pin(user::available(ctx, s))
    }),
    // The user accepts the invitation.
    Step(At::Acceptance, Application, |ctx, s| {
        Box::pin(invitation::accept(ctx, s))
    }),
    // The organization lets the user in.
    Step(At::Membership, Application, |ctx, s| {
        Box::pin(organization::enter(ctx, s))
    }),
    // What the tenant's Actions say; they may send the user elsewhere.
    Step(At::Actions, Application, |ctx, s| {
        Box::pin(post_login::run(ctx, s))
    }),
    // The user passes a second factor, if the tenant, an Action or the application asks for one. Nothing is granted before.
    Step(At::SecondFactor, Application, |ctx, s| {
        Box::pin(factor_gate::needed(ctx, s))
    }),
];

/// A row of the table.
struct Step(At, Hears, Run);

type Run = for<'s> fn(&'s Ctx, &'s mut SignIn) -> Running<'s>;
type Running<'s> = Pin<Box<dyn Future<Output = Answer<Next>> + Send + 's>>;

/// The name of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    Organization,
    Invitation,
    Ticket,
    Authentication,
    Provider,
    Login,
    Hint,
    Account,
    Passkey,
    Consent,
    User,
    Acceptance,
    Membership,
    Actions,
    SecondFactor,
}

/// Who learns of a step's refusal: the application at its callback, or the user by an error page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hears {
    Application,
    Browser,
}

/// Takes the steps from the first one.
pub async fn run(ctx: &Ctx, sign_in: SignIn) -> Answer<SignInOutcome> {
    run_from(ctx, sign_in, At::Organization).await
}

/// Takes the steps from one of them on, as far as they go without the user.
pub async fn run_from(ctx: &Ctx, mut sign_in: SignIn, at: At) -> Answer<SignInOutcome> {
    let first = STEPS.iter().position(|Step(name, ..)| *name == at);
    for Step(_, hears, run) in STEPS.iter().skip(first.ok_or_else(out_of_order)?) {
        match run(ctx, &mut sign_in).await {
            Ok(Next::Continue) => {}
            Ok(Next::Page(page)) => {
                // The page outlives this request, and so does the session.
                session::store(ctx, sign_in.pending_session.as_ref()).await?;
                if sign_in.request.prompt.none {
                    return Ok(SignInOutcome::refused(sign_in, page.not_silently()));
                }
                let stage = match sign_in.authenticated {
                    Some(authenticated) => PendingStage::Authenticated(authenticated),
                    None => PendingStage::Login,
                };
                let to = (page, &sign_in.browser);
                let mut reply = transaction::start(ctx, sign_in.request, stage, to).await?;
                reply.cookies.session = sign_in.cookie;
                return Ok(SignInOutcome::Waiting(reply));
            }
            Ok(Next::Leave(to, suspended)) => {
                let reply = redirect::leave(ctx, sign_in, (to, *suspended)).await?;
                return Ok(SignInOutcome::Waiting(reply));
            }
            Ok(Next::Provider(departure)) => {
                let reply = upstream::leave(ctx, sign_in, *departure).await?;
                return Ok(SignInOutcome::Waiting(reply));
            }
            Ok(Next::Factor(needed)) => return factor_gate::wait(ctx, sign_in, *needed).await,
            Err(Failure::Refused(refusal)) if *hears == Application => {
                return Ok(SignInOutcome::refused(sign_in, refusal));
            }
            Err(failure) => return Err(failure),
        }
    }
    consent::keep(ctx, &sign_in).await?;
    SignInOutcome::signed_in(sign_in)
}
