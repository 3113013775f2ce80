//! What is kept of a sign-in that waits for a second factor.

use serde::{Deserialize, Serialize};

use super::factor_step::FactorStep;
use super::interrupted::Interrupted;
use crate::domain::guardian::{Factor, Passed, will_do};
use crate::domain::time::Timestamp;
use crate::flows::factors::held::HeldFactors;

/// The factor that is asked for, and how far that has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FactorStage {
    pub purpose: FactorPurpose,
    /// Which factors will do; empty for any.
    pub factors: Vec<Factor>,
    /// The user may have the browser remembered.
    pub may_remember: bool,
    pub at: FactorStep,
}

/// What a factor is asked for, or enrolled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum FactorPurpose {
    /// A sign-in that goes on when it is passed.
    SignIn(Box<Interrupted>),
    /// A ticket, by which its user is not signed in.
    Ticket(TicketHolder),
}

/// Whose ticket was used, and for what.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TicketHolder {
    pub user_id: String,
    pub password_epoch: i64,
    /// What is enrolled may be added to others.
    pub adds: bool,
    /// When the ticket was used. What guards the account since is another's to add to.
    #[serde(default = "long_ago")]
    pub began_at: Timestamp,
    /// Who asks: the tenant.
    pub name: String,
}

impl FactorStage {
    /// The user, and the password that they had when they came here.
    pub fn user(&self) -> (&str, i64) {
        match &self.purpose {
            FactorPurpose::SignIn(interrupted) => {
                let of = &interrupted.authenticated;
                (&of.user_id, of.password_epoch)
            }
            FactorPurpose::Ticket(holder) => (&holder.user_id, holder.password_epoch),
        }
    }

    /// Whether what is enrolled may be added to what the user has.
    pub fn adds(&self, held: &HeldFactors) -> bool {
        match &self.purpose {
            FactorPurpose::SignIn(interrupted) => {
                let mut passed = interrupted.authenticated.factors.iter();
                passed.any(|one| held.stands(*one))
            }
            FactorPurpose::Ticket(holder) => holder.adds && held.guarded_before(holder.began_at),
        }
    }

    /// Notes a factor that was passed.
    pub fn note(&mut self, passed: Passed) {
        if let FactorPurpose::SignIn(interrupted) = &mut self.purpose {
            interrupted.authenticated.factors.push(passed);
            interrupted.suspended.note(passed.method());
        }
    }

    /// Whether that factor will do.
    pub fn takes(&self, factor: Factor) -> bool {
        will_do(&self.factors, factor)
    }
}

const fn long_ago() -> Timestamp {
    Timestamp::from_millis(0)
}
