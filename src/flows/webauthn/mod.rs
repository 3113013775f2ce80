//! What passkeys and second factors have in common: for which relying party they are, and whether a credential answers.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::digest::digest;
use crate::domain::guardian::{Authenticator, AuthenticatorKind, Credential, DeviceType};
use crate::flows::Ctx;
use crate::ids;
use crate::store::authenticators;
use crate::store::engine::StoreError;
use crate::webauthn::{
    self, Answer, Asserted, Creation, Expected, Refusal, Registered, Request, Selection,
    UserEntity, UserVerification,
};

/// A ceremony that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// As base64url.
    pub challenge: String,
    pub rp_id: String,
    /// Which origins may answer.
    pub origins: Vec<String>,
    pub must_verify: bool,
}

/// A credential that has answered. It counts once its counter is stored (`authenticators::sign`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub authenticator: Authenticator,
    pub asserted: Asserted,
}

/// A new challenge, as base64url.
pub fn challenge(ctx: &Ctx) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(ctx.entropy.bytes::<32>())
}

/// The origin of the pages at the domain that the request came to.
pub fn page_origin(ctx: &Ctx) -> String {
    ctx.origin.as_str().trim_end_matches('/').to_owned()
}

/// What authenticators call the account of an identity, as base64url: always the same, and nothing personal.
pub fn user_handle(identity_user_id: &str) -> String {
    digest(&format!("user handle of WebAuthn\n{identity_user_id}"))
}

impl Asked {
    /// A new one at the domain that the request came to.
    pub fn new(ctx: &Ctx, origins: Vec<String>, must_verify: bool) -> Self {
        Self {
            challenge: challenge(ctx),
            rp_id: ctx.settings.relying_party(&ctx.origin).to_owned(),
            origins,
            must_verify,
        }
    }

    /// What the browser gets to make a credential.
    pub fn creation(
        &self,
        user: UserEntity<'_>,
        selection: Selection,
        exclude: &[Vec<u8>],
    ) -> Value {
        webauthn::creation(Creation {
            rp_id: &self.rp_id,
            challenge: &bytes(&self.challenge),
            user,
            selection,
            exclude,
        })
    }

    /// What the browser gets to show a credential: one of these, each with the ways to reach it, or whichever there is.
    pub fn request(
        &self,
        verification: UserVerification,
        allow: &[(Vec<u8>, Vec<String>)],
    ) -> Value {
        webauthn::request(Request {
            rp_id: &self.rp_id,
            challenge: &bytes(&self.challenge),
            user_verification: verification,
            allow,
        })
    }

    /// The credential that an answer makes.
    pub fn registered(&self, answer: &Answer) -> Result<Registered, Refusal> {
        let challenge = bytes(&self.challenge);
        webauthn::register(answer, self.expected(&challenge))
    }

    /// The stored credential of these kinds that an answer shows. It names its account where the caller knows none.
    pub async fn shown(
        &self,
        ctx: &Ctx,
        (answer, kinds): (&Answer, &[AuthenticatorKind]),
        user_id: Option<&str>,
    ) -> Result<Result<Shown, Refusal>, StoreError> {
        let key_id = BASE64_URL_SAFE_NO_PAD.encode(answer.credential_id());
        let found = authenticators::by_key(&mut ctx.store.read().await?, &key_id).await?;
        let found = found.filter(|of| kinds.contains(&of.kind) && of.is_confirmed());
        let found = found.filter(|of| user_id.is_none_or(|user_id| of.user_id == user_id));
        let Some(authenticator) = found else {
            return Ok(Err(Refusal::Credential));
        };
        let asserted = self.holds(answer, &authenticator, user_id.is_none());
        Ok(asserted.map(|asserted| Shown {
            authenticator,
            asserted,
        }))
    }

    fn holds(
        &self,
        answer: &Answer,
        of: &Authenticator,
        must_name_user: bool,
    ) -> Result<Asserted, Refusal> {
        let stored = of.details.credential.as_ref();
        let stored = stored.ok_or(Refusal::Credential)?;
        if stored.relying_party_identifier != self.rp_id {
            return Err(Refusal::RelyingParty);
        }
        let public_key = BASE64_STANDARD.decode(&stored.public_key);
        let credential = webauthn::Credential {
            id: answer.credential_id(),
            public_key: &public_key.map_err(|_| Refusal::Key)?,
            counter: stored.counter,
            is_backup_eligible: stored.device_type.map(|of| of == DeviceType::MultiDevice),
            user_handle: Some(&bytes(&stored.user_handle)),
            must_name_user,
        };
        webauthn::assert(answer, credential, self.expected(&bytes(&self.challenge)))
    }

    fn expected<'a>(&'a self, challenge: &'a [u8]) -> Expected<'a> {
        Expected {
            challenge,
            origins: &self.origins,
            rp_id: &self.rp_id,
            must_verify: self.must_verify,
        }
    }
}

/// What is stored of a new credential of an identity.
pub fn credential(ctx: &Ctx, of: Registered, asked: &Asked, identity_user_id: &str) -> Credential {
    Credential {
        key_id: BASE64_URL_SAFE_NO_PAD.encode(of.credential_id),
        counter: of.counter,
        is_backed_up: Some(of.is_backed_up),
        public_key: BASE64_STANDARD.encode(of.public_key),
        relying_party_identifier: asked.rp_id.clone(),
        user_handle: user_handle(identity_user_id),
        identity_user_id: identity_user_id.to_owned(),
        aaguid: Some(ids::written_uuid(of.aaguid)),
        transports: of.transports,
        device_type: Some(DeviceType::of(of.is_backup_eligible)),
        user_agent: ctx.device.user_agent.clone(),
    }
}

/// Bytes that this server has written as base64url; none where it has not.
pub fn bytes(text: &str) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(text).unwrap_or_default()
}
