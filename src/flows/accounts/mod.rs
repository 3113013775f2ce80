//! What users do with their accounts, whichever form or endpoint asks for it: sign up, confirm an address, replace a forgotten
//! password. The messages that belong to it are posted in the transaction that makes their links.

pub mod budgets;
pub mod email_code;
pub mod recovery;
pub mod recovery_code;
pub mod sign_up;
pub mod sign_up_code;
pub mod verification;
