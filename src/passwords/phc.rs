//! What argon2 and bcrypt write: everything that a comparison needs is in the string.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier, Version};

/// An imported bcrypt hash may not cost more than this (about 0.3 s on a slow core).
pub(super) const MAX_BCRYPT_COST: u32 = 14;

/// Nor may an imported argon2 hash fill more memory, or go over it more often.
const MAX_ARGON2_KIB: u32 = 128 * 1024;
const MAX_ARGON2_PASSES: u32 = 10;

/// Whether it is one of them, and cheap enough to compare a password with.
pub(super) fn is_affordable(stored: &str) -> bool {
    match bcrypt_cost(stored) {
        Some(cost) => stored.len() == 60 && cost <= MAX_BCRYPT_COST,
        None => {
            let parsed = PasswordHash::new(stored).ok();
            stored.starts_with("$argon2")
                && parsed
                    .and_then(|hash| Params::try_from(&hash).ok())
                    .is_some_and(|p| {
                        p.m_cost() <= MAX_ARGON2_KIB && p.t_cost() <= MAX_ARGON2_PASSES
                    })
        }
    }
}

pub(super) fn argon2id() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("constant parameters are valid");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

pub(super) fn verify_argon2(password: &[u8], stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|h| argon2id().verify_password(password, &h).is_ok())
}

pub(super) fn bcrypt_cost(stored: &str) -> Option<u32> {
    let rest = ["$2a$", "$2b$", "$2x$", "$2y$"]
        .iter()
        .find_map(|p| stored.strip_prefix(p))?;
    rest.get(..2)?.parse().ok()
}
