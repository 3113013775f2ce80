//! The sign-in URLs of the other protocols, as `/authorize` meets them in `redirect_uri`. A browser that was sent there would
//! only come back here, so the request is read as one of that protocol at once.

use super::Ctx;

/// The protocol of a sign-in URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Saml,
    WsFed,
}

/// The protocol and the query of `uri`, if it is the sign-in URL of this client on a domain of ours.
pub fn sign_in_url<'u>(ctx: &Ctx, client_id: &str, uri: &'u str) -> Option<(Protocol, &'u str)> {
    let mut origins = ctx.settings.origins().chain([&ctx.origin]);
    let path = origins.find_map(|origin| uri.strip_prefix(origin.as_str()))?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let (protocol, id) = match path.split_once('/')? {
        ("samlp", id) => (Protocol::Saml, id),
        ("wsfed", id) => (Protocol::WsFed, id),
        _ => return None,
    };
    let id = id.strip_prefix('/').unwrap_or(id);
    (id == client_id).then_some((protocol, query))
}
