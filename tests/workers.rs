//! Worker processes as the server starts them: what they have given up, and what an Action can do to its own.

#[path = "common/workers.rs"]
mod common;

use std::fs;
use std::time::{Duration, Instant};

use footbridge::actions::{Done, Workers};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::sync::Mutex;

use common::{order, workers};

async fn run(workers: &Workers, version: &str, body: &str) -> Done {
    let source = format!("exports.onExecutePostLogin = async (event, api) => {{\n{body}\n}};");
    workers.run(order(version, &source, "{}", 8)).await
}

fn message(done: Done) -> String {
    done.error.expect("the run failed").message
}

/// The workers that this test process has started.
fn children() -> Vec<String> {
    let mine = format!("{}", std::process::id());
    let all = fs::read_dir("/proc").expect("a kernel that shows its processes");
    let names = all.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_mine = |pid: &String| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        stat.rsplit(')')
            .next()
            .is_some_and(|s| s.split(' ').nth(2) == Some(&mine))
            && String::from_utf8_lossy(&line).contains("action-worker")
    };
    names
        .filter(|n| n.parse::<u32>().is_ok())
        .filter(is_mine)
        .collect()
}

/// One after the other: a test looks at all the workers of this process.
static TURN: Mutex<()> = Mutex::const_new(());

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_are_locked_in_reused_and_replaced() {
    let _turn = TURN.lock().await;
    let workers = workers(false);
    assert_eq!(
        children().len(),
        0,
        "nothing is started before it is needed"
    );
    let done = run(&workers, "one", "api.access.deny('no')").await;
    assert_eq!((done.error, done.commands.len()), (None, 1));
    let first = children();
    assert_eq!(first.len(), 1);
    let proc =
        |file: &str| fs::read_to_string(format!("/proc/{}/{file}", first[0])).expect("a worker");
    assert_eq!(proc("environ"), "");
    let status = proc("status");
    let value = |name: &str| {
        status
            .lines()
            .find_map(|l| l.strip_prefix(name))
            .map(str::trim)
    };
    assert_eq!(value("NoNewPrivs:"), Some("1"));
    assert_eq!(value("Threads:"), Some("1"));
    if cfg!(any(target_arch = "x86_64", target_arch = "aarch64")) {
        assert_eq!(value("Seccomp:"), Some("2"));
    }
    let limits = proc("limits");
    for (name, most) in [
        ("Max open files", "1"),
        ("Max file size", "0"),
        ("Max processes", "0"),
        ("Max core file size", "0"),
    ] {
        let line = limits
            .lines()
            .find_map(|l| l.strip_prefix(name))
            .expect("a limit");
        let soft_and_hard: Vec<_> = line.split_whitespace().take(2).collect();
        assert_eq!(soft_and_hard, [most, most], "{name}");
    }

    assert!(run(&workers, "null", "null.x").await.error.is_some());
    assert_eq!(children(), first, "an error does not cost the process");
    for body in [
        "while (true) {}",
        "const a = []; for (;;) a.push('x'.repeat(1e6) + a.length)",
    ] {
        assert!(run(&workers, body, body).await.error.is_some());
    }

    let begun = Instant::now();
    let stuck = run(&workers, "join", "new Array(4294967295).join('')").await;
    // On a busy machine its time is over first.
    let ends = ["The Action ended its process", "The Action took too long"];
    assert!(ends.contains(&message(stuck).as_str()));
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
    let done = run(&workers, "one", "api.access.deny('no')").await;
    assert_eq!(
        (done.error, done.commands.len()),
        (None, 1),
        "the next run has another worker"
    );

    let hostile = async {
        let bodies: Vec<String> = (0..4)
            .map(|n| format!("while (true) {{}} // {n}"))
            .collect();
        tokio::join!(
            run(&workers, "h0", &bodies[0]),
            run(&workers, "h1", &bodies[1]),
            run(&workers, "h2", &bodies[2]),
        )
    };
    let (spoilt, done) = tokio::join!(hostile, run(&workers, "one", "api.access.deny('no')"));
    assert!(spoilt.0.error.is_some() && spoilt.1.error.is_some() && spoilt.2.error.is_some());
    assert_eq!((done.error, done.commands.len()), (None, 1));
    assert!(children().len() <= 4, "{:?}", children());
    drop(workers);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(children().len(), 0, "no worker outlives the server");
}

#[tokio::test]
async fn fetch_is_for_public_addresses_unless_the_operator_allows_more() {
    let _turn = TURN.lock().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("a port").port();
    let body = |host: &str| {
        format!(
            "const answer = await fetch('http://{host}:{port}/x', {{ method: 'POST', body: 'hello' }}); console.log(await answer.text());"
        )
    };
    let closed = workers(false);
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0x7f.1",
        "[::ffff:127.0.0.1]",
    ] {
        let refused = message(run(&closed, host, &body(host)).await);
        assert_eq!(
            refused,
            "TypeError: fetch failed: the address is not a public one (see actions.allow_private_addresses)",
            "{host}"
        );
    }
    let serve = async {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut request = vec![0; 4096];
        let mut read = 0;
        while !request[..read].ends_with(b"hello") {
            read += stream.read(&mut request[read..]).await.expect("a request");
        }
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi";
        stream.write_all(answer).await.expect("an answer");
    };
    let open = workers(true);
    let text = body("127.0.0.1");
    let ((), done) = tokio::join!(serve, run(&open, "open", &text));
    assert_eq!(done.error, None);
    assert_eq!(done.log[0].text, "hi");
}

#[tokio::test]
async fn a_source_is_checked_before_it_is_deployed() {
    let _turn = TURN.lock().await;
    let workers = workers(false);
    assert_eq!(
        workers
            .check("exports.onExecutePostLogin = async () => {};")
            .await,
        Ok(())
    );
    let error = workers
        .check("exports.onExecutePostLogin = async () => {\n  const = 1;\n};")
        .await
        .unwrap_err();
    assert_eq!(error.line, Some(2));
}

/// Runs wait for their turn inside their own time, and fail when it does not come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_gets_no_turn_in_time_has_failed() {
    let _turn = TURN.lock().await;
    let workers = workers(false);
    let source =
        "exports.onExecutePostLogin = () => new Promise((done) => setTimeout(done, 60000))";
    let sleeper = |seconds| order("sleeper", source, "{}", seconds);
    let mut sleepers = tokio::task::JoinSet::new();
    let workers = std::sync::Arc::new(workers);
    for _ in 0..32 {
        let (workers, order) = (workers.clone(), sleeper(60));
        sleepers.spawn(async move { workers.run(order).await });
    }
    let begun = Instant::now();
    while children().len() < 32 && begun.elapsed() < Duration::from_secs(30) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(children().len(), 32, "never more at once");
    assert_eq!(
        message(workers.run(sleeper(1)).await),
        "The Action took too long"
    );
    assert_eq!(children().len(), 32);
    // A flow that is given up gives its turn back, and its worker goes.
    sleepers.abort_all();
    while sleepers.join_next().await.is_some() {}
    let done = run(&workers, "one", "api.access.deny('no')").await;
    assert_eq!((done.error, done.commands.len()), (None, 1));
}

/// The one that computes for long comes last, and is not used again; one that waits is not to blame.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_run_lets_the_others_come_first() {
    let _turn = TURN.lock().await;
    let workers = workers(true);
    let niceness = || {
        let stat = |pid: String| fs::read_to_string(format!("/proc/{pid}/stat")).ok();
        let nice = |stat: String| {
            stat.rsplit(')')
                .next()?
                .split(' ')
                .nth(17)?
                .parse::<i32>()
                .ok()
        };
        let all = children().into_iter().filter_map(stat).filter_map(nice);
        all.collect::<Vec<_>>()
    };
    let slow = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = slow.local_addr().expect("an address");
    let answer = async {
        let (mut stream, _) = slow.accept().await.expect("a connection");
        tokio::time::sleep(Duration::from_millis(600)).await;
        let seen = niceness();
        let text = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
        stream.write_all(text).await.expect("it reads");
        seen
    };
    let body = format!(
        "await fetch('http://{address}/');
         await new Promise((done) => setTimeout(done, 400));"
    );
    let (done, while_waiting) = tokio::join!(run(&workers, "waits", &body), answer);
    assert_eq!(done.error, None);
    assert!(!while_waiting.contains(&19), "{while_waiting:?}");
    assert_eq!(niceness(), while_waiting, "it is kept");
    // However late a busy machine gets to it.
    let until = async |is_last: bool| {
        for _ in 0..200 {
            if niceness().contains(&19) == is_last {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        niceness()
    };
    let (done, while_burning) = tokio::join!(run(&workers, "burns", "for (;;);"), until(true));
    assert!(done.error.is_some());
    assert_eq!(while_burning, [19]);
    let afterwards = until(false).await;
    assert!(!afterwards.contains(&19), "it is not used again");
}
