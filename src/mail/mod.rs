//! What a message looks like, and how it goes out. What is posted, and when it is sent, is `flows/mail` and `flows/sms`.

mod azure_hmac;
pub mod builtin;
pub mod clean;
mod https;
mod mime;
pub mod postbox;
mod rendered;
mod sentences;
mod sigv4;
mod sms_gateway;
mod smtp;

pub use https::send as by_https;
pub use mime::is_sender;
pub use rendered::{Rendered, Unsent};
pub use sms_gateway::{TextMessage, send as by_gateway};
pub use smtp::send as by_smtp;
