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
