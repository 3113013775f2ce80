//! The edge of HTTP, byte by byte: how a message may be framed, and how many connections there may be. No
//! request here asks the database, so one engine stands for both.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::harness::*;

const PATIENCE: Duration = Duration::from_secs(20);
/// So that the server ends the connection.
const LAST: &str = "host: localhost\r\nconnection: close\r\n";

/// A connection from one of this machine's loopback addresses.
async fn connect(port: u16, from: u8) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, from), 0)))?;
    socket
        .connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .await
}

/// Sends the pieces a moment apart, and gives everything that comes until the server ends the connection.
async fn exchange(port: u16, pieces: &[&str]) -> String {
    let mut connection = connect(port, 1).await.expect("a connection");
    connection.set_nodelay(true).expect("our own socket");
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // A server that has refused the first piece may not take the second.
        if connection.write_all(piece.as_bytes()).await.is_err() {
            break;
        }
    }
    let mut answer = vec![];
    let read = connection.read_to_end(&mut answer);
    match timeout(PATIENCE, read).await.expect("the server ends it") {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
        _ => String::from_utf8_lossy(&answer).into_owned(),
    }
}

/// The statuses of the answers, one behind the other.
fn statuses(answers: &str) -> Vec<&str> {
    let lines = answers.split("\r\n");
    let statuses = lines.filter_map(|line| line.split_once("HTTP/1.1 ")?.1.get(..3));
    statuses.collect()
}

/// What leaves the length of a message in doubt is refused, whole or in two pieces, first or behind another request.
#[tokio::test]
async fn a_message_whose_length_is_in_doubt_is_refused() {
    let world = World::shared(Engine::Sqlite).await;
    let port = world.server.port;
    let good = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";
    for framing in [
        "transfer-encoding: gzip, chunked\r\n",
        "transfer-encoding: identity\r\n",
        "transfer-encoding: chunked, chunked\r\n",
        "transfer-encoding: xchunked\r\n",
        "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 5\r\n",
        "content-length: 5\r\ntransfer-encoding: chunked\r\n",
        "content-length: 5\r\ncontent-length: 6\r\n",
        "content-length: 5\r\ncontent-length: 5\r\n",
        "content-length: 5, 5\r\n",
        "content-length: +5\r\n",
        "content-length: 0000000000000000000000000000000000000000000000000000000000005\r\n",
        "content-length:                                                             5\r\n",
        "transfer-encoding: chunked                                          , chunked\r\n",
        "content-length: 5\nx: y\r\n",
        "x: y\n",
    ] {
        let request = format!("POST /oauth/token HTTP/1.1\r\n{LAST}{framing}\r\n0\r\n\r\n");
        let whole = exchange(port, &[&request]).await;
        assert_eq!(statuses(&whole), ["400"], "{framing:?}");
        let (one, other) = request.split_at(60);
        let halves = exchange(port, &[one, other]).await;
        assert_eq!(statuses(&halves), ["400"], "{framing:?} in two pieces");
        let behind = exchange(port, &[&format!("{good}{request}")]).await;
        assert_eq!(
            statuses(&behind),
            ["200", "400"],
            "{framing:?} behind another"
        );
    }
    let bare = "GET /healthz HTTP/1.1\nhost: localhost\n\n";
    assert_eq!(statuses(&exchange(port, &[bare]).await), ["400"]);
}

/// Only hyper follows a chunked body to its end: what comes behind it would be read with hyper's leniency.
#[tokio::test]
async fn nothing_follows_a_chunked_request() {
    let world = World::shared(Engine::Sqlite).await;
    let port = world.server.port;
    let chunked = "POST /oauth/token HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
        transfer-encoding: chunked\r\n\r\n15\r\n{\"grant_type\":\"none\"}\r\n0\r\n\r\n";
    for next in [
        "",
        "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n",
        "GET /healthz HTTP/1.1\nhost: localhost\n\n",
        "GET /healthz HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\ncontent-length: 0\r\n\r\n",
        "GET /heal",
    ] {
        let answers = exchange(port, &[&format!("{chunked}{next}")]).await;
        assert_eq!(statuses(&answers), ["403"], "{next:?} behind it");
        assert!(answers.contains("\r\nconnection: close\r\n"), "{answers}");
    }
}

#[tokio::test]
async fn a_plain_message_is_answered_however_it_is_cut() {
    let world = World::shared(Engine::Sqlite).await;
    let port = world.server.port;
    // A body may hold what a head may not.
    let body = "{\n\"grant_type\": \"none\"\n}\n";
    let typed = "content-type: application/json\r\n";
    let length = format!("content-length: {}\r\n", body.len());
    let head = "POST /oauth/token HTTP/1.1\r\n";
    let sized = format!("{head}{LAST}{typed}{length}\r\n{body}");
    assert_eq!(statuses(&exchange(port, &[&sized]).await), ["403"]);
    let kept = format!("{head}host: localhost\r\n{typed}{length}\r\n{body}");
    let twice = format!("{kept}{sized}");
    assert_eq!(statuses(&exchange(port, &[&twice]).await), ["403", "403"]);
    let (one, other) = twice.split_at(kept.len() - 10);
    let cut = exchange(port, &[one, other]).await;
    assert_eq!(statuses(&cut), ["403", "403"]);
    let chunked = format!(
        "{head}{LAST}{typed}transfer-encoding: Chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    assert_eq!(statuses(&exchange(port, &[&chunked]).await), ["403"]);
    let invited = format!("{head}{LAST}{typed}{length}expect: 100-continue\r\n\r\n");
    let answers = exchange(port, &[&invited, body]).await;
    assert_eq!(statuses(&answers), ["100", "403"], "{answers}");
    let blank = format!("\r\n\r\n{sized}");
    assert_eq!(statuses(&exchange(port, &[&blank]).await), ["403"]);
}

/// 1,200 connections that never come to a request, at 1,024 descriptors.
#[tokio::test]
async fn half_open_connections_leave_room_for_others_and_end() {
    raise_own_limit();
    let setup = Setup::new(Engine::Sqlite)
        .await
        .with_descriptors(256, 1_024);
    let server = setup.start().await;
    let mut crowd = vec![];
    for number in 0..1_200 {
        let mut connection = connect(server.port, 1).await.expect("a connection");
        let begun: &[u8] = [
            b"PRI ".as_slice(),
            b"PRI * HTTP/2.0\r\n\r\nSM",
            b"GET / HT",
            b"",
        ][number % 4];
        // One that is refused may be gone already.
        let _sent = connection.write_all(begun).await;
        crowd.push(connection);
    }
    let asked = Instant::now();
    assert!(
        answers(server.port, 2).await,
        "another address has its place"
    );
    assert!(
        asked.elapsed() < Duration::from_secs(3),
        "{:?}",
        asked.elapsed()
    );
    // A quarter of three quarters of 1,024, not of the 256 that it began with.
    let mut open = 0;
    for connection in &mut crowd {
        open += usize::from(is_open(connection).await);
    }
    assert!((150..=192).contains(&open), "{open} are open");
    assert!(server.log().contains("connections are refused"));
    // Its own address has places again when the patience with them ends.
    let begun = Instant::now();
    while !answers(server.port, 1).await {
        assert!(begun.elapsed() < PATIENCE, "they are kept for ever");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    for connection in &mut crowd {
        assert!(!is_open(connection).await, "one is kept for ever");
    }
}

async fn answers(port: u16, from: u8) -> bool {
    let request = format!("GET /healthz HTTP/1.1\r\n{LAST}\r\n");
    let ask = async {
        let mut connection = connect(port, from).await?;
        connection.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await?;
        std::io::Result::Ok(answer)
    };
    let answer = timeout(PATIENCE, ask).await;
    answer.is_ok_and(|answer| answer.is_ok_and(|text| text.starts_with("HTTP/1.1 200")))
}

/// Whether the server still has it.
async fn is_open(connection: &mut TcpStream) -> bool {
    let mut byte = [0];
    timeout(Duration::from_millis(1), connection.read(&mut byte))
        .await
        .is_err()
}

/// This test holds as many sockets as the server is asked to.
fn raise_own_limit() {
    let maximum = getrlimit(Resource::Nofile).maximum;
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    setrlimit(Resource::Nofile, raised).expect("a soft limit may be raised");
}
