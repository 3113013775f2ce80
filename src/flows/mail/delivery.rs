//! Delivery of stored messages: at least once, by one process at a time, a few at once.
//!
//! A message's row goes after the message was accepted and never before. A process that sends has leased the row, and renews
//! its leases at every look; when it dies, they run out. A message that cannot be sent is tried again, at growing intervals,
//! until what it says is of no use any more; then, or where its recipient is refused for good, it is given up.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use metrics::{counter, gauge};
use serde_json::json;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::courier::Courier;
use super::mailbox;
use super::render::Renderer;
use super::text_message;
use crate::domain::log_stream::patience;
use crate::domain::mail::provider::EmailProvider;
use crate::domain::mail::{Lane, Message};
use crate::flows::Parts;
use crate::mail::{Rendered, Unsent};
use crate::outside::Entropy;
use crate::store::email_provider;
use crate::store::engine::StoreError;
use crate::store::mail_outbox::{self, Leased, MailTurn};
use crate::telemetry::metrics as names;
use crate::tenant_log::{Event, EventCode};

/// How often the outbox is looked at, beside every time that a message is posted in this process.
pub const PERIOD: Duration = Duration::from_secs(1);
/// How long others wait after this process has died.
const LEASE: Duration = Duration::from_secs(6);
/// How long rendering and sending may take together.
const ATTEMPT: Duration = Duration::from_secs(30);
/// How long an attempt under way may go on when the server ends.
const LAST_ATTEMPT: Duration = Duration::from_secs(2);
/// How many messages are sent at once.
const AT_ONCE: usize = 4;

/// What delivers, in this process.
#[derive(Debug)]
pub struct MailDelivery {
    parts: Arc<Parts>,
    lane: Lane,
    /// Its name among the processes.
    process: String,
    tracker: TaskTracker,
    stop: CancellationToken,
    free: Arc<Semaphore>,
}

impl MailDelivery {
    /// Of one lane. Its tasks are `tracker`'s, and end after `stop`.
    pub fn new(
        parts: Arc<Parts>,
        lane: Lane,
        (tracker, stop): (TaskTracker, CancellationToken),
    ) -> Self {
        for message in Message::ALL {
            // What is rare is shown before it happens.
            for name in [names::MAIL_SENT, names::MAIL_FAILED, names::MAIL_GIVEN_UP] {
                counter!(name, "type" => message.as_str()).increment(0);
            }
        }
        Self {
            parts,
            lane,
            process: Entropy::system().token::<12>(),
            tracker,
            stop,
            free: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// What wakes it.
    pub fn wake(&self) -> &Arc<Notify> {
        match self.lane {
            Lane::Mail => &self.parts.postbox.wake,
            Lane::Sms => &self.parts.postbox.wake_sms,
        }
    }

    /// Looks at the outbox once, and begins with the messages that are due.
    pub async fn look(self: Arc<Self>) -> Result<(), StoreError> {
        let store = &self.parts.store;
        let free = self.free.available_permits();
        let (real, until) = (self.parts.clock.now(), self.parts.clock.now().plus(LEASE));
        if free < AT_ONCE {
            mail_outbox::renew(&mut store.write().await?, &self.process, until).await?;
        }
        let mut db = store.read().await?;
        let waiting = mail_outbox::waiting(&mut db, self.lane).await?;
        let lane = match self.lane {
            Lane::Mail => "mail",
            Lane::Sms => "sms",
        };
        gauge!(names::MAIL_WAITING, "lane" => lane).set(waiting.count as f64);
        let (Some(oldest), Some(due_at)) = (waiting.oldest, waiting.due_at) else {
            gauge!(names::MAIL_AGE, "lane" => lane).set(0.0);
            return Ok(());
        };
        let now = self.parts.now(&mut db).await?;
        drop(db);
        gauge!(names::MAIL_AGE, "lane" => lane).set(now.since(oldest).as_secs_f64());
        if due_at > now || free == 0 || self.stop.is_cancelled() {
            return Ok(());
        }
        let turn = MailTurn {
            process: &self.process,
            now,
            real,
            until,
            most: i64::try_from(free).unwrap_or(i64::MAX),
            lane: self.lane,
        };
        let (leased, unreadable) = mail_outbox::take(&mut store.write().await?, turn).await?;
        for error in unreadable {
            tracing::error!(%error, "a message of the outbox cannot be read, and stays there");
        }
        for mail in leased {
            let free = self.free.clone().acquire_owned().await;
            let Ok(permit) = free else { break };
            self.tracker.spawn(self.clone().deliver(mail, permit));
        }
        Ok(())
    }

    async fn deliver(self: Arc<Self>, mail: Leased, permit: OwnedSemaphorePermit) {
        if let Err(error) = self.attempt(&mail).await {
            let id = mail.id.as_str();
            tracing::warn!(id, %error, "what became of a message could not be stored; it is sent again");
        }
        drop(permit);
        // Others may have waited for the place.
        self.wake().notify_one();
    }

    async fn attempt(&self, mail: &Leased) -> Result<(), StoreError> {
        let end = async {
            self.stop.cancelled().await;
            tokio::time::sleep(LAST_ATTEMPT).await;
        };
        let tried = timeout(ATTEMPT, self.try_once(mail));
        let tried = tokio::select! {
            tried = tried => tried,
            () = end => return self.give_back(mail).await,
        };
        match tried.unwrap_or_else(|_| Err(later("no answer in time"))) {
            Ok(()) => {
                counter!(names::MAIL_SENT, "type" => mail.message.as_str()).increment(1);
                Ok(())
            }
            Err(unsent) => self.failed(mail, unsent).await,
        }
    }

    /// Sends the message, and forgets it once it was accepted.
    async fn try_once(&self, mail: &Leased) -> Result<(), Unsent> {
        if self.lane == Lane::Sms {
            return self.text(mail).await;
        }
        let (store, settings) = (&self.parts.store, self.parts.settings.now());
        let provider = email_provider::read(&mut store.read().await.map_err(later)?).await;
        let provider = provider.map_err(later)?;
        let renderer = Renderer {
            store,
            settings: &settings,
            workers: &self.parts.workers,
        };
        let rendered = renderer.render(mail, provider.as_ref()).await;
        let (rendered, broken) = rendered.map_err(later)?;
        if let Some(why) = broken.filter(|_| mail.attempts == 1) {
            self.tell(
                mail,
                &why,
                "An e-mail template is broken: the built-in one is used",
            );
        }
        if settings.test_mode {
            return self.keep(mail, &rendered).await.map_err(later);
        }
        let provider = provider.filter(EmailProvider::is_enabled);
        let no_provider = || Unsent::ForNow("no e-mail provider is configured".to_owned());
        let courier = Courier {
            renderer,
            egress: &self.parts.egress,
            clock: &self.parts.clock,
        };
        let message = (mail, &rendered);
        let now = self.parts.clock.now();
        let sent = courier
            .send(&provider.ok_or_else(no_provider)?, message, now)
            .await;
        if let Some(execution) = sent.execution {
            self.parts.keep(execution);
        }
        sent.answer?;
        let mut db = store.write().await.map_err(later)?;
        let done = mail_outbox::done(&mut db, &mail.id, &self.process).await;
        done.map(drop).map_err(later)
    }

    /// The same for a text message.
    async fn text(&self, mail: &Leased) -> Result<(), Unsent> {
        if self.parts.settings.now().test_mode {
            let kept = text_message::kept(&self.parts, mail);
            return self.keep(mail, &kept).await.map_err(later);
        }
        let now = self.parts.clock.now();
        text_message::send(&self.parts, mail, now).await?;
        let mut db = self.parts.store.write().await.map_err(later)?;
        let done = mail_outbox::done(&mut db, &mail.id, &self.process).await;
        drop(db);
        if done.map_err(later)? {
            text_message::tell(&self.parts, mail, None).await;
        }
        Ok(())
    }

    /// Moves the message into the mailbox of test mode.
    async fn keep(&self, mail: &Leased, rendered: &Rendered) -> Result<(), StoreError> {
        let now = self.parts.now(&mut self.parts.store.read().await?).await?;
        let mut tx = self.parts.store.begin().await?;
        if mail_outbox::done(&mut tx, &mail.id, &self.process).await? {
            mailbox::keep(&mut tx, mail, rendered, now).await?;
            tx.commit().await?;
            if self.lane == Lane::Sms {
                text_message::tell(&self.parts, mail, None).await;
            }
        }
        Ok(())
    }

    async fn give_back(&self, mail: &Leased) -> Result<(), StoreError> {
        let mut db = self.parts.store.write().await?;
        let now = self.parts.now(&mut db).await?;
        mail_outbox::retry(&mut db, (&mail.id, &self.process), now).await
    }

    /// Has the message tried again, or gives it up.
    async fn failed(&self, mail: &Leased, unsent: Unsent) -> Result<(), StoreError> {
        let mut db = self.parts.store.write().await?;
        let now = self.parts.now(&mut db).await?;
        let chance = u64::from_be_bytes(self.parts.entropy.bytes());
        let again = now.plus(patience::wait(mail.attempts, chance));
        let (why, is_final) = match unsent {
            Unsent::ForGood(why) => (why, true),
            Unsent::ForNow(why) => (why, again > mail.expires_at),
        };
        counter!(names::MAIL_FAILED, "type" => mail.message.as_str()).increment(1);
        if is_final {
            mail_outbox::done(&mut db, &mail.id, &self.process).await?;
        } else {
            mail_outbox::retry(&mut db, (&mail.id, &self.process), again).await?;
        }
        drop(db);
        if is_final {
            counter!(names::MAIL_GIVEN_UP, "type" => mail.message.as_str()).increment(1);
        }
        // Once when it begins and once when it ends, not every time.
        let description = match (is_final, mail.attempts) {
            (true, _) => "The message could not be sent and is given up",
            (false, 1) => "The message could not be sent; it is tried again",
            (false, _) => return Ok(()),
        };
        match self.lane {
            Lane::Mail => self.tell(mail, &why, description),
            Lane::Sms => text_message::tell(&self.parts, mail, Some((&why, description))).await,
        }
        Ok(())
    }

    fn tell(&self, mail: &Leased, why: &str, description: &str) {
        let kind = mail.message.as_str();
        tracing::warn!(id = mail.id, kind, why, "{description}");
        let details = json!({ "email_type": kind, "to": mail.envelope.to, "error": why });
        let event = Event::new(EventCode::FailedNotification, description).details(details);
        self.parts.tell(event, self.parts.clock.now());
    }
}

fn later(e: impl Display) -> Unsent {
    Unsent::ForNow(e.to_string())
}
