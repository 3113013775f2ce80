//! What a request is answered with, of what is SAML's own.

use serde::{Deserialize, Serialize};

/// What the adapter has to know again when it answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SamlPart {
    /// The request that is answered; none when the sign-in began with us.
    pub request_id: Option<String>,
    /// The entity ID of the service provider that asked.
    pub issuer: Option<String>,
    pub relay_state: Option<String>,
    /// The authentication context that the answer will claim.
    pub context: String,
}
