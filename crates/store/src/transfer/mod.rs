//! Session transfer tokens and the trace of their use.

pub mod session_transfers;
pub mod transfer_attempts;
pub mod transfer_burns;
pub mod transfer_issues;
mod transfer_rows;
