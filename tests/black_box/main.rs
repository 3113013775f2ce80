//! The built binary, over sockets only: what an application, a browser or an operator sees.
//!
//! Every test runs on SQLite and on a throw-away Postgres that the harness starts by itself.

mod harness;
mod journey;
mod session;
mod transfer_carriers;
mod transfer_decisions;
mod transfer_unburnt;
