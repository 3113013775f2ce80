//! The hosted pages, and the session that begins there.

mod account_chooser;
mod cross_origin;
mod error_page;
mod gone_meanwhile;
mod identifier_first;
mod languages;
mod login_lost;
mod pages;
mod sent_twice;
mod session;
mod sign_up_code;
mod sign_up_steps;
