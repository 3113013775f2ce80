//! `RequestSecurityTokenResponse` (WS-Trust, February 2005, §4.1.3), in which WS-Federation carries its token.

use std::time::Duration;

use crate::xml::{Element, Namespace};
use footbridge_domain::time::Timestamp;

/// The envelope of a token.
#[derive(Debug, Clone, Copy)]
pub struct SecurityTokenResponse<'a> {
    /// `wctx`: returned to the application unchanged.
    pub context: Option<&'a str>,
    pub now: Timestamp,
    pub lifetime: Duration,
    /// The recipient of the token.
    pub audience: Option<&'a str>,
}

impl SecurityTokenResponse<'_> {
    /// The document around `token`.
    pub fn around(&self, token: Element) -> Element {
        let t = |name| Element::new(Namespace::Trust, name);
        let wsu = |name, at: Timestamp| Element::new(Namespace::Utility, name).text(at.to_string());
        let lifetime = t("Lifetime")
            .child(wsu("Created", self.now))
            .child(wsu("Expires", self.now.plus(self.lifetime)));
        let applies = self.audience.map(|audience| {
            let address = Element::new(Namespace::Addressing, "Address").text(audience);
            let reference = Element::new(Namespace::Addressing, "EndpointReference");
            Element::new(Namespace::Policy, "AppliesTo").child(reference.child(address))
        });
        let trust = Namespace::Trust.uri();
        t("RequestSecurityTokenResponse")
            .with_some("Context", self.context)
            .child(lifetime)
            .children(applies)
            .child(t("RequestedSecurityToken").child(token))
            .child(t("TokenType").text("urn:oasis:names:tc:SAML:1.0:assertion"))
            .child(t("RequestType").text(format!("{trust}/Issue")))
            .child(t("KeyType").text("http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey"))
    }
}
