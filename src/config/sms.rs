//! The gateway for text messages, and what bounds them.

use super::layers::Layers;
use super::values;
use crate::domain::sms::{Gateway, GatewayAuthentication, SmsSettings, is_private};

/// Reads the section `sms`; `allows_private`: the server may call private addresses.
pub(super) fn read(layers: &mut Layers, allows_private: bool) -> Option<SmsSettings> {
    let url = layers.optional("sms.gateway_url", values::gateway);
    let secret = layers.optional("sms.gateway_secret", values::secret);
    let is_base64 = layers.required("sms.gateway_secret_base64", values::switch);
    let subject = layers.required("sms.gateway_subject", values::label);
    let audience = layers.optional("sms.gateway_audience", values::label);
    let from = layers.optional("sms.from", values::label);
    let allowed = layers.required("sms.allowed_countries", values::countries);
    let hourly = layers.required("sms.hourly_limit", values::limit);
    let is_base64 = is_base64?;
    let authentication = secret.map(|secret| GatewayAuthentication {
        subject,
        audience: audience.or_else(|| url.clone()),
        secret,
        secret_base64_encoded: is_base64,
    });
    if authentication.as_ref().is_some_and(|a| a.key().is_none()) {
        layers.problem(
            "sms.gateway_secret: found a value (not shown) that is not base64; expected base64 with sms.gateway_secret_base64",
        );
    }
    let (allowed, hourly) = (allowed?, hourly?);
    if url.is_some() && allowed.is_empty() {
        layers.problem(
            "sms.allowed_countries: found nothing beside sms.gateway_url; expected the countries that your users are in, or *",
        );
    }
    if !allows_private && url.as_deref().is_some_and(is_private) {
        layers.problem(
            "sms.gateway_url: found an address of this machine or of a private network; expected a public one, or actions.allow_private_addresses = true",
        );
    }
    Some(SmsSettings {
        gateway: url.map(|gateway_url| Gateway {
            gateway_url,
            gateway_authentication: authentication,
            from,
            forward_req_info: false,
        }),
        allowed,
        hourly: (hourly > 0).then_some(hourly),
    })
}
