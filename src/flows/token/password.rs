//! RFC 6749 §4.3: a user's password for tokens, as native apps with their own login screen use it.

use serde_json::{Value, json};
use tracing::Instrument;

use super::checks::{Checked, Claimed, LiveSession, LoginFacts, LoginOrganization, Permitted};
use super::factor::Passing;
use super::grant::{Grant, Parameters, Requested};
use super::mint::{How, Minting, TokenResponse};
use crate::domain::grant_type::{self, GrantType};
use crate::domain::guardian::Passed;
use crate::domain::passwordless::Channel;
use crate::domain::scope::Scope;
use crate::domain::session::{AuthenticationMethod, PASSKEY, PHISHING_RESISTANT, SignedInBy};
use crate::domain::user::User;
use crate::flows::login::password::{PasswordAttempt, verify};
use crate::flows::mfa::waiting::{RequestedTokens, WaitingRequest};
use crate::flows::{Answer, Code, Ctx, access, actions, users};
use crate::telemetry::step;
use crate::tenant_log;
use crate::texts::Preferences;

/// `password`: the connection is the tenant's default directory.
pub struct Password(PasswordLogin);

impl Grant for Password {
    const TYPE: &'static GrantType = &grant_type::PASSWORD;
    const LABELS: &'static [&'static str] = &["password"];
    const SUCCESS: (tenant_log::EventCode, &'static str) = (
        tenant_log::EventCode::PasswordExchange,
        "Password for Access Token",
    );
    const FAILURE: tenant_log::EventCode = tenant_log::EventCode::FailedPasswordExchange;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        PasswordLogin::read(parameters, |_| Ok(None)).map(Self)
    }

    fn requested(&self) -> Requested<'_> {
        self.0.requested()
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        self.0.exchange(ctx, client, Self::SUCCESS).await
    }
}

/// A user's login by a password.
pub struct PasswordLogin {
    username: String,
    password: String,
    /// The connection's name; `None` for the tenant's default directory.
    realm: Option<String>,
    requested: RequestedTokens,
}

impl PasswordLogin {
    /// Reads the parameters; `realm` reads the connection's.
    pub fn read(
        parameters: &Parameters<'_>,
        realm: impl Fn(&Parameters<'_>) -> Answer<Option<String>>,
    ) -> Answer<Self> {
        Ok(Self {
            username: parameters.required("username")?,
            password: parameters.required("password")?,
            realm: realm(parameters)?,
            requested: parameters.requested_tokens()?,
        })
    }

    /// What was requested.
    pub fn requested(&self) -> Requested<'_> {
        Requested::from(&self.requested)
    }

    /// Checks the password, and mints tokens; `success` is the event that tells of it.
    pub async fn exchange(
        &self,
        ctx: &Ctx,
        client: Permitted<'_>,
        success: (tenant_log::EventCode, &'static str),
    ) -> Answer<TokenResponse> {
        // Refused before the password is looked at.
        LoginOrganization::none(client)?;
        let languages = Preferences::new(None, ctx.sent.language.as_deref());
        let connection = self.connection(ctx).await?;
        let attempt = PasswordAttempt {
            client: client.client(),
            connection: &connection,
            username: &self.username,
            password: &self.password,
            languages: &languages,
        };
        let user = verify(ctx, attempt)
            .instrument(step!("check password"))
            .await?;
        let login = (&self.requested, BY_PASSWORD.at(ctx, connection));
        log_in(ctx, (client, user), login, (None, success)).await
    }

    /// The realm, or the tenant's default directory.
    async fn connection(&self, ctx: &Ctx) -> Answer<String> {
        if let Some(realm) = &self.realm {
            return Ok(realm.clone());
        }
        let tenant = ctx.store.tenant().await?;
        let directory = tenant.default_directory.clone().filter(|d| !d.is_empty());
        let missing = || {
            Code::InvalidRequest
                .refuse("Authorization server not configured with default connection.")
                .because("the tenant has no default_directory")
        };
        Ok(directory.ok_or_else(missing)?)
    }
}

/// How a user has signed in, as far as the ways differ.
#[derive(Clone, Copy)]
pub struct Way {
    /// `gty` of the access token.
    gty: Option<&'static str>,
    /// What waits for a second factor.
    waits: fn(RequestedTokens) -> WaitingRequest,
    /// The refusal of what was right a moment ago.
    overtaken: &'static str,
    /// What Actions call it, where the connection does not say it.
    method: Option<&'static str>,
}

/// A way that a user has taken.
pub struct Taken {
    way: Way,
    by: SignedInBy,
}

impl Way {
    /// `details.prompts` of the tenant log, of a passkey.
    fn prompts(self, ctx: &Ctx, user: &User) -> Option<Value> {
        (self.method == Some(PASSKEY)).then(|| {
            json!({ "prompts": [{
                "name": "prompt-authenticate",
                "completedAt": ctx.now.millis(),
                "connection": user.connection,
                "elapsedTime": null,
                "stats": { "loginsCount": user.logins_count },
                "performed_amr": [PHISHING_RESISTANT],
            }] })
        })
    }

    /// Taken just now, at that connection.
    pub fn at(self, ctx: &Ctx, connection: String) -> Taken {
        let method = self.method.into_iter();
        let methods = method.map(|name| AuthenticationMethod::first(name, ctx.now));
        let methods = methods.collect();
        Taken {
            way: self,
            by: SignedInBy {
                connection,
                methods,
            },
        }
    }
}

/// By a password.
pub const BY_PASSWORD: Way = Way {
    gty: Some("password"),
    waits: WaitingRequest::Password,
    overtaken: "Wrong email or password.",
    method: None,
};

/// By a code that was sent.
pub const fn by_code(channel: Channel) -> Way {
    Way {
        gty: None,
        waits: match channel {
            Channel::Email => WaitingRequest::EmailCode,
            Channel::Sms => WaitingRequest::SmsCode,
        },
        overtaken: "Wrong email or verification code.",
        method: Some(channel.strategy()),
    }
}

/// By a passkey.
pub const BY_PASSKEY: Way = Way {
    gty: None,
    waits: WaitingRequest::Passkey,
    overtaken: "Invalid passkey",
    method: Some(PASSKEY),
};

/// The login of a user whose password was right, just now or before they passed a second factor; `success` is the event that tells
/// of it.
pub async fn log_in(
    ctx: &Ctx,
    (client, user): (Permitted<'_>, User),
    (requested, Taken { way, by }): (&RequestedTokens, Taken),
    (passing, success): (Option<Passing>, (tenant_log::EventCode, &'static str)),
) -> Answer<TokenResponse> {
    let claimed = Claimed {
        user: Some(user),
        session: LiveSession::none(),
        organization: match requested.organization.as_deref() {
            Some(id) => LoginOrganization::of_login(Some(id)),
            None => LoginOrganization::none(client)?,
        },
    };
    let scope = scope(ctx, requested).await?;
    let facts = LoginFacts {
        protocol: "oauth2-password",
        requested_scope: requested.scope.as_ref(),
        authenticated_at: ctx.now,
        method: way.method,
        family: None,
    };
    let login = client.user(ctx, claimed).await?;
    let audience = requested.audience.as_deref();
    let login = login.access(ctx, audience, &scope).await?;
    let login = match passing {
        Some(passing) => passing.pass(ctx, login, &facts).await?,
        None => {
            let request = (way.waits)(requested.clone());
            let login = login.post_login(ctx, facts).await?;
            login.second_factor(ctx, (request, by.clone())).await?
        }
    };
    let response = tokens(ctx, &login, Taken { way, by }).await?;
    ctx.log(
        login
            .event(success, login.access().audience())
            .with_details(actions::executions(&login.effects().executions))
            .with_details(way.prompts(ctx, login.user())),
    );
    Ok(response)
}

async fn tokens(ctx: &Ctx, login: &Checked<'_>, taken: Taken) -> Answer<TokenResponse> {
    let Taken { way, mut by } = taken;
    by.methods.extend(login.passed().map(Passed::method));
    let how = How {
        gty: way.gty,
        login: Some(&by),
        ..How::default()
    };
    let mut minting = Minting::new(login, how);
    let is_valid = if login.access().scope.contains("offline_access") {
        minting.begin_family(ctx, None, false).await?
    } else {
        // Actions may have taken their time.
        let user = login.user();
        let password = (user.user_id.as_str(), user.password_epoch);
        login.effects().executions.is_empty() || users::is_of_now(ctx, password).await?
    };
    if !is_valid {
        let refusal = Code::InvalidGrant.refuse(way.overtaken);
        let reason = "meanwhile the user was deleted, or got another password";
        return Err(refusal.because(reason).into());
    }
    minting.respond(ctx).await
}

/// Without `scope`, everything that the API has, as far as the user may.
async fn scope(ctx: &Ctx, requested: &RequestedTokens) -> Answer<Scope> {
    let sent = requested.scope.as_ref().filter(|scope| !scope.is_empty());
    Ok(match (sent, &requested.audience) {
        (Some(scope), _) => scope.clone(),
        (None, Some(audience)) => access::resource_server(ctx, audience).await?.scope(),
        (None, None) => Scope::parse("openid profile email address phone"),
    })
}
