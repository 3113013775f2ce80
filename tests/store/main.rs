//! The store against both engines: its statements, its two migration histories, and what must happen once under real
//! concurrency, with several pools on one database as several processes have them.

mod bench;
mod borrowed_connections;
#[path = "../common/mod.rs"]
mod common;
mod erase;
#[path = "../common/history/mod.rs"]
mod history;
mod lane;
mod lists;
mod log_order;
mod mail;
mod mutants;
mod purge;
mod revocation;
mod schema;
mod sealing;
mod single_use;
mod user_again;
mod writer;
