//! How long a connection is waited for. A client keeps an idle connection in its pool for a minute or more and cannot
//! repeat a request that it wrote on one just being closed; a head that arrives in drops, though, is an attack.
//! hyper has one limit for both.

use std::future::Future;
use std::io::{self, IoSlice};
use std::mem::{discriminant, take};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use super::head::Stage;

/// A request's head, or an HTTP/2 preface, has to be here in this time, and a new connection's first byte.
const HEAD: Duration = Duration::from_secs(10);
/// An idle connection is closed after this time: longer than the pools of clients keep theirs.
pub const IDLE: Duration = Duration::from_secs(120);

/// How long a connection may stay where it is.
fn limit(stage: &Stage) -> Option<Duration> {
    match stage {
        Stage::Idle => Some(IDLE),
        Stage::Preface { .. } | Stage::Head(_) | Stage::Refused => Some(HEAD),
        Stage::Request { .. } | Stage::Http2 => None,
    }
}

/// Makes the rest of a head one that no parser takes, and that seems to be whole, so that none waits for more.
fn spoil(head: &mut [u8]) {
    let end = head.len().saturating_sub(2).max(1);
    head.fill(0);
    if let Some(end) = head.get_mut(end..) {
        end.fill(b'\n');
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
            stage: Stage::default(),
            end: Box::pin(sleep(HEAD)),
        }
    }

    /// A stage has its time from when it is reached.
    fn move_on(&mut self, step: impl FnOnce(Stage) -> Stage) {
        let before = discriminant(&self.stage);
        self.stage = step(take(&mut self.stage));
        if discriminant(&self.stage) != before
            && let Some(limit) = limit(&self.stage)
        {
            self.end.as_mut().reset(Instant::now() + limit);
        }
    }

    /// A head that is refused is spoilt, so that hyper answers 400 in its turn.
    fn receive(&mut self, bytes: &mut [u8]) {
        self.move_on(|stage| {
            stage.received(bytes).unwrap_or_else(|from| {
                spoil(&mut bytes[from..]);
                Stage::Refused
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
        let before = buffer.filled().len();
        match Pin::new(&mut self.connection).poll_read(cx, buffer) {
            Poll::Ready(read) => {
                let received = &mut buffer.filled_mut()[before..];
                self.receive(received);
                Poll::Ready(read)
            }
            Poll::Pending if limit(&self.stage).is_none() => Poll::Pending,
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
        self.move_on(Stage::answered);
        Pin::new(&mut self.connection).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.move_on(Stage::answered);
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
