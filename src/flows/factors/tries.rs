//! How often a user's factors may be tried: one budget over all factors, pages, browsers and the API, kept in the store, so
//! that neither a new login nor a restart fills it.

use std::time::Duration;

use crate::domain::budget::Rate;
use crate::domain::client::Client;
use crate::domain::digest::digest;
use crate::domain::suspicious_ip::Stage;
use crate::flows::throttle::Throttle;
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::store::engine::{StoreError, Tx};
use crate::store::mail_budgets::{self, MailBudget};

/// As at Auth0: ten, and one more every six minutes.
const TRIES: Rate = Rate {
    most: 10,
    period: Duration::from_secs(60 * 60),
};

/// A try that was counted before anything is compared.
pub struct Reserved {
    budget: MailBudget,
    throttle: Option<Throttle>,
}

/// Why there is no further try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTry {
    /// The user has had too many.
    TooMany,
    /// Too many logins have failed on the caller's network.
    Suspicious,
}

/// Counts a try: of the user, and as a failed login of the caller's network. What is refused is counted nowhere.
pub async fn reserve(ctx: &Ctx, user_id: &str, client: &Client) -> Answer<Result<Reserved, NoTry>> {
    let budget = MailBudget {
        name: format!("factor tries {}", digest(user_id)),
        rate: TRIES,
        weight: 1,
    };
    let mut throttle = Throttle::of_caller(ctx, Stage::Login).await?;
    let mut tx = ctx.store.begin().await?;
    if !mail_budgets::spend(&mut tx, &budget, ctx.now).await? {
        return Ok(Err(NoTry::TooMany));
    }
    if let Some(throttle) = &mut throttle {
        match throttle.spend(ctx, &mut tx, client).await {
            Ok(()) => {}
            Err(Failure::Refused(refusal)) if refusal.code == Code::SuspiciousAddress => {
                return Ok(Err(NoTry::Suspicious));
            }
            Err(failure) => return Err(failure),
        }
    }
    tx.commit().await?;
    Ok(Ok(Reserved { budget, throttle }))
}

impl Reserved {
    /// The proof was right: what the user has spent is given back.
    pub async fn give_back(&self, tx: &mut Tx) -> Result<(), StoreError> {
        mail_budgets::fill(tx, &self.budget.name).await?;
        if let Some(throttle) = &self.throttle {
            throttle.give_back(tx).await?;
        }
        Ok(())
    }
}
