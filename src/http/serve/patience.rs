//! How long a connection is waited for. A client keeps an idle connection in its pool for a minute or more and cannot
//! repeat a request that it wrote on one just being closed; a head that arrives in drops, though, is an attack.
//! hyper has one limit for both.

use std::future::Future;
use std::io::{self, IoSlice};
use std::mem::discriminant;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// A request's head has to be here in this time, and a new connection's first byte.
const HEAD: Duration = Duration::from_secs(10);
/// An idle connection is closed after this time: longer than the pools of clients keep theirs.
pub const IDLE: Duration = Duration::from_secs(120);
/// How every HTTP/2 connection begins (RFC 9113 section 3.4). Its own pings watch over it.
const HTTP2: &[u8] = b"PRI ";

/// Where a connection is, as far as its bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing of a request is here.
    Idle,
    /// A part of a head is here, with so many line ends in a row at its end.
    Head { line_ends: u8 },
    /// A head is here, and its answer is not.
    Request,
    /// Watched by others.
    Http2,
}

impl Stage {
    /// After these bytes of the client.
    fn received(self, bytes: &[u8]) -> Self {
        let mut line_ends = match self {
            Self::Idle if bytes.starts_with(HTTP2) => return Self::Http2,
            Self::Idle => 0,
            Self::Head { line_ends } => line_ends,
            other => return other,
        };
        for byte in bytes {
            match byte {
                b'\n' if line_ends == 1 => return Self::Request,
                b'\n' => line_ends = 1,
                b'\r' => {}
                _ => line_ends = 0,
            }
        }
        Self::Head { line_ends }
    }

    /// After bytes for the client.
    fn answered(self) -> Self {
        match self {
            Self::Request => Self::Idle,
            other => other,
        }
    }

    /// How long it may stay here.
    fn limit(self) -> Option<Duration> {
        match self {
            Self::Idle => Some(IDLE),
            Self::Head { .. } => Some(HEAD),
            Self::Request | Self::Http2 => None,
        }
    }
}

/// A connection that ends, as if its client had closed it, when patience does.
pub struct Patient<I> {
    connection: I,
    stage: Stage,
    end: Pin<Box<Sleep>>,
}

impl<I> Patient<I> {
    fn new(connection: I) -> Self {
        Self {
            connection,
            stage: Stage::Idle,
            end: Box::pin(sleep(HEAD)),
        }
    }

    fn reach(&mut self, stage: Stage) {
        let other = discriminant(&self.stage) != discriminant(&stage);
        self.stage = stage;
        if let Some(limit) = stage.limit().filter(|_| other) {
            self.end.as_mut().reset(Instant::now() + limit);
        }
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Patient<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.connection).poll_read(cx, buffer) {
            Poll::Ready(read) => {
                let stage = self.stage.received(&buffer.filled()[before..]);
                self.reach(stage);
                Poll::Ready(read)
            }
            Poll::Pending if self.stage.limit().is_none() => Poll::Pending,
            // Nothing read is the end of a stream.
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
        let stage = self.stage.answered();
        self.reach(stage);
        Pin::new(&mut self.connection).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let stage = self.stage.answered();
        self.reach(stage);
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

/// Accepts as the acceptor inside does, and watches over what comes of it.
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
    use super::*;

    fn after(pieces: &[&str]) -> Stage {
        let received = |stage: Stage, piece: &&str| stage.received(piece.as_bytes());
        pieces.iter().fold(Stage::Idle, received)
    }

    #[test]
    fn a_head_ends_with_an_empty_line_however_it_is_cut() {
        let head = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
        for at in 1..head.len() {
            let (one, other) = head.split_at(at);
            assert!(matches!(after(&[one]), Stage::Head { .. }), "{one:?}");
            assert_eq!(after(&[one, other]), Stage::Request, "at {at}");
        }
        assert_eq!(after(&["GET / HTTP/1.1\n\n"]), Stage::Request);
    }

    #[test]
    fn an_answer_makes_a_connection_idle_and_pings_watch_over_http2() {
        let asked = after(&["GET / HTTP/1.1\r\n\r\n", "a body"]);
        assert_eq!(asked.limit(), None);
        assert_eq!(asked.answered().limit(), Some(IDLE));
        let http2 = after(&["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]);
        assert_eq!(http2.answered().limit(), None);
    }
}
