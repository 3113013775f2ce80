//! Hostile Actions by the hundred, through real worker processes: none of them learns what is outside, none of them outlives
//! its time, and none of them changes what the next one does. And hostile input to what reads requests (`corpus`).

#[path = "../common/workers.rs"]
mod common;
mod corpus;
mod snippets;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use footbridge::actions::{Done, Workers};
use serde_json::json;

use common::{order, workers};

/// What lies outside, and must stay there.
struct Canaries {
    /// A file that the server may read.
    path: String,
    content: &'static str,
    /// A part of this process's environment, which is the one that the workers are started from.
    environment: &'static str,
}

const CONTENT: &str = "canary-4f1d27c09a";
/// One run may take no longer, its waiting for a processor included.
const LONGEST: Duration = Duration::from_secs(16);
const AT_ONCE: usize = 4;
/// One friendly run for so many hostile ones.
const FRIENDS: usize = 3;

async fn run(workers: &Workers, version: &str, body: &str, event: &str) -> Done {
    let source = format!(
        "exports.onExecutePostLogin = async function (event, api) {{\n{}\n{body}\n}};",
        snippets::LOOT
    );
    workers.run(order(version, &source, event, 6)).await
}

impl Canaries {
    /// Whether anything that a run told shows one of them.
    fn are_in(&self, done: &Done) -> bool {
        let told =
            json!({"commands": done.commands, "log": done.log, "error": done.error}).to_string();
        told.contains(self.content) || told.contains(self.environment)
    }

    fn event(&self, more: &str) -> String {
        let event = json!({"canary": self.path, "hole": more, "secrets": {"KEY": "mine"},
            "user": {"user_id": "auth0|1", "user_metadata": {}, "app_metadata": {}},
            "request": {"hostname": "localhost", "ip": "192.0.2.1", "query": {}, "body": {}, "geoip": {}},
            "session": {"id": "s", "metadata": {}}, "transaction": {"protocol": "oidc-basic-profile", "metadata": {}}});
        event.to_string()
    }
}

fn canaries(directory: &tempfile::TempDir) -> Canaries {
    let path = directory.path().join("canary");
    fs::write(&path, CONTENT).expect("a file");
    Canaries {
        path: path.display().to_string(),
        content: CONTENT,
        environment: env!("CARGO_MANIFEST_DIR"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_snippet_gets_out_or_stays() {
    let directory = tempfile::tempdir().expect("a directory");
    let canaries = Arc::new(canaries(&directory));
    let snippets = Arc::new(snippets::all());
    assert!(snippets.len() >= 500, "{}", snippets.len());
    let (workers, next) = (Arc::new(workers(false)), Arc::new(AtomicUsize::new(0)));
    let lanes = (0..AT_ONCE).map(|_| {
        let (canaries, snippets) = (canaries.clone(), snippets.clone());
        let (workers, next) = (workers.clone(), next.clone());
        tokio::spawn(async move {
            let event = canaries.event("");
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(body) = snippets.get(number) else {
                    break;
                };
                let begun = Instant::now();
                let done = run(&workers, body, body, &event).await;
                assert!(!canaries.are_in(&done), "{body}\n{done:?}");
                assert!(begun.elapsed() < LONGEST, "{body}: {:?}", begun.elapsed());
                if number % FRIENDS != 0 {
                    continue;
                }
                // Whoever comes next finds the language as it should be, and nothing of the one before.
                let friend = run(&workers, "friend", snippets::FRIEND, &event).await;
                assert_eq!(friend.error, None, "after {body}");
                let asked = json!([{"op": "access.deny", "reason": "fine: undefined"}]);
                assert_eq!(json!(friend.commands), asked, "after {body}");
            }
        })
    });
    for lane in lanes.collect::<Vec<_>>() {
        lane.await.expect("no snippet got out");
    }
}

/// The suite can fail: with a hole, the same looting is seen.
#[tokio::test]
async fn a_leak_is_caught() {
    let directory = tempfile::tempdir().expect("a directory");
    let canaries = canaries(&directory);
    let workers = workers(false);
    for hole in [canaries.content, canaries.environment] {
        let event = canaries.event(hole);
        for body in [
            "console.log(event.hole)",
            "api.access.deny(event.hole)",
            "throw new Error(event.hole)",
            "loot({ constructor: { constructor: () => () => ({ env: { all: event.hole } }) } })",
        ] {
            let done = run(&workers, body, body, &event).await;
            assert!(canaries.are_in(&done), "{body}: {done:?}");
        }
    }
}
