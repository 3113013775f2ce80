//! The mailbox of test mode.

use std::time::{Duration, Instant};

use reqwest::Url;
use serde_json::Value;

use super::World;

const PATIENCE: Duration = Duration::from_secs(30);

/// What the server of a world would have sent.
pub struct Letters(Url);

impl Letters {
    pub fn of(world: &World) -> Self {
        let issuer: Url = world.issuer().parse().expect("a URL");
        Self(issuer.join("_footbridge/mailbox").expect("a path"))
    }

    /// All that is there, the newest first.
    pub async fn all(&self) -> Vec<Value> {
        let asked = reqwest::Client::new().get(self.0.clone());
        let answer = asked.header("accept", "application/json").send().await;
        let answer = answer.expect("an answer").error_for_status();
        answer.expect("a mailbox").json().await.expect("a list")
    }

    /// The newest message to an address, as soon as there is one.
    pub async fn to(&self, address: &str) -> Value {
        self.find(|letter| letter["to"] == address).await
    }

    /// The link of the newest message of a type to an address that has another link than this.
    pub async fn link(&self, (kind, address): (&str, &str), other_than: &str) -> String {
        let fits = |letter: &Value| {
            letter["type"] == kind && letter["to"] == address && letter["link"] != other_than
        };
        let letter = self.find(fits).await;
        letter["link"].as_str().expect("a link").to_owned()
    }

    /// The code of the newest message of a type to an address, as soon as it is not this one.
    pub async fn code(&self, (kind, address): (&str, &str), other_than: &str) -> String {
        let start = Instant::now();
        loop {
            let letters = self.all().await;
            let mut fitting = letters
                .iter()
                .filter(|l| l["type"] == kind && l["to"] == address);
            match fitting.next().and_then(|letter| letter["code"].as_str()) {
                Some(code) if code != other_than => return code.to_owned(),
                _ => assert!(start.elapsed() < PATIENCE, "{letters:#?}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn find(&self, fits: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        loop {
            let letters = self.all().await;
            if let Some(found) = letters.iter().find(|letter| fits(letter)) {
                return found.clone();
            }
            assert!(start.elapsed() < PATIENCE, "{letters:#?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
