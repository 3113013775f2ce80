//! A reader of what the server prints that stops to read stops nobody else. No request here asks the
//! database, so one engine stands for both.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::harness::*;

/// How long everything that has to happen at once may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

fn free_port() -> u16 {
    let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
    socket.local_addr().expect("it is bound").port()
}

async fn until_it_answers(port: u16) {
    let start = Instant::now();
    while reqwest::get(format!("http://localhost:{port}/healthz"))
        .await
        .is_err()
    {
        assert!(start.elapsed() < PATIENCE, "it does not answer");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn lost(port: u16, output: &str) -> f64 {
    let metrics = reqwest::get(format!("http://localhost:{port}/metrics"))
        .await
        .expect("an answer");
    let metrics = metrics.text().await.expect("a text");
    let name = format!("footbridge_log_lines_lost_total{{output=\"{output}\"}} ");
    let value = metrics.lines().find_map(|line| line.strip_prefix(&name));
    value.expect("the metric").parse().expect("a number")
}

/// Ends it as an orchestrator does.
async fn ends_in_time(process: &mut Guarded) {
    process.signal("TERM");
    let start = Instant::now();
    loop {
        if let Some(status) = process.child().try_wait().expect("our own child") {
            assert_eq!(status.code(), Some(0));
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "it does not end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// At the level `trace`, more than the pipe and the queue hold.
async fn many_requests(port: u16) {
    let client = reqwest::Client::new();
    let start = Instant::now();
    for _ in 0..16 {
        let requests = (0..50).map(|_| {
            let client = client.clone();
            async move {
                let url = format!("http://localhost:{port}/authorize?client_id=nobody");
                let answer = client.get(url).send().await.expect("an answer");
                assert!((400..500).contains(&answer.status().as_u16()), "{answer:?}");
            }
        });
        together(requests).await;
    }
    let took = start.elapsed();
    assert!(took < Duration::from_secs(60), "{took:?}");
}

#[tokio::test]
async fn a_stalled_reader_of_standard_error_loses_lines_and_hears_so_later() {
    let port = free_port();
    let setup = Setup::new(Engine::Sqlite)
        .await
        .set("LISTEN", &format!("127.0.0.1:{port}"))
        .set("LOG", "trace");
    let mut command = setup.command(&["serve"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut process = Guarded::spawn(&mut command).expect("the built binary");
    let mut stderr = process.child().stderr.take().expect("it is piped");
    until_it_answers(port).await;
    many_requests(port).await;
    let gone = lost(port, "stderr").await;
    assert!(gone > 0.0, "the lines fit: nothing was shown");
    // It is read again: what waited comes, and how much did not.
    let (told, telling) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 64 * 1024];
        let mut all = String::new();
        while let Ok(count @ 1..) = stderr.read(&mut buffer) {
            all.push_str(&String::from_utf8_lossy(&buffer[..count]));
            if all.contains("they were not read in time") {
                let _ended = told.send(());
            }
        }
    });
    let heard = tokio::task::spawn_blocking(move || telling.recv_timeout(PATIENCE)).await;
    heard
        .expect("no panic")
        .expect("a line says that lines were lost");
    ends_in_time(&mut process).await;
}

#[tokio::test]
async fn a_server_whose_lines_nobody_reads_ends_when_it_is_told_to() {
    let port = free_port();
    let setup = Setup::new(Engine::Sqlite)
        .await
        .set("LISTEN", &format!("127.0.0.1:{port}"));
    let mut command = setup.command(&["serve"]);
    command.stdout(Stdio::null()).stderr(full_pipe());
    let mut process = Guarded::spawn(&mut command).expect("the built binary");
    until_it_answers(port).await;
    ends_in_time(&mut process).await;
}

#[tokio::test]
async fn dev_serves_and_ends_while_nobody_reads_what_it_prints() {
    let port = free_port();
    let setup = Setup::new(Engine::Sqlite).await;
    let mut command = setup.command(&["dev", "--listen", &format!("127.0.0.1:{port}")]);
    command
        .env_clear()
        .env("TMPDIR", setup.database().directory());
    command.stdout(full_pipe()).stderr(full_pipe());
    let mut process = Guarded::spawn(&mut command).expect("the built binary");
    until_it_answers(port).await;
    ends_in_time(&mut process).await;
}

/// A pipe that takes nothing more, and whose reader lives as long as the test process.
fn full_pipe() -> Stdio {
    let (reader, mut writer) = std::io::pipe().expect("a pipe");
    // What a pipe holds on Linux.
    writer.write_all(&[b'x'; 64 * 1024]).expect("there is room");
    std::mem::forget(reader);
    writer.into()
}
