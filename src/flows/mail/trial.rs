//! A message that tries the provider out.

use std::time::Duration;

use serde_json::Map;
use tokio::time::timeout;

use super::courier::Courier;
use crate::domain::mail::provider::EmailProvider;
use crate::domain::mail::{MailEnvelope, Message};
use crate::ids;
use crate::mail::Unsent;
use crate::outside::Entropy;
use crate::store::mail_outbox::Leased;

const PATIENCE: Duration = Duration::from_secs(30);

/// Sends a message to an address by the provider, now; what the other side said.
pub async fn try_provider(
    courier: Courier<'_>,
    provider: &EmailProvider,
    to: &str,
) -> Result<String, Unsent> {
    let later = |why: String| Unsent::ForNow(why);
    let now = courier.clock.now();
    let mail = Leased {
        id: ids::opaque_id(&Entropy::system()),
        message: Message::TryProvider,
        envelope: MailEnvelope {
            to: to.to_owned(),
            language: "en".to_owned(),
            lifetime: 0,
            variables: Map::new(),
        },
        attempts: 1,
        expires_at: now,
    };
    let rendered = courier.renderer.render(&mail, Some(provider)).await;
    let (rendered, _) = rendered.map_err(|e| later(e.to_string()))?;
    let sending = courier.send(provider, (&mail, &rendered), now);
    match timeout(PATIENCE, sending).await {
        Ok(sent) => sent.answer,
        Err(_) => Err(later("no answer in 30 seconds".to_owned())),
    }
}
