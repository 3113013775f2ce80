//! SAML 2.0: we are the identity provider of a client whose `samlp` add-on is on.
//!
//! A message is received and checked in [`receive`]; a request to sign in then goes the way of every request
//! ([`crate::flows::authorize`]) and comes back to [`answer`]. Logouts, ours and theirs, are [`logout`]'s.

pub mod add_on;
pub mod answer;
pub mod logout;
pub mod metadata;
pub mod receive;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::authorize::checks::known_client;
use super::{Answer, Code, Ctx};
use crate::domain::saml::Settings;
use crate::keys::Ring;
use crate::store::clients::StoredClient;
use crate::xml::sign::Signing;

/// What a SAML request adds to what all requests have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Asked {
    /// The request that is answered; none when the sign-in began with us.
    pub request_id: Option<String>,
    /// Who asked.
    pub issuer: Option<String>,
    pub relay_state: Option<String>,
    /// The authentication context that the answer will claim.
    pub context: String,
}

/// The client, if its add-on is on.
pub async fn service_provider(ctx: &Ctx, client_id: &str) -> Answer<Arc<StoredClient>> {
    let client = known_client(ctx, client_id).await?;
    if client.client.samlp().is_none() {
        return Err(Code::UnauthorizedClient
            .refuse("The SAML2 add-on is not enabled for this client")
            .into());
    }
    Ok(client)
}

/// Our entity ID, unless the add-on gives us another.
pub fn issuer(ctx: &Ctx, settings: &Settings) -> String {
    let own = || format!("urn:{}", ctx.origin.domain());
    settings.issuer.clone().unwrap_or_else(own)
}

/// How we sign for a client.
pub fn signing<'r>(ring: &'r Ring, settings: &Settings) -> Signing<'r> {
    let signature = settings.signature_hash();
    Signing {
        signer: ring.xml_signer(signature),
        signature,
        digest: settings.digest_hash(),
    }
}
