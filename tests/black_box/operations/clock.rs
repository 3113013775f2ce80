//! The clock of a process's machine is set while it runs: on Postgres its time is the database's, carried forward by a clock
//! that nobody sets.

use std::process::Command;

use crate::harness::*;

/// Between the server and the system: moves the machine's time by as many seconds as a file has bytes.
const LIBRARY: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
int clock_gettime(clockid_t id, struct timespec *at) {
    static int (*system_clock)(clockid_t, struct timespec *);
    if (!system_clock) system_clock = dlsym(RTLD_NEXT, "clock_gettime");
    int done = system_clock(id, at);
    struct stat file;
    const char *path = getenv("MOVED_BY");
    if (id == CLOCK_REALTIME && path && stat(path, &file) == 0) at->tv_sec += file.st_size;
    return done;
}
"#;

/// Seconds since 1970 by the machine's clock, which this test does not touch.
fn now() -> i64 {
    footbridge::outside::Clock::default().process_now().millis() / 1000
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_machine_whose_clock_jumps_issues_tokens_of_the_databases_time() {
    let setup = Setup::new(Engine::Postgres).await;
    let directory = setup.database().directory().to_owned();
    let (source, library) = (directory.join("moved.c"), directory.join("moved.so"));
    std::fs::write(&source, LIBRARY).expect("our own directory");
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .status();
    assert!(made.expect("the linker of every build").success());
    let moved = directory.join("moved");
    let setup = setup.preloading(&library, &[("MOVED_BY", &moved)]);
    let server = setup.start().await;
    let world = World::of(&server);
    let issued_at = async || {
        let answer = world.password("native", &[("audience", API)]).await;
        let token = answer.expect(200).json()["access_token"].clone();
        let token = world.verify(&token, API).await;
        token.claims["iat"].as_i64().expect("a time")
    };
    let (first, begun) = (issued_at().await, now());
    assert!((first - begun).abs() < 60, "{first} at {begun}");
    // An hour ahead, at once.
    std::fs::write(&moved, vec![b' '; 3600]).expect("our own directory");
    let (second, at) = (issued_at().await, now());
    assert!((second - at).abs() < 60, "{second} at {at}");
    world.http.get("/readyz").await.expect(200);
    let start = std::time::Instant::now();
    while !server.log().contains("clock jumped") {
        assert!(start.elapsed().as_secs() < 10, "{}", server.log());
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let (third, at) = (issued_at().await, now());
    assert!((third - at).abs() < 60, "{third} at {at}");
}
