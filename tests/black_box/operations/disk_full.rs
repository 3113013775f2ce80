//! SQLite on a disk that is full or broken: writes are refused, readiness says so, and all is well once there is room.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::harness::*;

const PATIENCE: Duration = Duration::from_secs(60);

/// Something that keeps the database's file from growing for a while.
trait Trouble {
    fn begin(&self, server: &Server);
    fn end(&self, server: &Server);
}

/// Events that need no write of their own, so that they happen while nothing can be written.
async fn happen(world: &World, times: usize) {
    let audience = format!("{}api/v2/", world.issuer());
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", audience.as_str()),
    ];
    for _ in 0..times {
        world.token("machine", &form).await.expect(200);
    }
}

async fn survives(setup: &Setup, trouble: &dyn Trouble) {
    let server = setup.start().await;
    let world = World::of(&server);
    let token = world.refresh_token("native").await;
    trouble.begin(&server);
    // Room that the log of the database had left may last for a while.
    let start = Instant::now();
    let refused = loop {
        let answer = world.password("native", &[]).await;
        if answer.status != 200 {
            break answer;
        }
        assert!(start.elapsed() < PATIENCE, "it never was full");
    };
    refused.not_now();
    while world.http.get("/readyz").await.status != 503 {
        assert!(start.elapsed() < PATIENCE, "{}", server.log());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    happen(&world, 5).await;
    for _ in 0..3 {
        world.refresh("native", &token, &[]).await.expect(503);
    }
    trouble.end(&server);
    let start = Instant::now();
    while world.http.get("/readyz").await.status != 200 {
        assert!(start.elapsed() < PATIENCE, "{}", server.log());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    // Nothing was used up by what was refused, and nothing is left of it in the way.
    let token = world.refresh("native", &token, &[]).await.expect(200);
    let token = text(&token.json(), "refresh_token");
    let answer = world.exchange("native", &token).await.expect(200).json();
    let transfer = text(&answer, "access_token");
    world
        .redeem(&world.browser(), "web", &transfer)
        .await
        .code();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let logged = world.logs().await;
    let kept = logged.iter().filter(|entry| entry["type"] == "seccft");
    assert_eq!(
        kept.count(),
        5,
        "what happened meanwhile is in the log: {logged:#?}"
    );
}

/// The process may not write beyond where its database's log ends: an input/output error of every statement that would.
struct NoLongerFiles(PathBuf);

impl NoLongerFiles {
    fn limit(server: &Server, bytes: &str) {
        let pid = server.pid().to_string();
        let done = Command::new("prlimit")
            .args(["--pid", &pid, &format!("--fsize={bytes}:unlimited")])
            .status();
        assert!(done.expect("prlimit, of util-linux").success());
    }
}

impl Trouble for NoLongerFiles {
    fn begin(&self, server: &Server) {
        let log = std::fs::metadata(&self.0).expect("the write-ahead log");
        Self::limit(server, &log.len().to_string());
    }

    fn end(&self, server: &Server) {
        Self::limit(server, "unlimited");
    }
}

#[tokio::test]
async fn after_input_output_errors_the_server_writes_again() {
    let setup = Setup::first_start(Engine::Sqlite).await;
    let log = setup.database().directory().join("footbridge.db-wal");
    survives(&setup, &NoLongerFiles(log)).await;
}

/// A file system of a few megabytes in memory.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where this user may not mount anything.
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir(at).expect("our own directory");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "footbridge-test"])
            .arg(at)
            .output();
        let mounted = mounted.is_ok_and(|output| output.status.success());
        mounted.then(|| Self(at.to_owned()))
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }
}

impl Trouble for SmallDisk {
    fn begin(&self, _: &Server) {
        // It ends with "no space left on device".
        let full = std::fs::write(self.ballast(), vec![1; 8 << 20]);
        assert!(full.is_err(), "the disk is larger than it should be");
    }

    fn end(&self, _: &Server) {
        std::fs::remove_file(self.ballast()).expect("our own file");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("--lazy").arg(&self.0).status();
        drop(unmounted);
    }
}

#[tokio::test]
async fn after_a_full_disk_the_server_writes_again() {
    let setup = Setup::first_start(Engine::Sqlite).await;
    let Some(disk) = SmallDisk::mount(&setup.database().directory().join("small")) else {
        println!("this user may not mount: the test with input/output errors stands for this one");
        return;
    };
    let url = format!("sqlite://{}", disk.0.join("footbridge.db").display());
    survives(&setup.set("DATABASE_URL", &url), &disk).await;
}
