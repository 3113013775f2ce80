//! What the tests need around the server: databases, a browser, keys, a tenant.

mod answers;
mod browser;
pub mod collector;
pub mod federation;
mod forwarder;
mod jwt;
mod letters;
mod management;
mod network;
mod page;
mod pooler;
mod prepared;
mod random;
mod receiver;
#[path = "../../common/seed.rs"]
pub mod seed;
pub mod sentences;
mod server;
mod smtp_sink;
mod tenant;
mod waits;
mod world;

pub use crate::common::Engine;
pub(crate) use crate::common::on_both_engines;
pub use crate::common::postgres::{Durability, Postgres};
pub use crate::common::together::together;
pub use crate::common::watchdog::Guarded;
pub use browser::{Answer, Browser, Outcome, STATE};
pub use forwarder::Forwarder;
pub use jwt::challenge;
pub use letters::Letters;
pub use management::{call, get, identifier_first, set_options};
pub use network::{replace, write_asn_database, write_city_database};
pub use page::{Form, has_attribute, references, unescape};
pub use pooler::Pooler;
pub use random::Random;
pub use receiver::{Mood, Receiver};
pub use server::{Database, Server, Setup, said};
pub use smtp_sink::{Kept, SMTP_PASSWORD, SMTP_USER, SinkMood, SmtpSink};
pub use tenant::{API, CONNECTION, PASSWORD, RFC9068_API, Tenant, callback, secret};
pub use waits::Wait;
pub use world::{NONCE, TRANSFER_COOKIE, Transfer, VERIFIER, World, text};
