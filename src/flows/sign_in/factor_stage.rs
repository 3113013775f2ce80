//! What is kept of a sign-in that waits for a second factor.

use serde::{Deserialize, Serialize};

use super::factor_step::FactorStep;
use super::interrupted::Interrupted;
use crate::domain::guardian::{Factor, will_do};

/// The factor that is asked for, and how far that has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FactorStage {
    pub interrupted: Interrupted,
    /// Which factors will do; empty for any.
    pub factors: Vec<Factor>,
    /// The user may have the browser remembered.
    pub may_remember: bool,
    pub at: FactorStep,
}

impl FactorStage {
    /// Whether that factor will do.
    pub fn takes(&self, factor: Factor) -> bool {
        will_do(&self.factors, factor)
    }
}
