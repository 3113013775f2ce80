//! Auth0's client object as it is kept and shown: a JSON document, most of which only the tools that wrote it understand.
//! What decides something is read from it by [`super::client::Client`].

mod complete;

pub use complete::complete;
