//! A message that tries the provider out.

use std::time::Duration;

use serde_json::Map;
use tokio::time::timeout;

use super::render::Renderer;
use crate::domain::mail::provider::EmailProvider;
use crate::domain::mail::{MailEnvelope, Message};
use crate::domain::time::Timestamp;
use crate::egress::Egress;
use crate::ids;
use crate::mail::{self, Unsent};
use crate::outside::Entropy;
use crate::store::mail_outbox::Leased;

const PATIENCE: Duration = Duration::from_secs(30);

/// Sends a message to an address by the provider, now; what the other side said.
pub async fn try_provider(
    (renderer, egress): (Renderer<'_>, &Egress),
    provider: &EmailProvider,
    to: &str,
    now: Timestamp,
) -> Result<String, Unsent> {
    let later = |why: String| Unsent::ForNow(why);
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
    let way = provider.way().map_err(|e| later(e.to_string()))?;
    let rendered = renderer.render(&mail, Some(provider)).await;
    let (rendered, _) = rendered.map_err(|e| later(e.to_string()))?;
    let sent = timeout(PATIENCE, mail::send(&way, &rendered, egress, now)).await;
    sent.unwrap_or_else(|_| Err(later("no answer in 30 seconds".to_owned())))
}
