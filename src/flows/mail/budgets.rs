//! How much e-mail there is: a budget for each recipient, account and network, and one for the tenant.

use super::letter::Letter;
use crate::domain::budget::Rate;
use crate::domain::digest::digest;
use crate::domain::mail::{ACCOUNT, NETWORK, RECIPIENT, TENANT};
use crate::domain::networks::{name, networks_of};
use crate::flows::Ctx;
use crate::store::engine::{StoreError, Tx};
use crate::store::mail_budgets::{self, MailBudget};

const OF_NETWORK: &str = "Too many e-mails from this network";
const OF_RECIPIENT: &str = "Too many e-mails to this recipient";
const OF_ACCOUNT: &str = "Too many e-mails about this account";
const OF_TENANT: &str = "Too many e-mails in total";

/// Spends one message of every budget; the sentence of the first that has nothing left.
pub async fn spend(
    ctx: &Ctx,
    tx: &mut Tx,
    letter: &Letter<'_>,
) -> Result<Option<&'static str>, StoreError> {
    spend_each(ctx, tx, of(ctx, letter)).await
}

/// Budgets, in the order in which they are spent, each with the sentence of one that has nothing left.
pub type Budgets = Vec<(MailBudget, &'static str)>;

/// Spends one message of each; the sentence of the first that has nothing left.
pub async fn spend_each(
    ctx: &Ctx,
    tx: &mut Tx,
    budgets: Budgets,
) -> Result<Option<&'static str>, StoreError> {
    for (budget, used_up) in budgets {
        if !mail_budgets::spend(tx, &budget, ctx.now).await? {
            return Ok(Some(used_up));
        }
    }
    Ok(None)
}

/// The name of a budget of that kind, for one of many.
pub fn named(kind: &str, value: &str) -> String {
    format!("{kind} {}", digest(value))
}

/// A budget of which a message takes one.
pub fn one(name: String, rate: Rate) -> MailBudget {
    MailBudget {
        name,
        rate,
        weight: 1,
    }
}

/// Those of the caller's networks, under names of that kind. There are none in test mode: tests cause messages by the thousand
/// from one address, and nothing of it is sent.
pub fn of_caller(ctx: &Ctx, (kind, rate): (&str, Rate), used_up: &'static str) -> Budgets {
    if ctx.settings.test_mode {
        return vec![];
    }
    // A client that has proved itself acts for callers of its own.
    let address = ctx.device.address.known().filter(|_| !ctx.is_proved);
    let networks = address.into_iter().flat_map(networks_of);
    let counted = networks.map(|counted| {
        let budget = MailBudget {
            name: named(kind, &name(counted.network)),
            rate,
            weight: counted.weight,
        };
        (budget, used_up)
    });
    counted.collect()
}

/// The budgets of a message. Those of the caller come first: where it has nothing left, it takes nothing from others.
fn of(ctx: &Ctx, letter: &Letter<'_>) -> Budgets {
    let mut budgets = of_caller(ctx, ("network", NETWORK), OF_NETWORK);
    // By purpose: the sign-ups of strangers leave a user's links to a new password alone.
    let (purpose, mailbox) = (letter.message.purpose(), mailbox_of(letter.to));
    let recipient = named("recipient", &format!("{purpose} {mailbox}"));
    budgets.push((one(recipient, RECIPIENT), OF_RECIPIENT));
    if let Some(user) = letter.user {
        let account = named("account", &format!("{purpose} {}", user.user_id));
        budgets.push((one(account, ACCOUNT), OF_ACCOUNT));
    }
    if !ctx.settings.test_mode {
        budgets.push((one("tenant".to_owned(), TENANT), OF_TENANT));
    }
    budgets
}

/// One name for the addresses that are known to reach one mailbox: `Ada+shop@Example.com` is `ada@example.com`.
fn mailbox_of(address: &str) -> String {
    let folded = address.trim().to_lowercase();
    let Some((local, domain)) = folded.rsplit_once('@') else {
        return folded;
    };
    let local = local.split_once('+').map_or(local, |(local, _)| local);
    format!("{local}@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_no_other_mailbox() {
        for spelling in [
            "ada@example.com",
            " Ada+1@EXAMPLE.com",
            "ada+a+b@example.com",
        ] {
            assert_eq!(mailbox_of(spelling), "ada@example.com", "{spelling}");
        }
        assert_eq!(mailbox_of("+x@example.com"), "@example.com");
        assert_eq!(mailbox_of("nothing"), "nothing");
    }
}
