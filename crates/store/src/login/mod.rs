//! What a login needs until it ends, and the limits of logins.

pub mod codes;
pub mod email_codes;
pub mod login_attempts;
pub mod login_transactions;
pub mod mfa_tokens;
pub mod network_budgets;
pub mod new_codes;
pub mod passkey_challenges;
pub mod pushed_requests;
pub mod tickets;
