//! A login that goes on because its user passes a second factor.

use super::checks::{Checked, Entitled, LoginFacts};
use crate::flows::mfa::pass::{ShownProof, pass};
use crate::flows::mfa::waiting::MfaToken;
use crate::flows::{Answer, Ctx};

/// What the user shows, for the request that waits under the token.
pub struct Passing {
    pub token: MfaToken,
    pub shown: ShownProof,
}

impl Passing {
    /// Lets the login through if the user shows what they have to. The last thing that can refuse it: the token is used up by that.
    pub async fn pass<'a>(
        self,
        ctx: &Ctx,
        login: Entitled<'a>,
        facts: &LoginFacts<'_>,
    ) -> Answer<Checked<'a>> {
        let (user, client) = login.parties();
        debug_assert_eq!(user.user_id, self.token.user.user_id);
        let passed = pass(ctx, self.token, client, &self.shown).await?;
        Ok(login.after_factor(passed, facts))
    }
}
