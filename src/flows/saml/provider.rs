//! Us as the identity provider of a client: its add-on, our name, and how we sign.

use std::sync::Arc;

use crate::domain::client::Client;
use crate::domain::saml::wishes::DescribedUser;
use crate::domain::saml::{HashAlgorithm, SamlSettings};
use crate::flows::sign_in::client;
use crate::flows::sign_in::outcome::SignedIn;
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::keys::{Ring, Signer};
use crate::store::clients::StoredClient;
use crate::xml::PeerKey;
use crate::xml::sign::{Signing, signature_uri};

/// The client of that id, if its add-on is on.
pub async fn service_provider(ctx: &Ctx, client_id: &str) -> Answer<Arc<StoredClient>> {
    let client = client::known(ctx, client_id).await?;
    enabled(&client.client)?;
    Ok(client)
}

/// The settings of the client's add-on, if it is on.
pub fn enabled(client: &Client) -> Result<&SamlSettings, Refusal> {
    let off = || Code::UnauthorizedClient.refuse("The SAML2 add-on is not enabled for this client");
    client.samlp().ok_or_else(off)
}

/// Our entity ID, unless the add-on gives us another.
pub fn issuer(ctx: &Ctx, settings: &SamlSettings) -> String {
    let own = || format!("urn:{}", ctx.origin.domain());
    settings.issuer.clone().unwrap_or_else(own)
}

/// What an assertion about the user says.
pub fn described<'s>(
    settings: &'s SamlSettings,
    signed_in: &SignedIn,
) -> Answer<DescribedUser<'s>> {
    let described = settings.describe(&signed_in.user, &signed_in.effects.saml);
    described.map_err(|text| Code::InvalidRequest.refuse(text).into())
}

/// The key that an Action signs with instead of ours.
pub fn own_signer(settings: &SamlSettings) -> Answer<Option<Signer>> {
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
        .sign_bytes(HashAlgorithm::Sha256, message)
        .is_ok_and(|signature| {
            certificate.verifies(signature_uri(HashAlgorithm::Sha256), message, &signature)
        })
}

/// How we sign for a client.
pub fn signing<'r>(ring: &'r Ring, settings: &SamlSettings) -> Signing<'r> {
    let signature = settings.signature_hash();
    Signing {
        signer: ring.xml_signer(signature),
        signature,
        digest: settings.digest_hash(),
    }
}
