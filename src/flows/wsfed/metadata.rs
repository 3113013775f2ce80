//! The federation metadata.

use super::request::relying_party;
use crate::domain::saml::SamlSettings;
use crate::flows::saml::provider::issuer;
use crate::flows::{Answer, Ctx};
use crate::saml::metadata::token_service;

/// The federation metadata: of the token service, or as one client sees it.
pub async fn document(ctx: &Ctx, client_id: Option<&str>) -> Answer<String> {
    let (settings, path) = match client_id {
        None => (SamlSettings::default(), "wsfed".to_owned()),
        Some(id) => {
            let client = relying_party(ctx, Some(id), None).await?;
            let settings = client.client.wsfed().cloned().unwrap_or_default();
            (settings, format!("wsfed/{}", client.client.client_id))
        }
    };
    let ring = ctx.keys.ring();
    let endpoint = ctx.origin.join(&path);
    let issuer = issuer(ctx, &settings);
    let certificates = ring.certificates(settings.signature_hash());
    Ok(token_service(&issuer, &endpoint, &certificates).document())
}
