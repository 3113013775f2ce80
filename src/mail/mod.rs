//! What a message looks like, and how it goes out. What is posted, and when it is sent, is `flows/mail`.

pub mod builtin;
pub mod clean;
mod https;
mod mime;
pub mod postbox;
mod rendered;
mod sentences;
mod sigv4;
mod smtp;

use crate::domain::mail::provider::Way;
use crate::domain::time::Timestamp;
use crate::egress::Egress;
pub use rendered::{Rendered, Unsent};

/// Sends a message; what the other side said. The caller limits the time.
pub async fn send(
    way: &Way,
    mail: &Rendered,
    egress: &Egress,
    now: Timestamp,
) -> Result<String, Unsent> {
    match way {
        Way::Smtp(server) => smtp::send(server, mail).await,
        _ => https::send(way, mail, egress, now).await,
    }
}
