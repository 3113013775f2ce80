//! Sending by the tenant's provider, whatever it is.

use serde_json::{Map, Value, json};

use super::render::Renderer;
use crate::domain::action::run::Execution;
use crate::domain::mail::Message;
use crate::domain::mail::provider::{ACTION_TRIGGER, EmailProvider, Way};
use crate::domain::time::Timestamp;
use crate::egress::Egress;
use crate::flows::actions::{Notified, notify};
use crate::mail::{Rendered, Unsent, by_https, by_smtp, clean};
use crate::outside::Clock;
use crate::store::bound_actions;
use crate::store::mail_outbox::Leased;

/// How much of an Action's reason the log gets, in characters.
const MOST_TOLD: usize = 300;

/// What sending needs of the server.
#[derive(Debug, Clone, Copy)]
pub struct Courier<'a> {
    pub renderer: Renderer<'a>,
    pub egress: &'a Egress,
    pub clock: &'a Clock,
}

/// What an attempt led to.
pub(super) struct SendAttempt {
    /// What the provider said.
    pub answer: Result<String, Unsent>,
    /// The run of the Action that is the provider.
    pub execution: Option<Execution>,
}

impl From<Result<String, Unsent>> for SendAttempt {
    fn from(answer: Result<String, Unsent>) -> Self {
        Self {
            answer,
            execution: None,
        }
    }
}

impl Courier<'_> {
    /// Sends a message. The caller limits the time.
    pub(super) async fn send(
        self,
        provider: &EmailProvider,
        (mail, rendered): (&Leased, &Rendered),
        now: Timestamp,
    ) -> SendAttempt {
        match provider.way() {
            Ok(Way::Smtp(server)) => by_smtp(&server, rendered).await.into(),
            Ok(Way::Https(api)) => {
                let real = self.clock.now();
                by_https(&api, rendered, self.egress, real).await.into()
            }
            Ok(Way::Action) => self.by_action((mail, rendered), now).await,
            Err(e) => Err(Unsent::ForNow(e.to_string())).into(),
        }
    }

    async fn by_action(
        self,
        (mail, rendered): (&Leased, &Rendered),
        now: Timestamp,
    ) -> SendAttempt {
        let Renderer { store, workers, .. } = self.renderer;
        let found = async { bound_actions::only(&mut store.read().await?, ACTION_TRIGGER).await };
        let action = match found.await {
            Ok(Some(action)) => action,
            Ok(None) => {
                let why = format!("no Action of {ACTION_TRIGGER} is deployed");
                return Err(Unsent::ForNow(why)).into();
            }
            Err(e) => return Err(Unsent::ForNow(e.to_string())).into(),
        };
        let event = self.event(mail, rendered);
        let (notified, execution) = notify(workers, &action, event, (now, self.clock)).await;
        let told = |why: String| clean::line(&why).chars().take(MOST_TOLD).collect();
        SendAttempt {
            answer: match notified {
                Notified::Sent => Ok(format!("the Action {:?} has run", action.name)),
                Notified::Dropped(why) => Err(Unsent::ForGood(told(why))),
                Notified::Later(why) => Err(Unsent::ForNow(told(why))),
            },
            execution: Some(execution),
        }
    }

    /// `event` of the trigger: the message, and whom it is about, as templates see it.
    fn event(self, mail: &Leased, rendered: &Rendered) -> Map<String, Value> {
        let mut event = Map::new();
        let mut add = |name: &str, value: Value| drop(event.insert(name.to_owned(), value));
        add(
            "notification",
            json!({
                "message_type": message_type(mail.message),
                "locale": mail.envelope.language,
                "from": rendered.from,
                "to": rendered.to,
                "subject": rendered.subject,
                "html": rendered.html,
                "text": rendered.text,
            }),
        );
        add(
            "tenant",
            json!({"id": self.renderer.settings.issuer.tenant_name()}),
        );
        add("configuration", json!({}));
        let known = &mail.envelope.variables;
        for name in ["user", "connection", "organization", "custom_domain"] {
            if let Some(value) = known.get(name) {
                add(name, value.clone());
            }
        }
        if let Some(client) = known.get("application") {
            let metadata = &client["client_metadata"];
            let client = json!({"client_id": client["clientID"], "name": client["name"], "metadata": metadata});
            add("client", client);
        }
        event
    }
}

/// Two messages have another name here than their templates have.
fn message_type(message: Message) -> &'static str {
    match message {
        Message::UserInvitation => "organization_invitation",
        Message::AuthEmailByCode => "verification_code",
        other => other.as_str(),
    }
}
