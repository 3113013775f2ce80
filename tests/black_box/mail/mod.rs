//! E-mail: what is sent, by whom, and what is in the mailbox of test mode.

mod action;
mod delivery;
mod mailbox;
mod posted;
mod provider;
mod sms;
mod templates;
