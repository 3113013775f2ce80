//! Authentication by a signed assertion (RFC 7523 §3).

use std::time::Duration;

use crate::domain::client_assertion;
use crate::domain::client_credential::ClientCredential;
use crate::flows::{Answer, Ctx};
use crate::keys::client_key;
use crate::store::used_assertions;

/// How much longer than it is accepted an assertion is remembered: the clocks of two processes differ.
const MARGIN: Duration = Duration::from_secs(60);

/// Whether `jwt` was signed by one of the client's credentials in use, says what it must, and is new; else why not.
pub(super) async fn judge(
    ctx: &Ctx,
    client_id: &str,
    in_use: &[String],
    jwt: &str,
) -> Answer<Result<(), &'static str>> {
    let Some((kid, alg)) = client_key::claimed_key(jwt) else {
        return Ok(Err("the client assertion cannot be read"));
    };
    let known = ctx.store.client_credentials(client_id).await?;
    let fits = |c: &&ClientCredential| {
        in_use.contains(&c.id) && c.alg == alg && kid.as_ref().is_none_or(|kid| *kid == c.kid)
    };
    let (valid, ended): (Vec<&ClientCredential>, Vec<&ClientCredential>) =
        (known.iter().filter(fits)).partition(|c| c.is_valid(ctx.now));
    let signed = |c: &&ClientCredential| client_key::verify(jwt, &c.key, alg);
    let Some(claims) = valid.iter().find_map(signed) else {
        let has_expired = ended.iter().any(|c| signed(c).is_some());
        return Ok(Err(if has_expired {
            "the credential of the client assertion has expired"
        } else {
            "no credential of the client has signed the client assertion"
        }));
    };
    let checked = client_assertion::check(&claims, client_id, ctx.settings.origins(), ctx.now);
    let assertion = match checked {
        Ok(assertion) => assertion,
        Err(reason) => return Ok(Err(reason)),
    };
    let until = assertion.ends_at.plus(MARGIN);
    let mut db = ctx.store.write().await?;
    let is_new = used_assertions::use_up(&mut db, client_id, &assertion.jti, until).await?;
    Ok(if is_new {
        Ok(())
    } else {
        Err("the client assertion was used before")
    })
}
