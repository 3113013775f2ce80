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
    /// The user has passed one for this request.
    pub passed_now: bool,
    /// The user has passed one in the session, since they proved there who they are.
    pub passed_in_session: bool,
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
/// session nor a remembered browser will do where the application asks. An Action asks at every request: it can see for
/// itself what was passed in the session.
pub fn demand(of: &Situation<'_>) -> Demand {
    match (of.wish, of.is_requested, of.by_policy) {
        _ if of.passed_now => Demand::Nothing,
        (Some(FactorWish::Never), ..) => Demand::Nothing,
        (_, true, _) => Demand::Always,
        (Some(FactorWish::Ask { remember: true, .. }), ..) => Demand::UnlessRemembered,
        (Some(FactorWish::Ask { .. }), ..) => Demand::Always,
        (None, _, true) if !of.passed_in_session => Demand::UnlessRemembered,
        (None, ..) => Demand::Nothing,
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
            let situation = Situation {
                wish,
                by_policy,
                is_requested,
                ..Situation::default()
            };
            assert_eq!(demand(&situation), needed, "{situation:?}");
            let again = Situation {
                passed_in_session: true,
                ..situation
            };
            assert_eq!(demand(&again), in_session, "{again:?}");
            let now = Situation {
                passed_now: true,
                ..situation
            };
            assert_eq!(demand(&now), Nothing, "{now:?}");
        }
    }
}
