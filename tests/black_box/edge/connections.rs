//! How long a connection is waited for. No request here asks the database, so one engine stands for both.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::harness::*;

const ASKED: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";
/// Longer than a head may take.
const PAUSE: Duration = Duration::from_secs(12);

async fn connected(port: u16) -> TcpStream {
    let address = ("127.0.0.1", port);
    TcpStream::connect(address).await.expect("it listens")
}

async fn answers(stream: &mut TcpStream) -> bool {
    let mut answer = [0; 1024];
    if stream.write_all(ASKED).await.is_err() {
        return false;
    }
    let read = stream.read(&mut answer).await.unwrap_or(0);
    answer[..read].starts_with(b"HTTP/1.1 200")
}

/// A client that pools its connections cannot know that the server closes one at the moment it writes a request.
#[tokio::test]
async fn an_idle_connection_may_be_used_again_much_later() {
    let world = World::shared(Engine::Sqlite).await;
    let mut stream = connected(world.server.port).await;
    assert!(answers(&mut stream).await);
    tokio::time::sleep(PAUSE).await;
    assert!(answers(&mut stream).await, "it was closed meanwhile");
}

/// One that sends nothing, one whose first head arrives in drops, and one whose second does.
#[tokio::test]
async fn who_does_not_say_what_is_asked_is_cut_off() {
    let world = World::shared(Engine::Sqlite).await;
    let silent = connected(world.server.port).await;
    let slow = connected(world.server.port).await;
    let mut slow_later = connected(world.server.port).await;
    assert!(answers(&mut slow_later).await);
    let cut = [
        tokio::spawn(until_it_is_cut(silent, b"")),
        tokio::spawn(until_it_is_cut(slow, b"GET / HTTP/1.1\r\n")),
        tokio::spawn(until_it_is_cut(slow_later, b"GET / HTTP/1.1\r\n")),
    ];
    for task in cut {
        let took = task.await.expect("no panic").expect("it is cut off");
        assert!(took > Duration::from_secs(5), "too early: {took:?}");
    }
}

/// Sends the beginning of a request and then drops of it, and tells after what time the connection was closed, if it was.
async fn until_it_is_cut(mut stream: TcpStream, begin: &'static [u8]) -> Option<Duration> {
    let began = Instant::now();
    stream.write_all(begin).await.ok()?;
    let mut buffer = [0; 64];
    while began.elapsed() < Duration::from_secs(60) {
        let second = Duration::from_secs(1);
        match tokio::time::timeout(second, stream.read(&mut buffer)).await {
            Err(_) if begin.is_empty() => {}
            Err(_) => {
                if stream.write_all(b"x-drop: 1\r\n").await.is_err() {
                    return Some(began.elapsed());
                }
            }
            Ok(Ok(0) | Err(_)) => return Some(began.elapsed()),
            Ok(Ok(_)) => return None,
        }
    }
    None
}

/// Its answers would fill every buffer and stay there.
#[tokio::test]
async fn a_client_that_asks_and_never_reads_is_cut_off() {
    let world = World::shared(Engine::Sqlite).await;
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("our own socket");
    let address = ([127, 0, 0, 1], world.server.port).into();
    let mut stream = socket.connect(address).await.expect("it listens");
    let asked = b"GET /.well-known/openid-configuration HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let requests = asked.repeat(100);
    let ask_for_ever = async { while stream.write_all(&requests).await.is_ok() {} };
    let began = Instant::now();
    let cut = timeout(Duration::from_secs(60), ask_for_ever).await;
    cut.expect("it is cut off");
    let took = began.elapsed();
    assert!(took > Duration::from_secs(20), "too early: {took:?}");
}

/// hyper's own watch over HTTP/2 is content with a client that only answers pings.
#[tokio::test]
async fn http2_without_a_request_is_cut_off() {
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    const PING_ACK: &[u8] = b"\0\0\x08\x06\x01\0\0\0\0pingpong";
    let world = World::shared(Engine::Sqlite).await;
    let mut stream = connected(world.server.port).await;
    let began = Instant::now();
    stream.write_all(PREFACE).await.expect("it listens");
    let mut buffer = [0; 1024];
    let second = Duration::from_secs(1);
    loop {
        match timeout(second, stream.read(&mut buffer)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(_)) => {}
            Err(_) if stream.write_all(PING_ACK).await.is_err() => break,
            Err(_) => {}
        }
        let took = began.elapsed();
        assert!(took < Duration::from_secs(30), "it is kept for ever");
    }
    let took = began.elapsed();
    assert!(took > Duration::from_secs(5), "too early: {took:?}");
}

/// CVE-2023-44487: requests that are taken back as soon as they are made, as many at a time as there may be.
#[tokio::test]
async fn a_client_that_takes_its_requests_back_for_ever_is_cut_off() {
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    // `GET http://localhost/authorize`, by RFC 7541's static table.
    const HEAD: &[u8] = b"\x82\x86\x41\x09localhost\x44\x0a/authorize";
    const MOST: u32 = 10_000;
    let world = World::shared(Engine::Sqlite).await;
    let mut stream = connected(world.server.port).await;
    stream.write_all(PREFACE).await.expect("it listens");
    let frame = |kind: u8, flags: u8, stream: u32, payload: &[u8]| {
        let length = u32::try_from(payload.len()).expect("short").to_be_bytes();
        let head = [&length[1..], &[kind, flags], &stream.to_be_bytes()].concat();
        [head.as_slice(), payload].concat()
    };
    let mut sent = 0;
    let is_cut = loop {
        let pairs = (sent..sent + 50).flat_map(|number| {
            let id = 2 * number + 1;
            // END_STREAM and END_HEADERS; RST_STREAM with CANCEL.
            let [ask, take_back] = [frame(1, 5, id, HEAD), frame(3, 0, id, &[0, 0, 0, 8])];
            [ask, take_back].concat()
        });
        let burst: Vec<u8> = pairs.collect();
        sent += 50;
        if stream.write_all(&burst).await.is_err() {
            break true;
        }
        let mut answer = vec![0; 16 * 1024];
        let read = timeout(Duration::from_millis(5), stream.read(&mut answer)).await;
        match read {
            Ok(Ok(0) | Err(_)) => break true,
            _ if sent >= MOST => break false,
            _ => {}
        }
    };
    assert!(is_cut && sent <= MOST / 2, "{sent} were taken");
    world.http.get("/healthz").await.expect(200);
}

/// A body that does not come is the client's own delay (RFC 9110 §15.5.9), and what comes of it later is no request.
#[tokio::test]
async fn a_body_that_does_not_come_is_answered_408() {
    let world = World::shared(Engine::Sqlite).await;
    let head = |path: &str, accept: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: localhost:{}\r\naccept: {accept}\r\ncontent-length: 99\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\ngrant_type=",
            world.server.port
        )
    };
    let ask = |path: &'static str, accept: &'static str| {
        let (port, head) = (world.server.port, head(path, accept));
        async move {
            let mut stream = connected(port).await;
            let began = Instant::now();
            stream.write_all(head.as_bytes()).await.expect("it listens");
            let mut answer = String::new();
            let read = stream.read_to_string(&mut answer);
            timeout(Duration::from_secs(20), read)
                .await
                .expect("it is answered")
                .expect("and closed in peace");
            let took = began.elapsed();
            assert!(took > Duration::from_secs(8), "too early: {took:?}");
            assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
            assert!(answer.contains("connection: close"), "{answer}");
            answer
        }
    };
    let (token, page) = tokio::join!(ask("/oauth/token", "*/*"), ask("/u/login", "text/html"));
    assert!(token.contains("request_timeout"), "{token}");
    assert!(page.contains("did not arrive in time"), "{page}");
}
