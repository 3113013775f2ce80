//! What resources are declared with: routes, calls and their answers, errors, and the parts that many share.

pub mod audit;
pub mod call;
pub mod caller;
pub mod error;
pub mod fields;
pub mod lists;
pub mod paging;
pub mod query;
pub mod rate;
pub mod reply;
pub mod resource;
pub mod retry;
pub mod settings;
