//! What the hot paths wait for on their way to Postgres, counted on the wire: every flight of messages that an answer is
//! awaited for, whatever the server calls it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::actions::bind;
use crate::harness::*;

/// Of each request. What goes on beside them, keys and copies that are read again each second, is waited for less often than
/// every other one of them waits.
const TIMES: u32 = 30;
/// What no request waits for: the tenant log, the trace, and test mode's look at the clock.
const APART: [&str; 4] = [
    "footbridge_store::log::tenant_logs::",
    "footbridge_store::transfer::transfer_attempts::",
    "footbridge_store::action::action_executions::",
    "footbridge_store::test_clock::",
];

/// A server that reaches its database by a way that counts.
struct Counted {
    world: World,
    way: Forwarder,
    _setup: Setup,
}

impl Counted {
    async fn start() -> Self {
        let way = Forwarder::start(&Postgres::shared().create_database().await).await;
        let database = Arc::new(Database::at(way.url.clone()));
        let setup = Setup::on(database).tenant(&Tenant::standard(4));
        let world = World::of(&setup.start().await);
        Self {
            world,
            way,
            _setup: setup,
        }
    }

    /// Forgets what was waited for so far, once the log of it is written.
    async fn begin(&self) {
        tokio::time::sleep(Duration::from_millis(300)).await;
        self.way.take_waits();
    }

    /// Asserts how often each of the requests since [`Self::begin`] waited.
    fn assert_waits(&self, expected: u32) {
        let mut kinds = BTreeMap::new();
        for wait in self.way.take_waits() {
            let is_apart = APART.iter().any(|name| wait.statement().starts_with(name));
            if !is_apart && !matches!(wait, Wait::Preparation(_)) {
                *kinds.entry(wait).or_insert(0) += 1;
            }
        }
        let each = kinds
            .values()
            .map(|times: &u32| (times + TIMES / 2) / TIMES);
        let waits: u32 = each.sum();
        assert_eq!(waits, expected, "waits a request: {kinds:#?}");
    }
}

#[tokio::test]
async fn an_exchange_without_rotation_waits_once() {
    let counted = Counted::start().await;
    let world = &counted.world;
    let token = world.refresh_token("native-static").await;
    world.exchange("native-static", &token).await.expect(200);
    counted.begin().await;
    for _ in 0..TIMES {
        world.exchange("native-static", &token).await.expect(200);
    }
    counted.assert_waits(1);
}

#[tokio::test]
async fn an_exchange_with_rotation_waits_twice() {
    let counted = Counted::start().await;
    let world = &counted.world;
    let mut token = world.refresh_token("native").await;
    counted.begin().await;
    for _ in 0..TIMES {
        let answer = world.exchange("native", &token).await.expect(200).json();
        token = text(&answer, "refresh_token");
    }
    counted.assert_waits(2);
}

#[tokio::test]
async fn a_refresh_with_rotation_waits_twice() {
    let counted = Counted::start().await;
    let world = &counted.world;
    let mut token = world.refresh_token("native").await;
    counted.begin().await;
    for _ in 0..TIMES {
        let answer = world.refresh("native", &token, &[]).await.expect(200);
        token = text(&answer.json(), "refresh_token");
    }
    counted.assert_waits(2);
}

#[tokio::test]
async fn a_redemption_waits_twice_and_its_code_once() {
    let counted = Counted::start().await;
    let world = &counted.world;
    let token = world.refresh_token("native-static").await;
    let mut transfers = Vec::new();
    for _ in 0..TIMES {
        let answer = world.exchange("native-static", &token).await.expect(200);
        transfers.push(text(&answer.json(), "access_token"));
    }
    counted.begin().await;
    let mut codes = Vec::new();
    for transfer in &transfers {
        let answer = world.redeem(&world.browser(), "web", transfer).await;
        codes.push(answer.code());
    }
    counted.assert_waits(2);
    counted.begin().await;
    for code in &codes {
        world.code("web", code).await.expect(200);
    }
    counted.assert_waits(1);
}

#[tokio::test]
async fn a_code_for_a_refresh_token_waits_twice() {
    let counted = Counted::start().await;
    let world = &counted.world;
    let (browser, _) = world.logged_in("native").await;
    let mut codes = Vec::new();
    for _ in 0..TIMES {
        codes.push(world.authorize(&browser, "native", &[]).await.code());
    }
    counted.begin().await;
    for code in &codes {
        let answer = world.code("native", code).await.expect(200).json();
        text(&answer, "refresh_token");
    }
    counted.assert_waits(2);
}

/// The Action's event tells of the user and of the refresh token: each is read once.
#[tokio::test]
async fn an_action_adds_two_waits_to_an_exchange() {
    let counted = Counted::start().await;
    let world = &counted.world;
    let idle = "exports.onExecutePostLogin = async () => {};";
    bind(world, "post-login", &[("Idle", idle)]).await;
    let token = world.refresh_token("native-static").await;
    world.exchange("native-static", &token).await.expect(200);
    counted.begin().await;
    for _ in 0..TIMES {
        world.exchange("native-static", &token).await.expect(200);
    }
    counted.assert_waits(4);
}
