//! The state of a connection, from the bytes of its client. hyper reads the same bytes; this also refuses what hyper accepts
//! and a proxy may read differently: ambiguous lengths of messages and ends of lines.

use std::mem::{Discriminant, discriminant};

/// How every HTTP/2 connection begins (RFC 9113 section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// The longest part of a line that is read.
const LINE: usize = 64;

/// What the client has sent so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum HeadStage {
    /// No part of a request has arrived.
    #[default]
    Idle,
    /// A part of the HTTP/2 preface has arrived.
    Preface { seen: usize },
    /// A part of a head has arrived.
    Head(Head),
    /// A head has arrived, and its response has not been sent. The value is the number of bytes of the body still to come; for
    /// a chunked body it is unknown, and the response closes the connection.
    Request { body: Option<u64> },
    /// An HTTP/2 connection. Only requests count: idle clients send other frames too.
    Http2(Frames),
    /// The head is invalid and is answered with 400.
    Refused,
}

/// A head that is not complete yet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The beginning of the current line, in lower case.
    line: Vec<u8>,
    after_return: bool,
    has_request_line: bool,
    lengths: u32,
    length: u64,
    encodings: u32,
}

/// The frames of an HTTP/2 connection (RFC 9113 section 4.1), as far as they concern requests.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Frames {
    /// The length and the type of the frame that begins.
    begun: [u8; 4],
    seen: usize,
    /// The number of bytes of the frame still to come.
    left: u32,
    requests: u64,
}

impl Frames {
    /// How many bytes have arrived.
    pub(super) fn requests(&self) -> u64 {
        self.requests
    }

    fn read(&mut self, bytes: &[u8]) {
        const HEADERS: u8 = 1;
        for byte in bytes {
            if self.left > 0 {
                self.left -= 1;
                continue;
            }
            self.begun[self.seen] = *byte;
            self.seen += 1;
            if self.seen == self.begun.len() {
                let [high, middle, low, kind] = self.begun;
                // Flags and the stream's number come before the payload.
                self.left = 5 + u32::from_be_bytes([0, high, middle, low]);
                self.seen = 0;
                self.requests += u64::from(kind == HEADERS);
            }
        }
    }
}

/// The result of reading bytes.
enum Reading {
    More,
    /// The head ends after this number of bytes.
    End(usize),
    Refused,
}

impl HeadStage {
    /// The state after these bytes from the client. `Err`: from that position on they are an invalid head.
    pub(super) fn received(mut self, bytes: &[u8]) -> Result<Self, usize> {
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let (stage, used) = match self {
                // Empty lines before a request are ignored (RFC 9112 section 2.2).
                Self::Idle if b"\r\n".contains(&rest[0]) => (Self::Idle, 1),
                Self::Idle => (Self::Preface { seen: 0 }, 0),
                Self::Preface { seen } => {
                    let pairs = rest.iter().zip(&PREFACE[seen..]);
                    let same = pairs
                        .take_while(|(sent, expected)| sent == expected)
                        .count();
                    if seen + same == PREFACE.len() {
                        (Self::Http2(Frames::default()), same)
                    } else if same == rest.len() {
                        let seen = seen + same;
                        (Self::Preface { seen }, same)
                    } else {
                        let mut head = Head::default();
                        match head.read(&PREFACE[..seen + same]) {
                            Reading::More => (Self::Head(head), same),
                            Reading::End(_) | Reading::Refused => return Err(at),
                        }
                    }
                }
                Self::Head(mut head) => match head.read(rest) {
                    Reading::More => (Self::Head(head), rest.len()),
                    Reading::End(used) => (Self::Request { body: head.body() }, used),
                    Reading::Refused => return Err(at),
                },
                // The next request may arrive before the response to this one.
                Self::Request { body: Some(0) } => (Self::Idle, 0),
                Self::Request { body: Some(left) } => {
                    let here = u64::try_from(rest.len()).unwrap_or(u64::MAX);
                    let used = left.min(here);
                    let body = Some(left - used);
                    (
                        Self::Request { body },
                        usize::try_from(used).unwrap_or(rest.len()),
                    )
                }
                Self::Refused => return Err(at),
                Self::Request { body: None } => return Ok(self),
                Self::Http2(mut frames) => {
                    frames.read(rest);
                    (Self::Http2(frames), rest.len())
                }
            };
            (self, at) = (stage, at + used);
        }
        Ok(self)
    }

    /// Something that changes when the connection makes progress.
    pub(super) fn step(&self) -> (Discriminant<Self>, u64) {
        let requests = match self {
            Self::Http2(frames) => frames.requests,
            _ => 0,
        };
        (discriminant(self), requests)
    }

    /// The state after bytes to the client. Bytes before the end of the request's body are only `100 Continue`.
    pub(super) fn answered(self) -> Self {
        match self {
            Self::Request { body: Some(0) } => Self::Idle,
            other => other,
        }
    }
}

impl Head {
    fn read(&mut self, bytes: &[u8]) -> Reading {
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' if !self.after_return => return Reading::Refused,
                b'\n' => {
                    self.after_return = false;
                    if self.line.is_empty() {
                        return Reading::End(at + 1);
                    }
                    if !self.end_line() {
                        return Reading::Refused;
                    }
                }
                b'\r' => self.after_return = true,
                byte => {
                    self.after_return = false;
                    if self.line.len() < LINE {
                        self.line.push(byte.to_ascii_lowercase());
                    }
                }
            }
        }
        Reading::More
    }

    /// Whether the line that has just ended is unambiguous about the length of the body (RFC 9112 section 6.3).
    fn end_line(&mut self) -> bool {
        let line = std::mem::take(&mut self.line);
        if !std::mem::replace(&mut self.has_request_line, true) {
            return true;
        }
        let is_cut = line.len() == LINE;
        let line = String::from_utf8_lossy(&line);
        let Some((name, value)) = line.split_once(':') else {
            return true;
        };
        let value = value.trim_matches([' ', '\t']);
        match name {
            // The part that is cut off may change the meaning of the rest.
            "content-length" | "transfer-encoding" if is_cut => return false,
            "content-length" => {
                self.lengths += 1;
                let Some(length) = number(value) else {
                    return false;
                };
                self.length = length;
            }
            "transfer-encoding" => {
                self.encodings += 1;
                if value != "chunked" {
                    return false;
                }
            }
            _ => {}
        }
        self.lengths + self.encodings <= 1
    }

    fn body(&self) -> Option<u64> {
        (self.encodings == 0).then_some(self.length)
    }
}

/// Only digits (RFC 9110 section 8.6).
fn number(value: &str) -> Option<u64> {
    let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
    value.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(pieces: &[&str]) -> Result<HeadStage, usize> {
        let received = |stage: HeadStage, piece: &&str| stage.received(piece.as_bytes());
        pieces.iter().try_fold(HeadStage::Idle, received)
    }

    const WAITS: Result<HeadStage, usize> = Ok(HeadStage::Request { body: Some(0) });

    #[test]
    fn a_head_ends_with_an_empty_line_however_it_is_cut() {
        let head = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
        for at in 1..head.len() {
            let (one, other) = head.split_at(at);
            assert!(matches!(after(&[one]), Ok(HeadStage::Head(_))), "{one:?}");
            assert_eq!(after(&[one, other]), WAITS, "at {at}");
        }
        assert_eq!(after(&["\r\n\r\n", head]), WAITS);
        assert_eq!(after(&["\r\n"]), Ok(HeadStage::Idle));
    }

    #[test]
    fn a_preface_is_whole_or_waited_for() {
        let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        for at in 1..preface.len() {
            let (one, other) = preface.split_at(at);
            assert_eq!(after(&[one]), Ok(HeadStage::Preface { seen: at }));
            assert_eq!(requests(&[one, other]), Some(0), "at {at}");
        }
        assert_eq!(after(&["PRI /x HTTP/1.1\r\n\r\n"]), WAITS);
        assert_eq!(after(&["PRI", " /x HTTP/1.1\r\n\r\n"]), WAITS);
        assert!(matches!(after(&["POST / HTTP"]), Ok(HeadStage::Head(_))));
    }

    fn requests(pieces: &[&str]) -> Option<u64> {
        match after(pieces) {
            Ok(HeadStage::Http2(frames)) => Some(frames.requests()),
            _ => None,
        }
    }

    #[test]
    fn the_requests_of_http2_are_counted_however_they_are_cut() {
        let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        let settings = "\0\0\x06\x04\0\0\0\0\0\0\x04\0\0\0\0";
        let ping = "\0\0\x08\x06\x01\0\0\0\0\x01\x01\x01\x01\x01\x01\x01\x01";
        let headers = "\0\0\x01\x01\x05\0\0\0\x01\x42";
        let data = "\0\0\x04\0\0\0\0\0\x01\x01\x01\x01\x01";
        let sent = [preface, settings, headers, ping, data, headers, ping].concat();
        for at in 1..sent.len() {
            let (one, other) = sent.split_at(at);
            assert_eq!(requests(&[one, other]), Some(2), "at {at}");
        }
    }

    #[test]
    fn a_body_is_no_head() {
        let head = "POST / HTTP/1.1\r\ncontent-length: 7\r\n\r\n";
        assert_eq!(
            after(&[head, "a\nb"]),
            Ok(HeadStage::Request { body: Some(4) })
        );
        assert_eq!(after(&[head, "a\nb\nc\nd"]), WAITS);
        let invited = after(&[head]).unwrap().answered();
        assert_eq!(invited, HeadStage::Request { body: Some(7) });
        assert_eq!(
            after(&[head, "a\nb\nc\nd"]).unwrap().answered(),
            HeadStage::Idle
        );
        let chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n";
        let unknown = Ok(HeadStage::Request { body: None });
        assert_eq!(after(&[chunked, "1\r\n\n\r\n0\r\n\r\n"]), unknown);
    }

    #[test]
    fn what_leaves_the_length_in_doubt_is_refused() {
        for lines in [
            "content-length: 1\r\ncontent-length: 2\r\n",
            "content-length: 1\r\nContent-Length: 1\r\n",
            "content-length: 1\r\ntransfer-encoding: chunked\r\n",
            "transfer-encoding: chunked\r\ncontent-length: 1\r\n",
            "transfer-encoding: gzip, chunked\r\n",
            "transfer-encoding: chunked, chunked\r\n",
            "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n",
            "transfer-encoding: identity\r\n",
            "transfer-encoding: \tchunked\u{b}\r\n",
            "content-length: +1\r\n",
            "content-length:\r\n",
            "content-length: 99999999999999999999\r\n",
            &format!("content-length: {:0>60}\r\n", 1),
            &format!("content-length: {:>60}\r\n", 1),
            &format!("transfer-encoding: chunked{:60}, chunked\r\n", ""),
            "a: b\nc: d\r\n",
            "a: b\r\n\n",
        ] {
            let head = format!("POST / HTTP/1.1\r\n{lines}\r\n");
            // The P might have begun a preface.
            assert_eq!(after(&[&head]), Err(1), "{lines:?}");
            let (one, other) = head.split_at(20);
            assert_eq!(after(&[one, other]), Err(0), "{lines:?} in two");
            let good = "GET / HTTP/1.1\r\n\r\n";
            let behind = after(&[&format!("{good}{head}")]);
            assert_eq!(behind, Err(good.len() + 1), "{lines:?} behind another");
        }
        assert_eq!(after(&["GET / HTTP/1.1\n\n"]), Err(0));
    }
}
