//! The Action that sends the tenant's e-mails (`custom-email-provider`). No request waits for it.

use serde_json::{Map, Value, json};

use super::record::Record;
use super::trigger::CUSTOM_EMAIL_PROVIDER;
use crate::actions::{Done, RunOrder, Workers};
use crate::domain::action::command::NotificationCommand;
use crate::domain::action::run::{BoundAction, Execution};
use crate::domain::time::Timestamp;
use crate::ids;
use crate::outside::{Clock, Entropy};

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notified {
    Sent,
    /// It is not to be sent, and why.
    Dropped(String),
    /// It is to be tried again, and why.
    Later(String),
}

/// Has the Action send the message of the event, at that time of the server's.
pub async fn notify(
    workers: &Workers,
    action: &BoundAction,
    mut event: Map<String, Value>,
    (now, clock): (Timestamp, &Clock),
) -> (Notified, Execution) {
    event.insert("secrets".into(), json!(action.secrets));
    let text = Value::Object(event).to_string();
    let order = RunOrder {
        trigger: CUSTOM_EMAIL_PROVIDER.id,
        handler: CUSTOM_EMAIL_PROVIDER.handler,
        version: &action.version_id,
        source: &action.code,
        event: &text,
        now,
        clock_offset: clock.offset_of(now),
        deadline: Workers::deadline(),
    };
    let begun = clock.process_now();
    let done = workers.run(order).await;
    let id = ids::uuid(&Entropy::system());
    let mut record = Record::new(id, CUSTOM_EMAIL_PROVIDER, now);
    record.add(action, &done, clock.process_now().since(begun));
    (judge(action, done), record.end())
}

/// Where an Action fails, it is unknown whether the message was sent: it is tried again.
fn judge(action: &BoundAction, done: Done) -> Notified {
    let failed = |why: &str| Notified::Later(format!("the Action {:?} failed: {why}", action.name));
    if let Some(error) = done.error {
        return failed(&error.message);
    }
    let Some(last) = done.commands.into_iter().next_back() else {
        return Notified::Sent;
    };
    match serde_json::from_value(last) {
        Ok(NotificationCommand::Drop { reason }) => Notified::Dropped(reason),
        Ok(NotificationCommand::Retry { reason }) => Notified::Later(reason),
        Err(e) => failed(&e.to_string()),
    }
}
