//! The metadata that one client sees.

use super::provider::{issuer, service_provider};
use crate::flows::{Answer, Ctx};
use crate::saml::metadata::identity_provider;

/// The document for `client_id`.
pub async fn document(ctx: &Ctx, client_id: &str) -> Answer<String> {
    let client = service_provider(ctx, client_id).await?;
    let settings = client.client.samlp().cloned().unwrap_or_default();
    let sign_on = ctx
        .origin
        .join(&format!("samlp/{}", client.client.client_id));
    let ring = ctx.keys.ring();
    let issuer = issuer(ctx, &settings);
    let certificates = ring.certificates(settings.signature_hash());
    let metadata = identity_provider(&issuer, &sign_on, &settings, &certificates);
    Ok(metadata.document())
}
