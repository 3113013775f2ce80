//! OAuth 2 and OpenID Connect endpoints: read the request, call the flow, choose the face.

pub mod authorize;
pub mod continuation;
pub mod discovery;
pub mod logout;
pub mod par;
pub mod revoke;
pub mod token;
pub mod userinfo;
