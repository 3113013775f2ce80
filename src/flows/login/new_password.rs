//! A new password: held against the connection's policy, and hashed in turn with the others.

use serde_json::{Map, Value};

use crate::domain::password_policy::Policy;
use crate::flows::{Answer, Code, Ctx};
use crate::passwords::{MAX_LENGTH, Overloaded};

/// The hash under which a password is stored; `None`: the policy of the connection does not admit it.
pub async fn hash(
    ctx: &Ctx,
    connection: &Map<String, Value>,
    password: &str,
) -> Answer<Option<String>> {
    if password.len() > MAX_LENGTH || !Policy::of(connection).admits(password) {
        return Ok(None);
    }
    let overloaded =
        |_: Overloaded| Code::TooManyRequests.refuse("Too many passwords at once; try again later");
    let turn = ctx.passwords.turn().await.map_err(overloaded)?;
    let hash = turn.hash(password).await.map_err(overloaded)?;
    Ok(Some(hash))
}
