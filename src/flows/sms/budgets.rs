//! How many text messages there are: each costs money, and numbers are rented to earn it.

use std::time::Duration;

use super::text::Text;
use crate::domain::budget::Rate;
use crate::domain::sms::{ACCOUNT, NETWORK, NUMBER};
use crate::flows::Ctx;
use crate::flows::mail::budgets::{Budgets, named, of_caller, one, spend_each};
use crate::store::engine::{StoreError, Tx};

const OF_NETWORK: &str = "Too many text messages from this network";
const OF_NUMBER: &str = "Too many text messages to this number";
const OF_ACCOUNT: &str = "Too many text messages to this user";
const OF_TENANT: &str = "Too many text messages in total: sms.hourly_limit";

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Spends one message of every budget; the sentence of the first that has nothing left.
pub(super) async fn spend(
    ctx: &Ctx,
    tx: &mut Tx,
    text: &Text<'_>,
) -> Result<Option<&'static str>, StoreError> {
    spend_each(ctx, tx, of(ctx, text)).await
}

/// The budgets of a message. Those of the caller come first: where it has nothing left, it takes nothing from others.
fn of(ctx: &Ctx, text: &Text<'_>) -> Budgets {
    let mut budgets = of_caller(ctx, ("sms network", NETWORK), OF_NETWORK);
    let purpose = text.purpose.name();
    let number = named("sms number", &format!("{purpose} {}", text.to));
    budgets.push((one(number, NUMBER), OF_NUMBER));
    if let Some(user) = text.user {
        let account = named("sms account", &format!("{purpose} {}", user.user_id));
        budgets.push((one(account, ACCOUNT), OF_ACCOUNT));
    }
    if let Some(most) = ctx.settings.sms.hourly {
        let rate = Rate { most, period: HOUR };
        budgets.push((one("sms tenant".to_owned(), rate), OF_TENANT));
    }
    budgets
}
