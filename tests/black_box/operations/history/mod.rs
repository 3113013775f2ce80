//! What was acknowledged holds, whatever is killed in between: the server, its database, or the way from one to the other.
//!
//! Several workers ask for secrets and show them without pause, often one secret at two processes at once. All that they
//! were told is written down. Then all is quiet, every secret is shown once more, and the checker judges the whole history.

mod lives;
mod subjects;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::harness::*;
use crate::history::{self, Kind, Operation};
use lives::{Left, Run, Worker};
use subjects::{Shared, Site};

const WORKERS: usize = 6;
/// How many ask at once when all is quiet.
const LOOKERS: usize = 8;
/// How many requests are answered before a kill, at least.
const REQUESTS: usize = 60;
/// How often answers get lost in the time of one kill.
const LOSSES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(120);
const NOW: &str = "2031-05-05T10:00:00Z";
const ISSUER: &str = "http://footbridge.localhost/";

/// How often a process is killed: `HISTORY_KILLS`, or 4.
#[expect(
    clippy::disallowed_methods,
    reason = "read by tests; the program has no such setting"
)]
fn kills() -> usize {
    std::env::var("HISTORY_KILLS").map_or(4, |number| number.parse().expect("a number"))
}

/// The processes on one database, and what happened there.
struct Scene {
    worlds: Vec<World>,
    run: Arc<Run>,
    shared: Arc<Shared>,
}

impl Scene {
    async fn of(worlds: Vec<World>) -> Self {
        worlds[0].freeze(NOW).await;
        Self {
            worlds,
            run: Arc::default(),
            shared: Arc::default(),
        }
    }

    /// A person of its own for each worker.
    fn site(&self, person: usize) -> Site {
        let worlds = self.worlds.iter();
        Site {
            worlds: worlds.map(|w| w.clone().with_user(person)).collect(),
            shared: Arc::clone(&self.shared),
        }
    }

    /// Works while `disturb` does its worst, and looks at everything afterwards.
    async fn play(&self, random: &mut Random, disturb: impl AsyncFnOnce(&mut Random)) {
        let mut workers = JoinSet::new();
        for person in 0..WORKERS {
            let choices = Random(u64::try_from(random.below(usize::MAX)).expect("64 bits"));
            workers.spawn(Worker::new(&self.run, self.site(person), choices).work());
        }
        disturb(random).await;
        self.run.stop.store(true, Ordering::SeqCst);
        let left = workers.join_all().await.into_iter().flatten();
        let (early, late): (Vec<_>, Vec<_>) = left.enumerate().partition(|(n, _)| n % 2 == 0);
        self.look_at(early).await;
        // Codes and transfer tokens have expired by then.
        self.worlds[0].advance("61s").await;
        self.shared.clock.fetch_add(61_000, Ordering::SeqCst);
        self.look_at(late).await;
        self.judge();
    }

    /// Until so many requests were answered, or up to twice as many, and then any moment: a slow machine has as much to judge.
    async fn work(&self, random: &mut Random, requests: usize) {
        let answers = || self.shared.answers.load(Ordering::SeqCst);
        let (start, enough) = (
            Instant::now(),
            answers() + requests + random.below(requests),
        );
        while answers() < enough {
            assert!(start.elapsed() < PATIENCE, "no answer comes");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let millis = u64::try_from(random.below(40)).expect("small");
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }

    /// Shows everything once more, at the processes in turn.
    async fn look_at(&self, left: Vec<(usize, Left)>) {
        let mut lookers = JoinSet::new();
        let mut groups: Vec<Vec<Left>> = (0..LOOKERS).map(|_| vec![]).collect();
        for (number, left) in left {
            groups[number / 2 % LOOKERS].push(left);
        }
        let processes = self.worlds.len();
        for group in groups {
            let run = Arc::clone(&self.run);
            lookers.spawn(async move {
                for (number, left) in group.iter().enumerate() {
                    left.show(&run.recorder, number % processes).await;
                }
            });
        }
        lookers.join_all().await;
    }

    fn judge(&self) {
        let history = self.run.recorder.operations();
        let found = history::check(&history);
        let first = &found[..found.len().min(3)];
        assert!(found.is_empty(), "{} times: {first:#?}", found.len());
        let accidents = self.shared.accidents.load(Ordering::SeqCst);
        assert_eq!(accidents, 0, "answers with 500, see above");
        let count = |fits: &dyn Fn(&Operation) -> bool| history.iter().filter(|o| fits(o)).count();
        let redeemed = count(&|o| o.kind == Kind::Redeem && o.succeeded());
        let rotated = count(&|o| o.kind == Kind::Rotate && o.succeeded());
        let refused = count(&|o| o.was_refused());
        let unknown = count(&|o| o.outcome == history::Outcome::Unknown);
        let seen = format!(
            "{} operations: {redeemed} redeemed, {rotated} rotated, {refused} refused, {unknown} unknown",
            history.len()
        );
        println!("{seen}");
        assert!(
            redeemed > 20 && rotated > 5 && refused > 20,
            "{seen}: too little to judge"
        );
    }
}

/// Processes on one database, each with its port for ever.
async fn processes(setup: &Setup, count: usize) -> Vec<(Setup, Arc<Server>)> {
    let mut processes = vec![];
    for _ in 0..count {
        let server = setup.start().await;
        let port = format!("127.0.0.1:{}", server.port);
        processes.push((setup.clone().set("LISTEN", &port), server));
    }
    processes
}

fn worlds(processes: &[(Setup, Arc<Server>)]) -> Vec<World> {
    let first = World::of(&processes[0].1);
    let all = processes.iter();
    all.map(|(_, server)| first.asking(server)).collect()
}

on_both_engines! {
    of_a_server_that_is_killed_under_load,
}

/// One process on SQLite; on Postgres two, of which now one and then the other is killed.
async fn of_a_server_that_is_killed_under_load(engine: Engine) {
    let setup = Setup::new(engine).await;
    let setup = setup
        .tenant(&Tenant::standard(WORKERS))
        .set("ISSUER", ISSUER);
    let count = if engine == Engine::Postgres { 2 } else { 1 };
    let mut processes = processes(&setup, count).await;
    let scene = Scene::of(worlds(&processes)).await;
    let mut random = Random::of_run();
    let disturb = async |random: &mut Random| {
        for number in 0..kills() {
            scene.work(random, REQUESTS).await;
            let (setup, server) = &mut processes[number % count];
            server.kill();
            *server = setup.start().await;
        }
        scene.work(random, REQUESTS).await;
    };
    scene.play(&mut random, disturb).await;
}

/// A Postgres of the test's own, and a database there. Commits take their time, so that whatever happens to Postgres meets
/// some that are under way.
async fn slow_postgres() -> (Postgres, Database) {
    let postgres = Postgres::start(Durability::Full);
    let database = Database::inside(&postgres).await;
    for setting in ["commit_delay = 20000", "commit_siblings = 0"] {
        let sql = format!("ALTER ROLE footbridge SET {setting}");
        database.execute(&sql).await;
    }
    (postgres, database)
}

/// Two processes on a database of Postgres.
async fn scene_on(database: Database) -> Scene {
    let setup = Setup::on(Arc::new(database))
        .tenant(&Tenant::standard(WORKERS))
        .set("ISSUER", ISSUER);
    Scene::of(worlds(&processes(&setup, 2).await)).await
}

/// SQLite has no process to kill but the server's own.
#[tokio::test(flavor = "multi_thread")]
async fn of_a_postgres_that_is_killed_under_load() {
    let (postgres, database) = slow_postgres().await;
    let scene = scene_on(database).await;
    let mut random = Random::of_run();
    let disturb = async |random: &mut Random| {
        for _ in 0..kills() {
            scene.work(random, REQUESTS).await;
            tokio::task::block_in_place(|| {
                postgres.kill();
                postgres.run();
            });
        }
        scene.work(random, REQUESTS).await;
    };
    scene.play(&mut random, disturb).await;
}

/// Statements are done, and the server is not told so: it must neither run them again nor take them for undone. A kill
/// seldom comes between a commit and its answer.
#[tokio::test(flavor = "multi_thread")]
async fn of_answers_of_postgres_that_get_lost() {
    let (_postgres, database) = slow_postgres().await;
    let forwarder = Forwarder::start(&database.url).await;
    let scene = scene_on(Database::at(forwarder.url.clone())).await;
    let mut random = Random::of_run();
    let disturb = async |random: &mut Random| {
        for _ in 0..LOSSES * kills() {
            scene.work(random, REQUESTS / LOSSES).await;
            forwarder.lose_answers();
        }
        scene.work(random, REQUESTS).await;
    };
    scene.play(&mut random, disturb).await;
}
