//! What a browser brings back from a provider, and whom it names. Nothing of it counts before the issuer, the receiver, the
//! nonce, the time and the signature are those that are awaited (OIDC Core §3.1.3.7; RFC 9207 §2.4).

use super::exchange;
use super::provider::Provider;
use super::{Awaited, Trouble};
use crate::domain::connection::Connection;
use crate::domain::upstream::{
    AnswerChannel, Claims, ExpectedToken, OidcOptions, Strategy, UpstreamProfile, check_token,
};
use crate::flows::Ctx;

/// The parameters of the callback that are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProviderAnswer<'a> {
    pub code: Option<&'a str>,
    pub id_token: Option<&'a str>,
    pub iss: Option<&'a str>,
    pub error: Option<&'a str>,
    pub error_description: Option<&'a str>,
    /// It came by a form, as tokens must: an address is written down in many places.
    pub is_posted: bool,
}

/// A user, as the provider names them.
#[derive(Debug)]
pub struct ProvedUser {
    pub subject: String,
    pub profile: UpstreamProfile,
}

/// Whom the answer names.
pub async fn read(
    ctx: &Ctx,
    (connection, strategy, options): (&Connection, &Strategy, OidcOptions<'_>),
    awaited: &Awaited,
    answer: ProviderAnswer<'_>,
) -> Result<ProvedUser, Trouble> {
    if let Some(error) = answer.error {
        let sentence = answer.error_description.map(str::to_owned);
        return Err(Trouble::Refused(error.to_owned(), sentence));
    }
    let provider = Provider::of(ctx, options).await?;
    check_issuer(&provider, awaited, (answer.iss, options.channel()))?;
    let (id_token, access_token) = match options.channel() {
        AnswerChannel::Front => (posted_token(answer)?.to_owned(), None),
        AnswerChannel::Back => {
            let code = answer.code.ok_or_else(|| wrong("the answer has no code"))?;
            let asked = (&provider, options);
            let tokens = exchange::redeem(ctx, asked, (code, awaited)).await?;
            (tokens.id_token, tokens.access_token)
        }
    };
    let algorithms = options.algorithms();
    let claims = provider
        .verify(ctx, &id_token, algorithms.as_deref())
        .await?;
    let expected = ExpectedToken {
        issuer: &provider.issuer,
        client_id: options.text("client_id").unwrap_or_default(),
        nonce: &awaited.nonce,
        now: ctx.now,
    };
    check_token(&claims, expected).map_err(wrong)?;
    let userinfo = match access_token.filter(|_| options.needs_userinfo()) {
        Some(token) => Some(exchange::userinfo(ctx, &provider, (&token, &claims)).await?),
        None => None,
    };
    let said = Claims {
        token: &claims,
        userinfo: userinfo.as_ref(),
        connection: (&connection.id, strategy.name),
    };
    let subject = crate::domain::upstream::subject(&claims).map_err(wrong)?;
    Ok(ProvedUser {
        subject: subject.to_owned(),
        profile: UpstreamProfile::of(said, options.claims_map()).without(options.not_kept()),
    })
}

fn posted_token(answer: ProviderAnswer<'_>) -> Result<&str, Trouble> {
    match answer.id_token {
        Some(_) if !answer.is_posted => Err(wrong("the ID token came in an address")),
        Some(token) => Ok(token),
        None => Err(wrong("the answer has no ID token")),
    }
}

/// The answer is of the provider that the browser was sent to.
/// An ID token that comes with it names its issuer itself, and `iss` may be left out (RFC 9207 §2.4).
fn check_issuer(
    provider: &Provider,
    awaited: &Awaited,
    (iss, channel): (Option<&str>, AnswerChannel),
) -> Result<(), Trouble> {
    if provider.issuer != awaited.issuer {
        return Err(wrong(
            "the connection has another issuer than when the login began",
        ));
    }
    match iss {
        Some(iss) if iss != awaited.issuer => Err(wrong("the answer is of another issuer")),
        None if provider.answers_with_issuer && channel == AnswerChannel::Back => {
            Err(wrong("the answer names no issuer"))
        }
        _ => Ok(()),
    }
}

fn wrong(reason: &str) -> Trouble {
    Trouble::Answer(reason.to_owned())
}
