//! Messages as another process stores them: in the same database, under the same key.

use footbridge::domain::mail::{MailEnvelope, Message};
use footbridge::mail::postbox::Postbox;
use footbridge::outside::{Clock, Entropy};
use footbridge::store::Store;
use footbridge::store::engine::Engine as StoreEngine;
use footbridge::store::mail_outbox::{self, NewMail};
use footbridge::store::seal::Sealer;
use serde_json::Value;

use crate::harness::*;

/// `secret_key` of the servers here.
pub const KEY: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// Another process.
pub struct Poster {
    store: Store,
    postbox: Postbox,
}

impl Poster {
    pub async fn beside(setup: &Setup) -> Self {
        let database = setup.database();
        let url = match database.url.starts_with("sqlite:") {
            true => {
                let file = database.directory().join("footbridge.db");
                format!("sqlite://{}", file.display())
            }
            false => database.url.clone(),
        };
        let sealer = Sealer::new(Some([7; 32]));
        let engine = StoreEngine::open(&url, 2, sealer).await;
        Self {
            store: Store::new(engine.expect("the server's database")),
            postbox: Postbox::default(),
        }
    }

    pub async fn post(&self, message: Message, to: &str, variables: Value) {
        self.post_in("en", (message, to), variables).await;
    }

    pub async fn post_in(&self, language: &str, (message, to): (Message, &str), variables: Value) {
        let envelope = MailEnvelope {
            to: to.to_owned(),
            language: language.to_owned(),
            lifetime: 3600,
            variables: variables.as_object().cloned().expect("an object"),
        };
        let now = Clock::default().process_now();
        let mail = NewMail {
            id: &self.postbox.next_id(now, &Entropy::system()),
            message,
            user_id: None,
            envelope: &envelope,
            now,
            expires_at: now.plus(std::time::Duration::from_secs(3600)),
        };
        let mut tx = self.store.begin().await.expect("a transaction");
        let inserted = mail_outbox::insert(&mut tx, &mail).await;
        assert!(inserted.expect("an answer"));
        tx.commit().await.expect("a commit");
    }
}
