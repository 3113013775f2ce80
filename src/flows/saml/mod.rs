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
use super::authorize::finish::Arrived;
use super::{Answer, Code, Ctx};
use crate::domain::saml::{Described, Hash, Settings};
use crate::keys::{Ring, Signer};
use crate::store::clients::StoredClient;
use crate::xml::PeerKey;
use crate::xml::sign::{Signing, signature_uri};

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

/// What an assertion about the user who has arrived says.
pub fn described<'s>(settings: &'s Settings, arrived: &Arrived<'_>) -> Answer<Described<'s>> {
    let described = settings.describe(arrived.user, &arrived.effects.saml);
    described.map_err(|text| Code::InvalidRequest.refuse(text).into())
}

/// The key that an Action signs with instead of ours.
pub fn own_signer(settings: &Settings) -> Answer<Option<Signer>> {
    let Some((key, certificate)) = settings.own_key() else {
        return Ok(None);
    };
    let wrong = "api.samlResponse.setKey and setCert must be an RSA private key and its certificate, both in PEM";
    let signer = PeerKey::parse(certificate).and_then(|peer| {
        let signer = Signer::of_pem(key, peer.certificate()?)?;
        signer_matches(&signer, &peer).then_some(signer)
    });
    signer
        .map(Some)
        .ok_or_else(|| Code::InvalidRequest.refuse(wrong).into())
}

fn signer_matches(signer: &Signer, certificate: &PeerKey) -> bool {
    let message = signer.certificate().as_bytes();
    signer
        .sign_bytes(Hash::Sha256, message)
        .is_ok_and(|signature| {
            certificate.verifies(signature_uri(Hash::Sha256), message, &signature)
        })
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
