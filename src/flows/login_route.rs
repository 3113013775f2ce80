//! Where a login begins: a client's `initiate_login_uri`, else the tenant's `default_redirection_uri`.

use url::Url;

use super::{Answer, Ctx};
use crate::domain::client::Client;

/// A way to an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginRoute {
    /// The application's name.
    pub name: String,
    pub url: String,
}

/// The login route of a client, or of the tenant if the client has none or is unknown. Its `iss` names this server (OIDC
/// Core §4).
pub async fn of(ctx: &Ctx, client: Option<&Client>) -> Answer<Option<Url>> {
    let Some(mut url) = bare(ctx, client).await? else {
        return Ok(None);
    };
    url.query_pairs_mut()
        .append_pair("iss", ctx.origin.as_str());
    Ok(Some(url))
}

/// The same without `iss`.
pub async fn bare(ctx: &Ctx, client: Option<&Client>) -> Answer<Option<Url>> {
    let own = client.and_then(|client| client.initiate_login_uri.clone());
    // No placeholder is resolved here.
    let own = own.filter(|uri| !uri.is_empty() && !uri.contains('{'));
    let route = match own {
        Some(uri) => Some(uri),
        None => ctx.store.tenant().await?.default_redirection_uri.clone(),
    };
    Ok(route.and_then(|uri| Url::parse(&uri).ok()))
}
