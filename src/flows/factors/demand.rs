//! Whether a login needs a second factor.

use crate::domain::guardian::FactorWish;

/// What is known of a login that has passed everything else.
#[derive(Debug, Clone, Copy, Default)]
pub struct Situation<'a> {
    /// What an Action wants: it goes before the tenant's policy.
    pub wish: Option<&'a FactorWish>,
    /// The tenant asks at every login.
    pub by_policy: bool,
    /// The application asks, by `acr_values`.
    pub is_requested: bool,
    /// What the login gives access to are the user's own factors, and they have one.
    pub opens_factors: bool,
    /// Where the user has passed one.
    pub passed: PassedWhere,
}

/// Where a user has passed a second factor that might do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PassedWhere {
    #[default]
    Nowhere,
    /// In the native app whose transfer brought them here.
    Natively,
    /// In the session, since they proved there who they are.
    InSession,
    /// For this request.
    Now,
}

/// What the login needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    Nothing,
    /// A factor, unless the browser is remembered.
    UnlessRemembered,
    /// A factor, whatever browser it is.
    Always,
}

/// The table. A token that says that a factor was passed has to be of a request in which it was (`acr`, `amr`): so neither a
/// session nor a remembered browser will do where the application asks. Where a factor guards the others, neither an Action nor
/// the tenant can excuse from it. An Action asks at every request: it can see for itself what was passed, and where. A transfer
/// stands for the first factor alone: what was passed natively excuses from nothing here.
pub fn demand(of: &Situation<'_>) -> Demand {
    use PassedWhere::{InSession, Natively, Now, Nowhere};
    match (of.passed, of.wish, of.is_requested, of.by_policy) {
        (Now, ..) => Demand::Nothing,
        _ if of.opens_factors => Demand::Always,
        (_, Some(FactorWish::Never), ..) => Demand::Nothing,
        (_, _, true, _) => Demand::Always,
        (_, Some(FactorWish::Ask { remember: true, .. }), ..) => Demand::UnlessRemembered,
        (_, Some(FactorWish::Ask { .. }), ..) => Demand::Always,
        (InSession, None, false, true) => Demand::Nothing,
        (Nowhere | Natively, None, false, true) => Demand::UnlessRemembered,
        (_, None, false, false) => Demand::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: Option<&FactorWish> = Some(&FactorWish::Never);
    const ASK: Option<&FactorWish> = Some(&FactorWish::Ask {
        remember: false,
        factors: vec![],
    });
    const REMEMBER: Option<&FactorWish> = Some(&FactorWish::Ask {
        remember: true,
        factors: vec![],
    });

    #[test]
    fn the_strongest_word_decides() {
        use Demand::{Always, Nothing, UnlessRemembered};
        // The Action's word, acr_values, policy; what is needed; the same where one was passed in the session.
        let table = [
            (None, false, false, Nothing, Nothing),
            (None, false, true, UnlessRemembered, Nothing),
            (None, true, false, Always, Always),
            (None, true, true, Always, Always),
            (NEVER, false, true, Nothing, Nothing),
            (NEVER, true, true, Nothing, Nothing),
            (ASK, false, false, Always, Always),
            (ASK, false, true, Always, Always),
            (REMEMBER, false, true, UnlessRemembered, UnlessRemembered),
            (REMEMBER, true, false, Always, Always),
        ];
        for (wish, is_requested, by_policy, needed, in_session) in table {
            for (passed, expected) in [
                (PassedWhere::Nowhere, needed),
                (PassedWhere::Natively, needed),
                (PassedWhere::InSession, in_session),
                (PassedWhere::Now, Nothing),
            ] {
                let situation = Situation {
                    wish,
                    by_policy,
                    is_requested,
                    opens_factors: false,
                    passed,
                };
                assert_eq!(demand(&situation), expected, "{situation:?}");
                let guarded = Situation {
                    opens_factors: true,
                    ..situation
                };
                let expected = match passed {
                    PassedWhere::Now => Nothing,
                    _ => Always,
                };
                assert_eq!(demand(&guarded), expected, "{guarded:?}");
            }
        }
    }
}
