//! Whether the user who is signed in may sign in at this client.

use super::state::{Next, SignIn};
use crate::flows::users::{self, Unavailable};
use crate::flows::{Answer, Ctx};

/// Reads the user, if a step before has not.
pub async fn available(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    if sign_in.user.is_none() {
        let authenticated = sign_in.authenticated()?;
        let (user_id, at) = (&authenticated.user_id, authenticated.authenticated_at);
        let found = users::available(ctx, user_id, &sign_in.client.client).await?;
        let user = found.map_err(Unavailable::refuse_login)?;
        // Another user has had the id when this login began.
        if !user.existed_at(at, ctx.now) {
            return Err(Unavailable::Gone.refuse_login().into());
        }
        sign_in.user = Some(user);
    }
    Ok(Next::Continue)
}
