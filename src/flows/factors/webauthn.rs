//! Security keys, and what is built into users' devices: what pages ask of them (WebAuthn level 3, §5.4, §5.5).

use serde_json::Value;

use super::held::HeldFactors;
use crate::domain::guardian::{
    AuthenticatorKind, Credential, Factor, UserVerification as Wanted, WebauthnSettings,
};
use crate::domain::user::User;
use crate::flows::Ctx;
use crate::flows::webauthn::{Asked, bytes, page_origin, user_handle};
use crate::webauthn::{Attachment, Selection, UserEntity, UserVerification};

/// The kind that a WebAuthn factor is enrolled as; no other factor has one.
pub const fn kind(factor: Factor) -> Option<AuthenticatorKind> {
    match factor {
        Factor::WebauthnRoaming => Some(AuthenticatorKind::WebauthnRoaming),
        Factor::WebauthnPlatform => Some(AuthenticatorKind::WebauthnPlatform),
        _ => None,
    }
}

/// What a page of the request's domain asks, under the tenant's settings.
pub fn asked(ctx: &Ctx, settings: &WebauthnSettings, challenge: &str) -> Asked {
    Asked {
        challenge: challenge.to_owned(),
        rp_id: settings.relying_party(ctx.origin.host()).to_owned(),
        origins: vec![page_origin(ctx)],
        must_verify: settings.user_verification == Wanted::Required,
    }
}

/// What an authenticator is asked for a new credential of the user.
pub fn creating(
    ctx: &Ctx,
    (held, user): (&HeldFactors, &User),
    (kind, settings): (AuthenticatorKind, &WebauthnSettings),
    challenge: &str,
) -> Value {
    let asked = asked(ctx, settings, challenge);
    let name = user.email.as_deref().or(user.username.as_deref());
    let name = name.unwrap_or(&user.user_id);
    let exclude: Vec<_> = enrolled(held, kind, &asked).map(id).collect();
    let user = UserEntity {
        handle: &bytes(&user_handle(&user.user_id)),
        name,
        display_name: name,
    };
    let selection = Selection {
        attachment: Some(match kind {
            AuthenticatorKind::WebauthnPlatform => Attachment::Platform,
            _ => Attachment::CrossPlatform,
        }),
        is_discoverable: false,
        user_verification: wanted(settings),
    };
    asked.creation(user, selection, &exclude)
}

/// What an authenticator is asked to show a credential that the user has.
pub fn showing(
    ctx: &Ctx,
    held: &HeldFactors,
    (kind, settings): (AuthenticatorKind, &WebauthnSettings),
    challenge: &str,
) -> Value {
    let asked = asked(ctx, settings, challenge);
    let allow = enrolled(held, kind, &asked).map(|of| (id(of), of.transports.clone()));
    asked.request(wanted(settings), &allow.collect::<Vec<_>>())
}

/// What the user has of the kind, at the same relying party.
fn enrolled<'a>(
    held: &'a HeldFactors,
    kind: AuthenticatorKind,
    asked: &'a Asked,
) -> impl Iterator<Item = &'a Credential> {
    let stored = held.stored(kind);
    let credentials = stored.filter_map(|stored| stored.authenticator.details.credential.as_ref());
    credentials.filter(|of| of.relying_party_identifier == asked.rp_id)
}

fn id(of: &Credential) -> Vec<u8> {
    bytes(&of.key_id)
}

fn wanted(settings: &WebauthnSettings) -> UserVerification {
    match settings.user_verification {
        Wanted::Discouraged => UserVerification::Discouraged,
        Wanted::Preferred => UserVerification::Preferred,
        Wanted::Required => UserVerification::Required,
    }
}
