//! SAML and WS-Federation.

mod add_on;
mod hostile;
mod logout;
mod providers;
mod sign_in;
mod transfer;
mod wsfed;
