//! Actions in the flows: one after the other, each seeing what the ones before it set, until one refuses or fails.
//!
//! A flow that runs Actions holds no transaction meanwhile. What fails refuses the login: an Action may be there to keep
//! users out.

mod course;
mod credentials_exchange;
mod destination;
mod effects;
mod event;
mod login;
mod notification;
mod post_login;
mod record;
mod redirect;
mod registration;
mod rehearsal;
mod revocation;
mod trigger;

pub use credentials_exchange::{Machine, credentials_exchange};
pub use destination::Destination;
pub use effects::{Effects, executions};
pub use login::{LoginPlace, LoginRequest, PostLogin};
pub use notification::{Notified, notify};
pub use post_login::{Decision, post_login, post_login_here, run_at_logins};
pub use redirect::{Resumption, Suspended};
pub use registration::{post_change_password, post_user_registration, pre_user_registration};
pub use rehearsal::rehearse;
