//! What an add-on must be before it is stored: its keys are keys, its addresses can be sent to.

use crate::xml::PeerKey;
use footbridge_domain::client::Client;
use footbridge_domain::redirect_uri::is_web_address;
use footbridge_domain::saml::SamlSettings;

/// The sentence about what is wrong, if something is.
pub fn check(client: &Client) -> Result<(), String> {
    let add_ons = [("samlp", client.samlp()), ("wsfed", client.wsfed())];
    for (name, settings) in add_ons {
        if let Some(wrong) = settings.and_then(wrong) {
            return Err(format!("Invalid addons.{name}: {wrong}"));
        }
    }
    Ok(())
}

fn wrong(settings: &SamlSettings) -> Option<&'static str> {
    let is_key = |text: &str| PeerKey::parse(text).is_some();
    if !settings.signing_cert.as_deref().is_none_or(is_key) {
        return Some("signingCert is not a certificate of an RSA key");
    }
    if !settings.encryption_key().is_none_or(is_key) {
        return Some("encryptionCert is not a certificate of an RSA key");
    }
    if !settings.logout_callback().is_none_or(is_web_address) {
        return Some("logout.callback is not a web address");
    }
    None
}
