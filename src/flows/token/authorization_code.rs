//! RFC 6749 §4.1.3: a code for tokens. The code is taken first, so whatever is wrong with the rest of the request spends it.

use serde_json::json;
use tracing::Instrument;

use super::checks::{Checked, Claimed, LiveSession, LoginOrganization, Permitted};
use super::grant::{Grant, Parameters};
use super::mint::{How, Minting, TokenResponse};
use crate::domain::client::Client;
use crate::domain::code;
use crate::domain::grant_type::{AUTHORIZATION_CODE, GrantType};
use crate::domain::session::{Session, SignedInBy};
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::codes::{self, Taken};
use crate::store::refresh_tokens;
use crate::telemetry::step;
use crate::tenant_log;
use crate::tokens::opaque::{self, OpaqueKind};

/// The request; RFC 7636 §4.5 has the `code_verifier`.
pub struct AuthorizationCode {
    code: String,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
}

impl Grant for AuthorizationCode {
    const TYPE: &'static GrantType = &AUTHORIZATION_CODE;
    const LABELS: &'static [&'static str] = &["authorization_code"];
    const SUCCESS: (tenant_log::EventCode, &'static str) = (
        tenant_log::EventCode::CodeExchange,
        "Authorization Code for Access Token",
    );
    const FAILURE: tenant_log::EventCode = tenant_log::EventCode::FailedCodeExchange;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        Ok(Self {
            code: parameters.required("code")?,
            redirect_uri: parameters.optional("redirect_uri")?,
            code_verifier: parameters.optional("code_verifier")?,
        })
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        let digest = opaque::recognise(OpaqueKind::AuthorizationCode, &self.code)
            .ok_or_else(|| invalid("the code is not one of ours"))?;
        let codes::RedeemedCode {
            grant,
            session,
            user,
        } = take(ctx, client.client(), &digest).await?;
        self.check(client.client(), &grant)?;
        let live = LiveSession::of_code(session.as_ref(), ctx.now);
        let (Some(session), Some(live)) = (&session, live) else {
            return Err(invalid("the session has ended since").into());
        };
        if has_lost_its_parent(ctx, &grant, session).await? {
            return Err(invalid("the transfer's parent refresh token has been revoked").into());
        }
        let claimed = Claimed {
            user,
            session: live,
            organization: LoginOrganization::of_login(grant.organization.as_deref()),
        };
        let login = client.user(ctx, claimed).await?;
        let audience = grant.audience.as_deref();
        let login = login.access(ctx, audience, &grant.scope).await?;
        let login = login.post_login_of_code(&grant);

        let signed_in_by = SignedInBy {
            connection: session.connection.clone(),
            methods: grant.methods.clone(),
        };
        let how = How {
            login: Some(&signed_in_by),
            nonce: grant.nonce.as_deref(),
            tells_auth_time: grant.tells_auth_time,
            second_factor: grant.second_factor,
            parent_family: grant.parent_family.as_deref(),
            code: Some(&digest),
            ..How::default()
        };
        let mut minting = Minting::new(&login, how);
        let parent = grant
            .parent_family
            .as_ref()
            .or(session.parent_family.as_ref());
        if may_have_refresh_token(client.client(), &login, parent.is_some()) {
            let settings = client.client().session_transfer();
            let online = parent.is_some() && settings.enforce_online_refresh_tokens;
            if !minting.begin_family(ctx, parent.cloned(), online).await? {
                return Err(invalid(
                    "the code was used twice at once, or the password was changed",
                )
                .into());
            }
        }
        let response = minting.respond(ctx).await?;
        let organization = login.organization();
        ctx.log(
            login
                .event(Self::SUCCESS, login.access().audience())
                .with("organization_name", organization.map(|o| o.name.as_str()))
                .details(json!({"session_id": grant.session_id})),
        );
        Ok(response)
    }
}

fn invalid(reason: &'static str) -> Refusal {
    Code::InvalidGrant
        .refuse("Invalid authorization code")
        .because(reason)
}

/// Uses the code up; what it stands for.
async fn take(ctx: &Ctx, client: &Client, digest: &str) -> Answer<codes::RedeemedCode> {
    let taken = codes::take(&ctx.store, digest, &client.client_id, ctx.now)
        .instrument(step!("take code"))
        .await?;
    match taken {
        Taken::Login(login) => Ok(*login),
        Taken::Replayed { family_id } => {
            // RFC 6749 §4.1.2: what the first use got ends.
            if let Some(family) = family_id {
                let cascades = client.session_transfer().enforce_cascade_revocation;
                let mut db = ctx.store.write().await?;
                refresh_tokens::revoke(&mut db, &family, ctx.now, cascades).await?;
            }
            Err(invalid("the code was used before").into())
        }
        Taken::Unknown => Err(invalid("the code is unknown, expired, or another client's").into()),
    }
}

/// Whether the code's own transfer has been taken back: a session that was there before has another parent, or none.
async fn has_lost_its_parent(
    ctx: &Ctx,
    grant: &code::CodeGrant,
    session: &Session,
) -> Answer<bool> {
    match &grant.parent_family {
        Some(parent) if grant.parent_family != session.parent_family => {
            let mut db = ctx.store.read().await?;
            Ok(refresh_tokens::takes_descendants(&mut db, parent).await?)
        }
        _ => Ok(false),
    }
}

/// After a login by transfer only clients that allow it get refresh tokens; the login works all the same.
fn may_have_refresh_token(client: &Client, login: &Checked<'_>, by_transfer: bool) -> bool {
    login.access().scope.contains("offline_access")
        && (!by_transfer || client.session_transfer().allow_refresh_token)
}

impl AuthorizationCode {
    /// Whether the request belongs to the authorization request that the code answered.
    fn check(&self, client: &Client, grant: &code::CodeGrant) -> Result<(), Refusal> {
        if grant.redirect_uri.is_some() && grant.redirect_uri != self.redirect_uri {
            return Err(Code::InvalidGrant
                .refuse("The redirect URI is wrong")
                .because("redirect_uri differs from the authorization request's"));
        }
        let proved = match (&grant.challenge, &self.code_verifier) {
            (Some(challenge), Some(verifier)) => challenge.is_met_by(verifier),
            (None, None) => client.authenticates(),
            // Neither side may drop PKCE by itself (RFC 9700 §4.8.2).
            _ => false,
        };
        if proved {
            Ok(())
        } else {
            Err(Code::InvalidGrant.refuse("Failed to verify code verifier"))
        }
    }
}
