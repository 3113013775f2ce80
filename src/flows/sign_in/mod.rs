//! Signing in, whatever protocol asked for it: a checked request and a browser become a session and an [`outcome`].
//!
//! Read [`steps`] first: it is the table of what happens, in order. An adapter (`flows/oidc`, `flows/saml`,
//! `flows/wsfed`) reads a request of its protocol into a [`request::CheckedRequest`], and makes the answer from the
//! outcome; nothing in here knows what the protocols are. `flows/protocols` puts the halves together.
//!
//! What the request alone decides is checked before a step looks at the browser, so that a malformed request uses up no
//! session transfer token. HTML is never shown at a URL that may carry a token: every page is a redirect away, under the
//! `state` of a [`transaction`].

pub mod account;
pub mod authenticate;
pub mod browser;
pub mod challenge;
pub mod challenge_page;
pub mod client;
mod code_login;
pub mod consent;
pub mod cross_origin;
mod database;
pub mod factor_form;
mod factor_gate;
pub mod factor_page;
mod factor_stage;
mod factor_step;
mod first_factor;
pub mod front_channel;
mod interrupted;
mod invitation;
pub mod login;
pub mod login_error;
mod login_ticket;
mod new_address;
pub mod organization;
pub mod outcome;
pub mod page_context;
pub mod parameters;
pub mod passkey;
pub mod passkey_enrollment;
pub mod passkey_offer;
pub mod passkey_sign_up;
pub mod passwordless;
mod post_login;
mod prompts;
pub mod recovery;
pub mod redirect;
pub mod reply;
pub mod request;
pub mod resume;
pub mod second_factor;
pub mod sign_up;
pub mod sign_up_error;
mod signed_in;
pub mod state;
pub mod steps;
pub mod ticket_enrollment;
pub mod transaction;
mod typed;
pub mod upstream;
mod user;
pub mod way_back;
mod webauthn_form;
mod webauthn_step;
