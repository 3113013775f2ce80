//! A worker that someone else ends, in the middle of a run.

use std::process::Command;
use std::time::{Duration, Instant};

use super::*;
use crate::common::postgres::children;

on_both_engines! {
    a_run_without_effects_begins_again_and_another_does_not,
}

/// How long an Action of this test waits, and when it is killed.
const RUN: Duration = Duration::from_millis(1500);
const MIDDLE: Duration = Duration::from_millis(200);
const FAILED: &str = "The request was refused because an Action failed";

/// The answer to a login in the middle of whose Action its worker is killed; how long that took.
async fn login(world: &World) -> (Answer, Duration) {
    let kill = async {
        while !is_running(world).await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(MIDDLE).await;
        let workers = children(world.server.pid());
        let killed = Command::new("kill").arg("-KILL").args(workers).status();
        assert!(killed.expect("it is everywhere").success());
    };
    let start = Instant::now();
    let (answer, ()) = tokio::join!(world.password("native", &[]), kill);
    (answer, start.elapsed())
}

/// Whether an Action runs.
async fn is_running(world: &World) -> bool {
    let metrics = reqwest::get(format!("{}metrics", world.issuer())).await;
    let metrics = metrics.expect("an answer").text().await.expect("a text");
    metrics
        .lines()
        .any(|line| line == "footbridge_action_runs 1")
}

async fn a_run_without_effects_begins_again_and_another_does_not(engine: Engine) {
    let world = World::own(engine).await;
    let wait = format!(
        "await new Promise((done) => setTimeout(done, {}));",
        RUN.as_millis()
    );
    bind(&world, "post-login", &[("Pure", &post_login(&wait))]).await;
    let (answer, took) = login(&world).await;
    answer.expect(200);
    assert!(took > RUN + MIDDLE, "it ran again: {took:?}");
    let set = "api.cache.set('seen', 'once', { ttl: 60000 });";
    let code = post_login(&format!("{set} {wait}"));
    bind(&world, "post-login", &[("Effect", &code)]).await;
    // The worker of before has ended its run and waits: this one takes it.
    let (answer, _) = login(&world).await;
    answer.expect_error(403, "access_denied", FAILED);
}
