//! OAuth 2 and OpenID Connect in the browser, and what the tokens say: authorization, claims, logout.

mod authorization_refusals;
pub mod claims;
mod code_replay;
mod dialects;
mod id_token_hint;
mod logout_requests;
mod posted_requests;
mod reserved_audiences;
mod url_patterns;
