//! What the tests need around the server: databases, a browser, keys, a tenant.

mod answers;
mod browser;
pub mod collector;
pub mod federation;
mod forwarder;
mod jwt;
mod management;
mod network;
mod page;
mod postgres;
mod receiver;
pub mod sentences;
mod server;
mod tenant;
mod together;
mod watchdog;
mod world;

pub use browser::{Answer, Browser, Outcome, STATE};
pub use forwarder::Forwarder;
pub use jwt::challenge;
pub use management::{call, get};
pub use network::{replace, write_asn_database, write_city_database};
pub use page::{Form, has_attribute, references};
pub use postgres::{Durability, Postgres};
pub use receiver::{Mood, Receiver};
pub use server::{Database, Engine, Server, Setup};
pub use tenant::{API, CONNECTION, PASSWORD, RFC9068_API, Tenant, callback, secret};
pub use together::together;
pub use watchdog::Guarded;
pub use world::{NONCE, TRANSFER_COOKIE, Transfer, VERIFIER, World, text};

/// Makes each of these functions a test on SQLite and a test on Postgres.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn sqlite() {
                super::$name($crate::harness::Engine::Sqlite).await
            }

            #[tokio::test]
            async fn postgres() {
                super::$name($crate::harness::Engine::Postgres).await
            }
        }
    )+};
}

pub(crate) use on_both_engines;
