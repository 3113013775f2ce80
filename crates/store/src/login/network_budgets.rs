//! What networks have left of their attempts to sign in and to sign up. Without a row a budget is full; a row tells when it
//! will be.

use crate::engine::{Conn, StoreError, Tx, execute, fetch_optional, on_engine, statements};
use footbridge_domain::suspicious_ip::Stage;
use footbridge_domain::time::Timestamp;

statements! {
    /// `$3` is when a budget that was full will be full again, `$5` what one attempt costs; the budget is used up where it
    /// would be full after `$6` only.
    SPEND: "INSERT INTO network_budgets (stage, network, full_at) VALUES ($1, $2, $3)
            ON CONFLICT (stage, network) DO UPDATE
               SET full_at = CASE WHEN network_budgets.full_at <= $4 THEN $3 ELSE network_budgets.full_at + $5 END
             WHERE network_budgets.full_at <= $4 OR network_budgets.full_at + $5 <= $6
            RETURNING full_at";
    GIVE_BACK: "UPDATE network_budgets SET full_at = full_at - $3 WHERE stage = $1 AND network = $2";
    FULL_AT: "SELECT full_at FROM network_budgets WHERE stage = $1 AND network = $2";
    FORGET: "DELETE FROM network_budgets WHERE stage = $1 AND network = $2";
}

/// The budget of a network.
#[derive(Debug, Clone, Copy)]
pub struct NetworkBudget<'a> {
    pub stage: Stage,
    pub network: &'a str,
    /// What one attempt costs, in milliseconds.
    pub cost: i64,
    /// In how many milliseconds a used-up budget is full again.
    pub period: i64,
}

/// Spends one attempt; false where none is left.
pub async fn spend(
    tx: &mut Tx,
    budget: NetworkBudget<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let now = now.millis();
    let spent = fetch_optional!(
        (i64,),
        tx,
        SPEND,
        budget.stage.name(),
        budget.network,
        now.saturating_add(budget.cost),
        now,
        budget.cost,
        now.saturating_add(budget.period)
    )?;
    Ok(spent.is_some())
}

/// Gives an attempt back that was none: the password was right.
pub async fn give_back(tx: &mut Tx, budget: NetworkBudget<'_>) -> Result<(), StoreError> {
    let (stage, network) = (budget.stage.name(), budget.network);
    execute!(tx, GIVE_BACK, stage, network, budget.cost).map(drop)
}

/// Whether the network has no attempt left.
pub async fn is_used_up(
    db: &mut Conn,
    budget: NetworkBudget<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (stage, network) = (budget.stage.name(), budget.network);
    let full_at = fetch_optional!((i64,), db, FULL_AT, stage, network)?;
    let full_at = full_at.map_or(0, |(full_at,)| full_at);
    Ok(full_at > now.millis() && full_at + budget.cost > now.millis() + budget.period)
}

/// Fills the budget of a network.
pub async fn forget(db: &mut Conn, stage: Stage, network: &str) -> Result<(), StoreError> {
    execute!(db, FORGET, stage.name(), network).map(drop)
}
