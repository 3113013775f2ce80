//! E-mail: what waits to be sent, how much may be, and what the tenant sends.

pub mod email_provider;
pub mod email_templates;
pub mod mail_budgets;
pub mod mail_outbox;
pub mod mailbox;
