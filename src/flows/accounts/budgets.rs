//! How often strangers may ask for messages, and try what is in them: budgets that all processes share, and that no new login
//! transaction fills.

use std::time::Duration;

use crate::domain::budget::Rate;
use crate::domain::digest::digest;
use crate::domain::networks::{name, networks_of};
use crate::flows::{Answer, Ctx};
use crate::store::engine::{StoreError, Tx};
use crate::store::mail_budgets::{self, MailBudget};

/// What is counted for each network of the caller: for one account, known or not, and for whatever accounts.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    /// Of the budget for one account, and of the one for all.
    pub names: [&'static str; 2],
    /// The account, as it was typed.
    pub account: &'a str,
    pub of_account: Rate,
    pub of_all: Option<Rate>,
    /// For the account from wherever, beside its networks.
    pub from_everywhere: Option<Rate>,
}

/// How often one network may ask for one account (Auth0: ten at once, then one a minute).
pub const REQUESTS: Rate = Rate {
    most: 10,
    period: Duration::from_secs(600),
};
/// How often one network may ask, for whatever accounts, by its weight.
pub const REQUESTS_OF_A_NETWORK: Rate = Rate {
    most: 100,
    period: Duration::from_secs(600),
};

impl Counted<'_> {
    /// Counts one; false where a budget has nothing left, and then none has lost anything.
    pub async fn spend(self, ctx: &Ctx) -> Answer<bool> {
        let mut tx = ctx.store.begin().await?;
        let is_left = self.spend_within(ctx, &mut tx).await?;
        if is_left {
            tx.commit().await?;
        }
        Ok(is_left)
    }

    /// The same in a transaction, which must not be committed where it is false.
    pub async fn spend_within(self, ctx: &Ctx, tx: &mut Tx) -> Result<bool, StoreError> {
        let of_all = networks(ctx).into_iter().filter_map(|(network, weight)| {
            let rate = self.of_all?;
            let name = named(self.names[1], &network);
            Some(MailBudget { name, rate, weight })
        });
        for budget in of_all.chain(self.of_the_account(ctx)) {
            if !mail_budgets::spend(tx, &budget, ctx.now).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Gives back all that was spent for the account.
    pub async fn give_back(self, ctx: &Ctx, tx: &mut Tx) -> Result<(), StoreError> {
        for budget in self.of_the_account(ctx) {
            mail_budgets::fill(tx, &budget.name).await?;
        }
        Ok(())
    }

    fn of_the_account(self, ctx: &Ctx) -> Vec<MailBudget> {
        let budget = |network: &str, rate| MailBudget {
            name: named(self.names[0], &format!("{network}\n{}", self.account)),
            rate,
            weight: 1,
        };
        let networks = networks(ctx).into_iter();
        let mut budgets: Vec<_> = networks
            .map(|(network, _)| budget(&network, self.of_account))
            .collect();
        budgets.extend(self.from_everywhere.map(|rate| budget("everywhere", rate)));
        budgets
    }
}

fn named(kind: &str, value: &str) -> String {
    format!("{kind} {}", digest(value))
}

/// The networks of the caller, each with its weight; one without a name, where none is known.
fn networks(ctx: &Ctx) -> Vec<(String, u32)> {
    match ctx.device.address.known() {
        Some(ip) => networks_of(ip)
            .map(|counted| (name(counted.network), counted.weight))
            .collect(),
        None => vec![(String::new(), 1)],
    }
}
