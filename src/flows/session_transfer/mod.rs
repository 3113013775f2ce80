//! Native to Web SSO. A native app exchanges its refresh token for a session transfer token ([`mint`]); a browser brings
//! it to `/authorize`, and the user whom it stands for is signed in there ([`redeem`]).
//!
//! A token lives 60 seconds and is spent by the first look at it. It never comes of a login that was itself a transfer,
//! never swaps one signed-in user for another, and no failure is ever shown to the application: the browser gets the login
//! page, the tenant log a `w` event, and the trace every check.

mod issue;
mod redeem;
mod redemption;
mod trace;

pub use issue::{Blank, Prepared, may_issue, mint, take_back};
pub use redeem::redeem;
pub use redemption::{Redeemed, Redemption, TransferredUser};
pub use trace::{SECOND_FACTOR, decided, show_reasons};
