//! What is found in a tenant.

use super::state::State;
use crate::domain::settings::Settings;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    /// It cannot work, or must not.
    Error,
}

/// One observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// What it is about: `client Example Web`.
    pub about: String,
    pub problem: String,
    pub mend: &'static str,
}

/// What is looked at.
pub struct Inspected<'a> {
    pub state: &'a State,
    pub settings: &'a Settings,
    pub has_asn_database: bool,
}

/// What was found so far.
pub struct Findings(pub(super) Vec<Finding>);

impl Findings {
    /// Notes what is legal, and not what it seems.
    pub fn warn(&mut self, about: &str, problem: impl Into<String>, mend: &'static str) {
        self.add(Severity::Warning, about, problem, mend);
    }

    /// Notes what cannot work, or must not.
    pub fn error(&mut self, about: &str, problem: impl Into<String>, mend: &'static str) {
        self.add(Severity::Error, about, problem, mend);
    }

    fn add(
        &mut self,
        severity: Severity,
        about: &str,
        problem: impl Into<String>,
        mend: &'static str,
    ) {
        self.0.push(Finding {
            severity,
            about: about.to_owned(),
            problem: problem.into(),
            mend,
        });
    }
}
