//! What we give out and recognise again: opaque tokens, access tokens, ID tokens.

pub mod access_token;
pub mod id_token;
pub mod opaque;
