//! Text messages. A flow posts a [`Text`] in the transaction that causes it, as it does an e-mail: the message is a row of the same
//! outbox, in a lane of its own, and the delivery of `flows/mail` hands it to the gateway.
//!
//! What a stranger can cause is bounded before anything is stored: the countries that the operator allows, and budgets of the
//! number, the user, the caller's network and the tenant.

mod budgets;
mod post;
mod text;

pub use post::{Posted, post};
pub use text::Text;
