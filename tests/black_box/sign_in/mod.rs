//! The hosted pages, and the session that begins there.

mod gone_meanwhile;
mod login_lost;
mod pages;
mod session;
