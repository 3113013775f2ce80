//! Whether the user who is signed in may sign in at this client.

use super::state::{Next, SignIn};
use crate::flows::users::{self, Unavailable};
use crate::flows::{Answer, Code, Ctx, Refusal};

/// Reads the user, if a step before has not.
pub async fn available(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    if sign_in.user.is_none() {
        let user_id = &sign_in.authenticated()?.user_id;
        let found = users::available(ctx, user_id, &sign_in.client.client).await?;
        sign_in.user = Some(found.map_err(refuse)?);
    }
    Ok(Next::Continue)
}

fn refuse(why: Unavailable) -> Refusal {
    match why {
        Unavailable::Blocked => Code::UserBlocked.refuse("user is blocked"),
        Unavailable::Gone => Code::AccessDenied.refuse("the user does not exist anymore"),
        Unavailable::ConnectionNotEnabled => {
            Code::AccessDenied.refuse("the connection is not enabled for the client")
        }
    }
}
