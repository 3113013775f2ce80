//! Timeouts of a connection. A client keeps an idle connection in its pool for a minute or more, and cannot repeat a request
//! that it wrote to a connection that is being closed; a head that arrives byte by byte, though, is an attack. hyper has one
//! limit for both, and none for a client that never reads its responses, or that only keeps HTTP/2 alive.

use std::future::Future;
use std::io::{self, IoSlice};
use std::mem::take;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use super::head::HeadStage;
use crate::http::TIMEOUT;

/// The timeout of a request's head, of an HTTP/2 preface, and of a new connection's first byte or HTTP/2 request.
const HEAD: Duration = Duration::from_secs(10);
/// An idle connection is closed after this time, which is longer than clients keep connections in their pools.
pub const IDLE: Duration = Duration::from_secs(120);
/// A request has its own timeout; a connection that is still open after this time waits for a body that is not read.
const REQUEST: Duration = TIMEOUT.saturating_add(HEAD);
/// A client that reads nothing of a response for this time is disconnected.
const STALL: Duration = Duration::from_secs(30);

/// How long a connection may stay in one state.
fn limit(stage: &HeadStage) -> Duration {
    match stage {
        HeadStage::Idle => IDLE,
        HeadStage::Preface { .. } | HeadStage::Head(_) | HeadStage::Refused => HEAD,
        HeadStage::Request { .. } => REQUEST,
        HeadStage::Http2(frames) if frames.requests() == 0 => HEAD,
        HeadStage::Http2(_) => IDLE,
    }
}

/// How long the current write has made no progress.
#[derive(Default)]
pub(super) struct Stall(Option<Pin<Box<Sleep>>>);

impl Stall {
    /// The result of a write: an error if it has waited too long.
    pub(super) fn limit(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.0 = None;
            return written;
        }
        let end = self.0.get_or_insert_with(|| Box::pin(sleep(STALL)));
        end.as_mut()
            .poll(cx)
            .map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

/// Replaces the rest of a head by one that is complete and that every parser refuses, so that none waits for more.
fn spoil(head: &mut [u8]) {
    let end = head.len().saturating_sub(2).max(1);
    head.fill(0);
    if let Some(end) = head.get_mut(end..) {
        end.fill(b'\n');
    }
}

/// A connection that ends at its timeout, as if its client had closed it.
pub struct Patient<I> {
    connection: I,
    stage: HeadStage,
    end: Pin<Box<Sleep>>,
}

impl<I> Patient<I> {
    fn new(connection: I) -> Self {
        Self {
            connection,
            stage: HeadStage::default(),
            end: Box::pin(sleep(HEAD)),
        }
    }

    /// The timeout of a state begins when the connection enters it, that of HTTP/2 with the latest request.
    fn move_on(&mut self, step: impl FnOnce(HeadStage) -> HeadStage) {
        let before = self.stage.step();
        self.stage = step(take(&mut self.stage));
        if self.stage.step() != before {
            let end = Instant::now() + limit(&self.stage);
            self.end.as_mut().reset(end);
        }
    }

    /// Replaces an invalid head, so that hyper answers 400 in its turn.
    fn receive(&mut self, bytes: &mut [u8]) {
        self.move_on(|stage| {
            stage.received(bytes).unwrap_or_else(|from| {
                spoil(&mut bytes[from..]);
                HeadStage::Refused
            })
        });
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Patient<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // Reading nothing is the end of the stream. A client that never pauses gets no more time than another.
        if self.end.deadline() <= Instant::now() {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        match Pin::new(&mut self.connection).poll_read(cx, buffer) {
            Poll::Ready(read) => {
                let received = &mut buffer.filled_mut()[before..];
                self.receive(received);
                Poll::Ready(read)
            }
            Poll::Pending => self.end.as_mut().poll(cx).map(Ok),
        }
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Patient<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.move_on(HeadStage::answered);
        Pin::new(&mut self.connection).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.move_on(HeadStage::answered);
        Pin::new(&mut self.connection).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(cx)
    }
}

/// Accepts as the inner acceptor does, and applies the timeouts to the result.
#[derive(Debug, Clone)]
pub struct PatientAcceptor<A>(pub A);

impl<A, I, S> Accept<I, S> for PatientAcceptor<A>
where
    A: Accept<I, S>,
    A::Future: Send + 'static,
{
    type Stream = Patient<A::Stream>;
    type Service = A::Service;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let accepted = self.0.accept(stream, service);
        Box::pin(async move {
            let (stream, service) = accepted.await?;
            Ok((Patient::new(stream), service))
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::*;

    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
    const PING_ACK: &[u8] = &[0, 0, 8, 6, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];
    const HEADERS: &[u8] = &[0, 0, 1, 1, 5, 0, 0, 0, 1, 0x82];

    fn connection() -> (DuplexStream, Patient<DuplexStream>) {
        let (client, server) = duplex(1024);
        (client, Patient::new(server))
    }

    impl Patient<DuplexStream> {
        async fn takes(&mut self, client: &mut DuplexStream, bytes: &[u8]) -> Instant {
            client.write_all(bytes).await.unwrap();
            let mut taken = vec![0; bytes.len()];
            self.read_exact(&mut taken).await.unwrap();
            self.end.deadline()
        }

        fn expire(&mut self) {
            self.end.as_mut().reset(Instant::now());
        }
    }

    #[tokio::test]
    async fn only_requests_prolong_an_http2_connection() {
        let (mut client, mut patient) = connection();
        let began = Instant::now();
        let new = patient.takes(&mut client, PREFACE).await;
        assert!(new < began + Duration::from_secs(20));
        for frame in [SETTINGS, PING_ACK, PING_ACK] {
            assert_eq!(patient.takes(&mut client, frame).await, new);
        }
        let first = patient.takes(&mut client, HEADERS).await;
        assert!(first > began + Duration::from_secs(100));
        assert_eq!(patient.takes(&mut client, PING_ACK).await, first);
        patient.write_all(SETTINGS).await.unwrap();
        assert_eq!(
            patient.end.deadline(),
            first,
            "what is written is no request"
        );
        assert!(patient.takes(&mut client, HEADERS).await > first);
    }

    #[tokio::test]
    async fn a_client_that_never_pauses_gets_no_more_time() {
        let (mut client, mut patient) = connection();
        patient.takes(&mut client, PREFACE).await;
        client.write_all(PING_ACK).await.unwrap();
        patient.expire();
        assert_eq!(patient.read(&mut [0; 64]).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_not_waited_for_for_ever() {
        for framing in ["content-length: 9", "transfer-encoding: chunked"] {
            let (mut client, mut patient) = connection();
            let head = format!("POST / HTTP/1.1\r\n{framing}\r\n\r\n");
            let end = patient.takes(&mut client, head.as_bytes()).await;
            assert!(end > Instant::now() + TIMEOUT, "{framing}");
            assert!(end < Instant::now() + TIMEOUT * 2, "{framing}");
            assert_eq!(patient.takes(&mut client, b"1").await, end, "{framing}");
        }
    }
}
