//! One keep-alive connection: as little of HTTP/1.1 (RFC 9112) as the server's answers need, so that on a small machine
//! the one who asks takes little from the one who answers.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer that takes longer is no answer.
const PATIENCE: Duration = Duration::from_secs(30);
const MAX_ANSWER: usize = 1 << 20;

/// A connection to the server.
pub struct Connection {
    stream: TcpStream,
    port: u16,
    received: Vec<u8>,
}

/// What the server said.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    /// The session cookie that it sets.
    pub session: Option<String>,
    pub body: Vec<u8>,
}

impl Connection {
    /// Connects to the server on this port.
    pub async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            port,
            received: Vec::with_capacity(8 << 10),
        })
    }

    /// `GET` of a path and query.
    pub async fn get(&mut self, target: &str) -> Result<Answer> {
        self.get_with("", target).await
    }

    /// The same with a session cookie.
    pub async fn get_in(&mut self, session: &str, target: &str) -> Result<Answer> {
        let cookie = format!("cookie: auth0={session}\r\n");
        self.get_with(&cookie, target).await
    }

    async fn get_with(&mut self, header: &str, target: &str) -> Result<Answer> {
        let port = self.port;
        self.exchange(format!(
            "GET {target} HTTP/1.1\r\nhost: localhost:{port}\r\nuser-agent: bench\r\n{header}\r\n"
        ))
        .await
    }

    /// `POST` of a form.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Result<Answer> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let (port, length) = (self.port, body.len());
        self.exchange(format!(
            "POST {path} HTTP/1.1\r\nhost: localhost:{port}\r\nuser-agent: bench\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
        .await
    }

    async fn exchange(&mut self, request: String) -> Result<Answer> {
        let answer = async {
            self.stream.write_all(request.as_bytes()).await?;
            self.read().await
        };
        let answer = tokio::time::timeout(PATIENCE, answer).await;
        answer.context("no answer in time")?
    }

    async fn read(&mut self) -> Result<Answer> {
        self.received.clear();
        let end = loop {
            if let Some(end) = end_of_head(&self.received) {
                break end;
            }
            self.more().await?;
        };
        let head = std::str::from_utf8(&self.received[..end])?;
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let status = status.context("no status line")?.parse()?;
        let (mut length, mut location, mut session) = (0, None, None);
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse()?;
            } else if name.eq_ignore_ascii_case("location") {
                location = Some(value.trim().to_owned());
            } else if name.eq_ignore_ascii_case("set-cookie") {
                let cookie = value.trim().strip_prefix("auth0=");
                let value = cookie.and_then(|cookie| cookie.split(';').next());
                session = value.map(str::to_owned).or(session);
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                bail!("this client reads no chunks");
            }
        }
        ensure!(length <= MAX_ANSWER, "an answer of {length} bytes");
        while self.received.len() < end + length {
            self.more().await?;
        }
        Ok(Answer {
            status,
            location,
            session,
            body: self.received[end..end + length].to_vec(),
        })
    }

    async fn more(&mut self) -> Result<()> {
        ensure!(self.received.len() <= MAX_ANSWER, "an endless answer");
        let read = self.stream.read_buf(&mut self.received).await?;
        ensure!(read > 0, "the server closed the connection");
        Ok(())
    }
}

fn end_of_head(received: &[u8]) -> Option<usize> {
    let at = received.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(at + 4)
}
