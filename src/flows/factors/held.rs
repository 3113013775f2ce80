//! What a user can be asked for: what they have enrolled, of the factors that the tenant has.

use std::cmp::Reverse;
use std::sync::Arc;

use super::destination::Destination;
use crate::domain::browser_family::BrowserFamily;
use crate::domain::guardian::{Authenticator, AuthenticatorKind, Factor, Guardian, Passed};
use crate::domain::phone::PhoneNumber;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::{Answer, Ctx};
use crate::store::authenticators::{self, StoredAuthenticator};

/// The factors of a user. Not `Debug`: it holds their secrets.
pub struct HeldFactors {
    guardian: Arc<Guardian>,
    stored: Vec<StoredAuthenticator>,
    /// The address of the account, if it is confirmed: it is enrolled by that.
    address: Option<String>,
    /// What the request's browser calls itself.
    browser: BrowserFamily,
    /// Whether users choose what they enroll.
    pub lists_new: bool,
    /// What the user has signed in by, if it would do as a second factor: it is not shown twice.
    behind: Option<Factor>,
}

impl HeldFactors {
    /// What the user has shown to work.
    pub async fn of(ctx: &Ctx, user: &User) -> Answer<Self> {
        let mut held = Self::with_pending(ctx, user).await?;
        held.stored.retain(|s| s.authenticator.is_confirmed());
        Ok(held)
    }

    /// The same, with what the user has begun to enroll: a proof of it confirms it.
    pub async fn with_pending(ctx: &Ctx, user: &User) -> Answer<Self> {
        let guardian = ctx.store.guardian().await?;
        let tenant = ctx.store.tenant().await?;
        let mut db = ctx.store.read().await?;
        let stored = authenticators::of_user(&mut db, &user.user_id).await?;
        Ok(Self {
            guardian,
            stored,
            address: user.email.clone().filter(|_| user.email_verified),
            browser: BrowserFamily::of(ctx.device.user_agent.as_deref().unwrap_or_default()),
            lists_new: tenant.flags.mfa_show_factor_list_on_enrollment,
            behind: None,
        })
    }

    /// The same of a user who has signed in by that: who has the mailbox or the telephone has not shown anything else.
    pub fn behind(self, first: Option<Factor>) -> Self {
        Self {
            behind: first,
            ..self
        }
    }

    /// What the tenant has.
    pub fn guardian(&self) -> &Guardian {
        &self.guardian
    }

    /// Whether the user has anything enrolled but a recovery code, of what the tenant has.
    pub fn is_enrolled(&self) -> bool {
        self.confirmed().any(Authenticator::is_guard)
    }

    /// Whether the user has to pass a factor first, who has passed those at some time.
    pub fn guards_against(&self, passed: &[Passed]) -> bool {
        self.is_enrolled() && !passed.iter().any(|one| self.stands(*one))
    }

    /// Whether what the user has passed still guards the account.
    pub fn stands(&self, passed: Passed) -> bool {
        passed.still_guards(self.confirmed())
    }

    /// Whether nothing guards the account since that time that did not before.
    pub fn guarded_before(&self, at: Timestamp) -> bool {
        let mut guards = self.confirmed().filter(|of| of.is_guard());
        guards.all(|of| of.counts_since().is_some_and(|since| since <= at))
    }

    /// Nothing but that one.
    pub fn only(mut self, id: Option<&str>) -> Self {
        self.stored
            .retain(|stored| Some(stored.authenticator.id.as_str()) == id);
        self
    }

    /// What the user can be asked for: the device at hand comes first, then what was used last, then what stands by itself.
    /// Nothing while they have enrolled nothing.
    pub fn usable(&self) -> Vec<Factor> {
        if !self.is_enrolled() {
            return vec![];
        }
        let enrolled = self.confirmed();
        let mut enrolled: Vec<(Factor, &Authenticator)> = enrolled
            .filter(|of| self.is_here(of))
            .filter_map(|of| Some((of.kind.factor()?, of)))
            .collect();
        enrolled.sort_by_key(|(factor, of)| {
            let is_last_resort = *factor == Factor::RecoveryCode;
            (
                is_last_resort,
                *factor != Factor::WebauthnPlatform,
                Reverse(of.last_auth_at),
                !factor.is_independent(),
            )
        });
        let mut factors: Vec<Factor> = enrolled.iter().map(|(factor, _)| *factor).collect();
        if !self.addresses().is_empty() {
            let before = factors.iter().position(|f| *f == Factor::RecoveryCode);
            factors.insert(before.unwrap_or(factors.len()), Factor::Email);
        }
        let mut seen = vec![];
        factors.retain(|factor| {
            let is_new = !seen.contains(factor);
            seen.push(*factor);
            is_new && self.behind != Some(*factor)
        });
        factors
    }

    /// What the user can enroll, the strongest first. A device stands behind another factor.
    pub fn enrollable(&self) -> Vec<Factor> {
        let can_add = |factor: &Factor| {
            factor.stands_alone() || (*factor == Factor::WebauthnPlatform && self.is_enrolled())
        };
        let offered = Factor::STRONGEST_FIRST.into_iter();
        offered
            .filter(|factor| can_add(factor) && self.guardian.has(*factor))
            .filter(|factor| self.behind != Some(*factor))
            .collect()
    }

    /// Whether the user has enrolled the device that the request comes from, as far as its browser tells.
    pub fn has_this_device(&self) -> bool {
        let mut devices = self.stored(AuthenticatorKind::WebauthnPlatform);
        devices.any(|stored| self.is_here(&stored.authenticator))
    }

    /// A part of a device is where the device is; anything else goes with its user.
    fn is_here(&self, of: &Authenticator) -> bool {
        if of.kind != AuthenticatorKind::WebauthnPlatform {
            return true;
        }
        let made_in = of.details.credential.as_ref();
        let made_in = made_in.and_then(|credential| credential.user_agent.as_deref());
        BrowserFamily::of(made_in.unwrap_or_default()) == self.browser
    }

    /// What is stored of a kind, of the factors that the tenant has.
    pub fn stored(&self, kind: AuthenticatorKind) -> impl Iterator<Item = &StoredAuthenticator> {
        let has = self.has(kind);
        self.stored
            .iter()
            .filter(move |stored| has && stored.authenticator.kind == kind)
    }

    /// Where a code can be sent: the account's address, then those that the user has added.
    pub fn addresses(&self) -> Vec<&str> {
        if self.behind == Some(Factor::Email) {
            return vec![];
        }
        let added = self.stored(AuthenticatorKind::Email);
        let added = added.filter(|s| s.authenticator.is_confirmed());
        let added = added.filter_map(|s| s.authenticator.details.email.as_deref());
        let own = self.address.as_deref();
        let own = own.filter(|_| self.guardian.has(Factor::Email));
        own.into_iter().chain(added).collect()
    }

    /// The numbers that a code can be sent to: the one that was used last comes first.
    pub fn numbers(&self) -> Vec<&PhoneNumber> {
        if self.behind == Some(Factor::Sms) {
            return vec![];
        }
        let added = self
            .stored(AuthenticatorKind::Phone)
            .map(|s| &s.authenticator);
        let mut added: Vec<&Authenticator> = added.filter(|of| of.is_confirmed()).collect();
        added.sort_by_key(|of| Reverse(of.last_auth_at));
        let numbers = added.into_iter();
        numbers
            .filter_map(|of| of.details.phone_number.as_ref())
            .collect()
    }

    /// Whether a code may be sent there.
    pub fn reaches(&self, to: &Destination) -> bool {
        match to {
            Destination::Email(to) => self.addresses().contains(&to.as_str()),
            Destination::Phone(to) => self.numbers().contains(&to),
        }
    }

    /// Whether the tenant has recovery codes, and the user has none.
    pub fn lacks_recovery_code(&self) -> bool {
        self.guardian.has(Factor::RecoveryCode)
            && self
                .stored(AuthenticatorKind::RecoveryCode)
                .next()
                .is_none()
    }

    fn confirmed(&self) -> impl Iterator<Item = &Authenticator> {
        let all = self.stored.iter().map(|stored| &stored.authenticator);
        all.filter(|of| of.is_confirmed() && self.has(of.kind))
    }

    /// Whether it is good for a factor that the tenant has.
    fn has(&self, kind: AuthenticatorKind) -> bool {
        kind.factor()
            .is_some_and(|factor| self.guardian.has(factor))
    }
}
