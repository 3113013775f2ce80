//! What was acknowledged holds, whatever is killed in between.
//!
//! Several workers issue and redeem without pause while the server or its database is killed. Each
//! notes what it was told. An answer that never came may have happened or not; everything else is
//! checked afterwards: nothing acknowledged is lost, and nothing is redeemed twice.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use tokio::task::JoinSet;

use crate::harness::*;

const WORKERS: usize = 6;

/// What a redeeming browser was told.
#[derive(Clone, Debug)]
enum Verdict {
    /// Let in, with this session cookie.
    In(String),
    /// Let in, in the session that the browser had: its cookie is replaced by the next token that does the same.
    Kept,
    Refused,
    /// No answer, or one that says nothing about the token.
    Unknown,
}

/// One issued token and all attempts on it.
struct Life {
    token: String,
    attempts: Vec<Verdict>,
}

async fn exchange(world: &World, refresh_token: &str) -> Option<String> {
    let audience = world.transfer_audience();
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "native-static"),
        ("refresh_token", refresh_token),
        ("audience", &audience),
    ];
    let request = world.http.request(Method::POST, "/oauth/token").form(&form);
    let answer = world.http.attempt(request).await.ok()?;
    assert_ne!(answer.status, 500, "{answer:#?}");
    (answer.status == 200).then(|| text(&answer.json(), "access_token"))
}

/// Redeems in a browser without a session.
async fn redeem(world: &World, token: &str) -> Verdict {
    match attempt(world, token, None).await {
        Some((Outcome::Code(_), cookie)) => Verdict::In(cookie.expect("a session")),
        Some((Outcome::Login, _)) => Verdict::Refused,
        _ => Verdict::Unknown,
    }
}

/// Redeems in the browser that has this session of the same person. There the database's unique index, which lets one
/// transfer make one session, stands behind nothing: the burn alone decides.
async fn redeem_again(world: &World, token: &str, session: &mut Option<String>) -> Verdict {
    let had = session.clone();
    match attempt(world, token, had.as_deref()).await {
        Some((Outcome::Code(_), cookie)) => {
            *session = cookie;
            Verdict::Kept
        }
        Some((Outcome::Login, _)) => Verdict::Refused,
        _ => {
            // The cookie may have been replaced by an answer that never came.
            *session = None;
            Verdict::Unknown
        }
    }
}

async fn attempt(
    world: &World,
    token: &str,
    session: Option<&str>,
) -> Option<(Outcome, Option<String>)> {
    let url = world.authorize_url("web", &[("session_transfer_token", token)]);
    let mut request = world.http.request(Method::GET, &url);
    if let Some(session) = session {
        request = request.header("Cookie", format!("auth0={session}"));
    }
    let answer = world.http.attempt(request).await.ok()?;
    assert_ne!(answer.status, 500, "{answer:#?}");
    Some((answer.outcome(), answer.cookie("auth0")))
}

/// Issues and redeems until told to stop: mostly twice at once, sometimes not at all.
async fn work(
    worlds: Vec<World>,
    refresh_token: String,
    stop: Arc<AtomicBool>,
    lives: Arc<Mutex<Vec<Life>>>,
) {
    let mut session = None;
    for number in 0_usize.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let world = &worlds[number % worlds.len()];
        let Some(token) = exchange(world, &refresh_token).await else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        if session.is_none() {
            if let Verdict::In(cookie) = redeem(world, &token).await {
                session = Some(cookie);
            }
            continue;
        }
        let other = &worlds[(number + 1) % worlds.len()];
        let attempts = match number % 5 {
            0 => vec![],
            _ => {
                let again = redeem_again(world, &token, &mut session);
                let (one, two) = tokio::join!(again, redeem(other, &token));
                vec![one, two]
            }
        };
        let mut lives = lives.lock().expect("no holder panics");
        lives.push(Life { token, attempts });
    }
}

/// Runs the workers while `disturb` does its worst, and gives what they saw.
async fn lives_during(worlds: &[World], disturb: impl Future<Output = ()>) -> Vec<Life> {
    worlds[0].freeze("2031-05-05T10:00:00Z").await;
    let stop = Arc::new(AtomicBool::new(false));
    let lives = Arc::new(Mutex::new(vec![]));
    let mut workers = JoinSet::new();
    for _ in 0..WORKERS {
        let token = worlds[0].refresh_token("native-static").await;
        let (stop, lives) = (Arc::clone(&stop), Arc::clone(&lives));
        workers.spawn(work(worlds.to_vec(), token, stop, lives));
    }
    disturb.await;
    stop.store(true, Ordering::Relaxed);
    workers.join_all().await;
    std::mem::take(&mut *lives.lock().expect("no holder panics"))
}

/// The check: each life is judged by what was acknowledged, and by one more attempt now.
async fn judge(world: &World, lives: &[Life]) {
    let (mut redeemed, mut fresh, mut unknown) = (0, 0, 0);
    for life in lives {
        let sessions: Vec<_> = life
            .attempts
            .iter()
            .filter_map(|verdict| match verdict {
                Verdict::In(session) => Some(session.clone()),
                _ => None,
            })
            .collect();
        let doubtful = life
            .attempts
            .iter()
            .any(|verdict| matches!(verdict, Verdict::Unknown));
        let kept = life.attempts.iter().filter(|v| matches!(v, Verdict::Kept));
        let kept = kept.count();
        let times = sessions.len() + kept;
        assert!(times <= 1, "redeemed twice: {:?}", life.attempts);
        let now = redeem(world, &life.token).await;
        match (sessions.first(), &now) {
            (None, Verdict::Refused) if kept == 1 => redeemed += 1,
            (Some(session), Verdict::Refused) => {
                redeemed += 1;
                let browser = world.browser();
                browser.set_cookie("auth0", session);
                assert!(
                    world.has_session(&browser).await,
                    "an acknowledged session is lost"
                );
            }
            (None, Verdict::In(_)) => fresh += 1,
            (None, Verdict::Refused) if doubtful => unknown += 1,
            _ => panic!("{:?}, and now {now:?}", life.attempts),
        }
    }
    assert!(
        redeemed > 20 && fresh > 5,
        "{redeemed} redeemed, {fresh} fresh, {unknown} unknown: too little to judge"
    );
}

on_both_engines! {
    of_a_server_that_is_killed_under_load,
}

async fn of_a_server_that_is_killed_under_load(engine: Engine) {
    let setup = Setup::new(engine).await;
    let mut server = setup.start().await;
    let world = World::of(&server);
    let setup = setup.set("LISTEN", &format!("127.0.0.1:{}", server.port));
    let mut random = Random::of_run();
    let lives = lives_during(std::slice::from_ref(&world), async {
        for _ in 0..4 {
            tokio::time::sleep(a_while(&mut random)).await;
            server.kill();
            server = setup.start().await;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    })
    .await;
    judge(&world, &lives).await;
}

/// Until the next kill: long enough for work to be done, and never the same.
fn a_while(random: &mut Random) -> Duration {
    let millis = 1200 + random.below(600);
    Duration::from_millis(u64::try_from(millis).expect("small"))
}

/// SQLite has no process to kill but the server's own.
#[tokio::test(flavor = "multi_thread")]
async fn of_a_postgres_that_is_killed_under_load() {
    let postgres = Postgres::start(Durability::Full);
    let database = Arc::new(Database::inside(&postgres).await);
    let setup = Setup::on(database)
        .tenant(&Tenant::standard(1))
        .set("ISSUER", "http://footbridge.localhost/");
    let (first, second) = (setup.start().await, setup.start().await);
    let world = World::of(&first);
    let worlds = [world.clone(), world.asking(&second)];
    let mut random = Random::of_run();
    let lives = lives_during(&worlds, async {
        for _ in 0..4 {
            tokio::time::sleep(a_while(&mut random)).await;
            tokio::task::block_in_place(|| {
                postgres.kill();
                postgres.run();
            });
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    })
    .await;
    judge(&world, &lives).await;
}
