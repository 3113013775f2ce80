//! What the body that revokes refresh tokens must be. The rules of their metadata are in `domain/refresh_token`, because
//! Actions set them too.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("revocation.json"))
        .expect("the schema is part of the program and tested")
});

/// Checks which refresh tokens are to be revoked: some by their ids, or a user's, a client's, an API's.
pub fn validate_revocation(body: &Map<String, Value>) -> Result<(), Invalid> {
    BODIES.validate(body, Mode::Create)?;
    let has = |name| body.contains_key(name);
    let by_user = has("user_id") && (has("client_id") || !has("audience"));
    let fits = match has("ids") {
        true => !has("user_id") && !has("client_id") && !has("audience"),
        false => by_user,
    };
    if fits {
        Ok(())
    } else {
        Err(Invalid::Rule("Invalid combination of parameters.".into()))
    }
}
