//! E-mail, and the delivery of text messages, which `flows/sms` posts. A flow posts a [`Letter`] in the transaction that causes it, so that both are kept or neither is; nothing is
//! rendered or sent while a request waits. The delivery, a task of every process, renders a message with the template as it is
//! then, and sends it: at least once, a second time under the same `Message-ID`.
//!
//! In test mode nothing leaves the server, whatever provider is configured: a tenant file of the real tenant may be loaded, and
//! its users are real people. The messages are in the mailbox instead.

pub mod budgets;
mod courier;
pub mod delivery;
mod letter;
mod link;
pub mod mailbox;
mod own;
mod post;
mod render;
mod text_message;
mod trial;

pub use crate::mail::is_sender;
pub use courier::Courier;
pub use letter::Letter;
pub use link::{LinkSettings, link_lifetime, link_settings};
pub use own::check_liquid;
pub use post::{Posted, post};
pub use render::Renderer;
pub use trial::try_provider;
