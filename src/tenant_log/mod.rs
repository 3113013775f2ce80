//! The tenant log: what happened to users and clients, in Auth0's event codes and words.
//!
//! Flows hand events over and go on; a writer stores them in batches. Writing never delays or fails an answer.

mod event;
mod gate;
mod writer;

pub use event::{Event, EventCode, RequestOrigin as EventOrigin};
pub use writer::{LateRow, TenantLog};
