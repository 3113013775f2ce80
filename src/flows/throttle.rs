//! Suspicious IP throttling: failed logins and sign-ups spend from the budgets of the networks that they come from, which all
//! processes share and no restart fills. An attempt is spent before a password is looked at, and given back if it was right.

use std::net::IpAddr;
use std::time::Duration;

use serde_json::json;

use crate::domain::client::Client;
use crate::domain::networks::{name, networks_of};
use crate::domain::protection::Protection;
use crate::domain::suspicious_ip::{Attempts, Stage, SuspiciousIp};
use crate::flows::limits::Allowance;
use crate::flows::{Answer, Code, Ctx};
use crate::store::engine::{Conn, StoreError, Tx};
use crate::store::network_budgets::{self, NetworkBudget};
use crate::tenant_log::{self, Event};

const SUSPICIOUS: &str = "We have detected suspicious login behavior and further attempts will be blocked. Please contact the administrator.";

/// The budgets of an address's networks at one stage.
#[derive(Debug)]
pub struct Throttle {
    address: IpAddr,
    stage: Stage,
    attempts: Attempts,
    /// Whether an attempt beyond them is refused.
    blocks: bool,
    /// The narrowest first, each with its weight.
    networks: Vec<(String, u32)>,
}

impl Throttle {
    /// Counts one attempt of the caller, until it was right; `None` where nothing is throttled.
    pub async fn spend_one(ctx: &Ctx, stage: Stage, client: &Client) -> Answer<Option<Self>> {
        let Some(mut throttle) = Self::of_caller(ctx, stage).await? else {
            return Ok(None);
        };
        let mut tx = ctx.store.begin().await?;
        throttle.spend(ctx, &mut tx, client).await?;
        tx.commit().await?;
        Ok(Some(throttle))
    }

    /// It was right.
    pub async fn give_one_back(ctx: &Ctx, spent: Option<Self>) -> Answer<()> {
        if let Some(throttle) = spent {
            let mut tx = ctx.store.begin().await?;
            throttle.give_back(&mut tx).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Those of the caller; `None` where nothing is throttled. Without a known address there is no network to count in.
    pub async fn of_caller(ctx: &Ctx, stage: Stage) -> Answer<Option<Self>> {
        let Some(address) = ctx.device.address.known() else {
            return Ok(None);
        };
        let settings = ctx.store.suspicious_ip().await?;
        // Tests sign in and up by the thousand from one address: for them only what was set on purpose counts.
        let is_left_alone = ctx.settings.test_mode && *settings == SuspiciousIp::default();
        let applies = settings.applies_to(Some(address)) && !is_left_alone;
        Ok(applies.then(|| Self::at(address, stage, &settings)))
    }

    /// Those of any address.
    pub fn at(address: IpAddr, stage: Stage, settings: &SuspiciousIp) -> Self {
        Self {
            address,
            stage,
            attempts: settings.attempts(stage),
            blocks: settings.blocks(),
            networks: networks_of(address)
                .map(|counted| (name(counted.network), counted.weight))
                .collect(),
        }
    }

    fn budgets(&self) -> impl Iterator<Item = NetworkBudget<'_>> {
        let ms = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        self.networks
            .iter()
            .map(move |(network, weight)| NetworkBudget {
                stage: self.stage,
                network,
                cost: ms(self.attempts.cost(*weight)),
                period: ms(self.attempts.period()),
            })
    }

    /// Spends one attempt of each network, up to one that has none left. Where that means a refusal, `tx` must not be committed.
    pub async fn spend(&mut self, ctx: &Ctx, tx: &mut Tx, client: &Client) -> Answer<()> {
        let mut spent = 0;
        for budget in self.budgets() {
            if !network_budgets::spend(tx, budget, ctx.now).await? {
                break;
            }
            spent += 1;
        }
        if spent == self.networks.len() {
            return Ok(());
        }
        self.networks.truncate(spent);
        self.tell(ctx, client);
        if self.blocks {
            return Err(Code::SuspiciousAddress.refuse(SUSPICIOUS).into());
        }
        Ok(())
    }

    /// Gives back what has been spent.
    pub async fn give_back(&self, tx: &mut Tx) -> Result<(), StoreError> {
        for budget in self.budgets() {
            network_budgets::give_back(tx, budget).await?;
        }
        Ok(())
    }

    /// Whether a further attempt would be one too many.
    pub async fn is_used_up(&self, ctx: &Ctx, db: &mut Conn) -> Result<bool, StoreError> {
        for budget in self.budgets() {
            if network_budgets::is_used_up(db, budget, ctx.now).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Gives all attempts back.
    pub async fn lift(&self, db: &mut Conn) -> Result<(), StoreError> {
        for (network, _) in &self.networks {
            network_budgets::forget(db, self.stage, network).await?;
        }
        Ok(())
    }

    /// Tells the tenant log, once a minute for an address.
    fn tell(&self, ctx: &Ctx, client: &Client) {
        let told = ctx.limits.blocks.count(self.address, ctx.clock.now());
        if told.is_some_and(|told| told.is_used_up()) {
            return;
        }
        let text = match (self.stage, self.blocks) {
            (Stage::Login, true) => "IP address blocked after too many failed logins",
            (Stage::SignUp, true) => "IP address blocked after too many sign-ups",
            (Stage::Login, false) => {
                "Too many failed logins from an IP address, which is not blocked"
            }
            (Stage::SignUp, false) => "Too many sign-ups from an IP address, which is not blocked",
        };
        let event = Event::new(tenant_log::EventCode::SuspiciousAddress, text);
        let details = json!({ "flow": self.stage.flow() });
        ctx.log(event.client(client).details(details));
    }
}

/// Limits how many transactions without a signed-in user are stored for one address.
pub fn allow_login(ctx: &Ctx) -> Answer<()> {
    let Some(ip) = ctx.caller() else {
        return Ok(());
    };
    let allowance = ctx.limits.logins.count(ip, ctx.clock.now());
    let Some(used_up) = allowance.filter(Allowance::is_used_up) else {
        return Ok(());
    };
    let text = "Too many logins were begun from this address; try again in a minute";
    if used_up.is_first_refusal() {
        ctx.log(Event::new(tenant_log::EventCode::RateLimit, text));
    }
    Err(Code::TooManyRequests.refuse(text).into())
}
