//! A message of a service provider. It is not acted upon before it is known whose it is, that it is meant for us, that it is
//! fresh, and that it has not been here before.

use std::time::Duration;

use url::Url;

use crate::domain::client::Client;
use crate::domain::saml::SamlSettings;
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::saml::request::{MessageHeader, MessageKind};
use crate::saml::wire::QuerySignature;
use crate::store::clients::StoredClient;
use crate::store::{client_names, saml as store};
use crate::tenant_log::{self, Event};
use crate::xml::read::Unreadable;
use crate::xml::verify::{self, BadSignature};
use crate::xml::{Document, PeerKey};

/// How old a message may be, and how far ahead of our clock.
const FRESH: Duration = Duration::from_secs(300);

/// A message under way: whose it is, and how it came.
pub(super) struct IncomingMessage<'m> {
    pub client: &'m StoredClient,
    pub settings: &'m SamlSettings,
    pub relay_state: Option<String>,
    /// The query, where the message came in a URL.
    pub query: Option<&'m str>,
    /// `SAMLRequest` or `SAMLResponse`.
    pub parameter: &'static str,
}

/// Why a message is not acted upon.
#[derive(Debug, thiserror::Error)]
pub(super) enum InvalidMessage {
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    #[error("{0}")]
    Signature(#[from] BadSignature),
    #[error("{0} message MUST be signed when using an asynchronous binding (POST or Redirect)")]
    Unsigned(&'static str),
    #[error("the client's signingCert is not a certificate of an RSA key")]
    SigningCert,
    #[error("it is no request of the SAML protocol that we know")]
    Kind,
    #[error("the issuer is the name of another client")]
    Issuer,
    #[error("the destination is not this server")]
    Destination,
    #[error("the message is too old, or from the future")]
    Stale,
    #[error("the message was used before")]
    Replayed,
    #[error("RelayState is too long")]
    RelayState,
    #[error("the client has no callback that can be posted to")]
    NoCallback,
}

/// The page that says no, and the event.
pub(super) fn invalid(ctx: &Ctx, client: &Client, why: &InvalidMessage) -> Failure {
    let text = format!("Invalid SAML Request: {why}");
    ctx.log(Event::new(tenant_log::EventCode::FailedLogin, text.clone()).client(client));
    Code::InvalidRequest.refuse(text).into()
}

impl IncomingMessage<'_> {
    /// Checks the signature, if the client's messages have to have one.
    pub(super) fn authenticate(&self, document: &Document<'_>) -> Result<(), InvalidMessage> {
        let Some(certificate) = &self.settings.signing_cert else {
            return Ok(());
        };
        let key = PeerKey::parse(certificate).ok_or(InvalidMessage::SigningCert)?;
        let name = match MessageKind::of(document) {
            Some(MessageKind::AuthnRequest) => "AUTHN_REQUEST",
            Some(MessageKind::LogoutRequest) => "LOGOUT_REQUEST",
            _ => "LOGOUT_RESPONSE",
        };
        let Some(query) = self.query else {
            return verify::verify(document, &key).map_err(|e| match e {
                BadSignature::Absent => InvalidMessage::Unsigned(name),
                other => other.into(),
            });
        };
        let found =
            QuerySignature::of(query, self.parameter).ok_or(InvalidMessage::Unsigned(name))?;
        if !PeerKey::accepts(&found.algorithm) {
            return Err(BadSignature::Algorithm.into());
        }
        let signed = found.signed.as_bytes();
        if key.verifies(&found.algorithm, signed, &found.signature) {
            Ok(())
        } else {
            Err(BadSignature::Key.into())
        }
    }

    /// Checks who sent the message, to whom, and when; takes it, once.
    pub(super) async fn vet(
        &self,
        ctx: &Ctx,
        header: &MessageHeader,
    ) -> Answer<Result<(), InvalidMessage>> {
        let client = &self.client.client;
        if let Some(issuer) = &header.issuer
            && is_anothers(ctx, client, issuer).await?
        {
            return Ok(Err(InvalidMessage::Issuer));
        }
        let is_here = |url: &String| is_our_endpoint(ctx, &client.client_id, url);
        if !header.destination.as_ref().is_none_or(is_here) {
            return Ok(Err(InvalidMessage::Destination));
        }
        let at = header.issue_instant;
        if ctx.now.since(at) > FRESH || at.since(ctx.now) > FRESH {
            return Ok(Err(InvalidMessage::Stale));
        }
        let until = at.plus(FRESH + FRESH);
        let mut db = ctx.store.write().await?;
        let first = store::take(&mut db, &client.client_id, &header.id, until).await?;
        Ok(if first {
            Ok(())
        } else {
            Err(InvalidMessage::Replayed)
        })
    }
}

/// Whether the issuer is the name of another client only. A service provider may call itself what it likes, or nothing at
/// all, but not what another one is called: the assertion's audience could be that one.
async fn is_anothers(ctx: &Ctx, client: &Client, issuer: &str) -> Answer<bool> {
    let holders = client_names::holders(&mut ctx.store.read().await?, issuer).await?;
    Ok(!holders.is_empty() && !holders.contains(&client.client_id))
}

/// Whether `url` is one of ours for the client, on any of our domains. What follows the path is the service provider's.
fn is_our_endpoint(ctx: &Ctx, client_id: &str, url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let base = format!("{}/", url.origin().ascii_serialization());
    let mut origins = ctx.settings.origins().chain([&ctx.origin]);
    let id = url
        .path()
        .strip_prefix("/samlp/")
        .map(|id| id.strip_prefix('/').unwrap_or(id))
        .map(|id| id.strip_suffix('/').unwrap_or(id))
        .map(|id| id.strip_suffix("/logout").unwrap_or(id));
    id == Some(client_id) && origins.any(|origin| origin.as_str() == base)
}
