//! How much e-mail there may be: budgets that all processes share. Without a row a budget is full; a row tells when it will be.

use std::time::Duration;

use crate::engine::{StoreError, Tx, execute, on_engine, statements};
use footbridge_domain::budget::Rate;
use footbridge_domain::time::Timestamp;

statements! {
    /// `$2` is when a budget that was full will be full again, `$4` what one message costs; the budget is used up where it
    /// would be full after `$5` only.
    SPEND: "INSERT INTO mail_budgets (name, full_at) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE
               SET full_at = CASE WHEN mail_budgets.full_at <= $3 THEN $2 ELSE mail_budgets.full_at + $4 END
             WHERE mail_budgets.full_at <= $3 OR mail_budgets.full_at + $4 <= $5";
    FILL: "DELETE FROM mail_budgets WHERE name = $1";
}

/// Fills a budget.
pub async fn fill(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    execute!(tx, FILL, name).map(drop)
}

/// A budget: whose, and how much of it there is.
#[derive(Debug, Clone)]
pub struct MailBudget {
    /// No address stands in it.
    pub name: String,
    pub rate: Rate,
    /// How many times as much as the rate there is.
    pub weight: u32,
}

/// Spends one message; false where none is left.
pub async fn spend(tx: &mut Tx, budget: &MailBudget, now: Timestamp) -> Result<bool, StoreError> {
    let ms = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    let share = budget.rate.most.saturating_mul(budget.weight).max(1);
    let (now, cost) = (now.millis(), ms(budget.rate.period / share));
    let end = now.saturating_add(ms(budget.rate.period));
    let name = budget.name.as_str();
    Ok(execute!(tx, SPEND, name, now.saturating_add(cost), now, cost, end)? == 1)
}
