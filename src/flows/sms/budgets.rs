//! How many text messages there are: each costs money, and numbers are rented to earn it.

use std::time::Duration;

use super::text::Text;
use crate::domain::budget::Rate;
use crate::domain::digest::digest;
use crate::domain::networks::{name, networks_of};
use crate::domain::sms::{ACCOUNT, NETWORK, NUMBER};
use crate::flows::Ctx;
use crate::store::engine::{StoreError, Tx};
use crate::store::mail_budgets::{self, MailBudget};

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
    for (budget, used_up) in of(ctx, text) {
        if !mail_budgets::spend(tx, &budget, ctx.now).await? {
            return Ok(Some(used_up));
        }
    }
    Ok(None)
}

/// The budgets of a message. Those of the caller come first: where it has nothing left, it takes nothing from others.
fn of(ctx: &Ctx, text: &Text<'_>) -> Vec<(MailBudget, &'static str)> {
    let named = |kind: &str, value: &str| format!("sms {kind} {}", digest(value));
    let one = |name, rate| MailBudget {
        name,
        rate,
        weight: 1,
    };
    let mut budgets = Vec::new();
    // As with e-mail: tests cause messages by the thousand from one address, and none of them leaves the server.
    if !ctx.settings.test_mode {
        let address = ctx.device.address.known().filter(|_| !ctx.is_proved);
        let networks = address.into_iter().flat_map(networks_of);
        budgets.extend(networks.map(|counted| {
            let budget = MailBudget {
                name: named("network", &name(counted.network)),
                rate: NETWORK,
                weight: counted.weight,
            };
            (budget, OF_NETWORK)
        }));
    }
    let purpose = text.purpose.name();
    let number = named("number", &format!("{purpose} {}", text.to));
    budgets.push((one(number, NUMBER), OF_NUMBER));
    if let Some(user) = text.user {
        let account = named("account", &format!("{purpose} {}", user.user_id));
        budgets.push((one(account, ACCOUNT), OF_ACCOUNT));
    }
    if let Some(most) = ctx.settings.sms.hourly {
        let rate = Rate { most, period: HOUR };
        budgets.push((one("sms tenant".to_owned(), rate), OF_TENANT));
    }
    budgets
}
