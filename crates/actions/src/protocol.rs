//! The messages between the server and a worker: frames of a length and a JSON string.
//!
//! The server trusts a worker's frames as little as a client's: they are bounded and typed.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest frame, either way: a response to `fetch` is the largest thing in one.
pub const MAX_FRAME: usize = 8 << 20;

/// From the server.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToWorker {
    Run(Run),
    /// Whether a source can be deployed.
    Check {
        source: String,
    },
    /// The answer to a [`ActionCall`].
    Reply(ActionReply),
    Render(LiquidOrder),
}

/// Templates in Liquid to be rendered with one set of variables.
#[derive(Debug, Serialize, Deserialize)]
pub struct LiquidOrder {
    pub templates: Vec<LiquidTemplate>,
    /// An object, as JSON. Without it, the templates are only parsed.
    pub variables: Option<String>,
}

/// One template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiquidTemplate {
    pub text: String,
    /// Whether it is HTML, in which what is printed is escaped.
    pub escapes: bool,
}

/// One run of one Action.
#[derive(Debug, Serialize, Deserialize)]
pub struct Run {
    /// Names the compiled form: an id stands for one source.
    pub version: String,
    /// Absent when this worker has had it before.
    pub source: Option<String>,
    /// `onExecutePostLogin` and the like.
    pub handler: String,
    /// `event`, as JSON.
    pub event: String,
    /// By how much the server's clock differs from the machine's, in milliseconds.
    pub clock_offset: i64,
    /// How long the run may take, waiting included, in milliseconds.
    pub wall: u64,
}

/// The result of a [`ActionCall`]: JSON, or the message of an error.
#[derive(Debug, Serialize, Deserialize)]
pub struct ActionReply {
    pub id: u32,
    pub outcome: Result<String, String>,
}

/// From a worker.
#[derive(Debug, Serialize, Deserialize)]
pub enum FromWorker {
    /// The first frame: whether the worker could enter its sandbox.
    Ready(Result<(), String>),
    Call(ActionCall),
    Done(Done),
    /// The templates of an order in their order, or why one is none.
    Rendered(Result<Vec<String>, String>),
}

/// A request of an Action to the server.
#[derive(Debug, Serialize, Deserialize)]
pub struct ActionCall {
    pub id: u32,
    /// `fetch` or `cache`.
    pub kind: String,
    pub argument: Value,
}

/// The end of a run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Done {
    /// Absent if the handler succeeded.
    pub error: Option<RunError>,
    /// The commands that the Action gave through `api`, in order.
    pub commands: Vec<Value>,
    pub log: Vec<LogLine>,
    /// CPU time in microseconds.
    pub cpu: u64,
}

/// Why a run failed, or why a source cannot be deployed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunError {
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stack: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<u32>,
}

/// One line of a run's console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    pub level: String,
    pub text: String,
}

impl RunError {
    /// An error that has no place in the source.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            stack: None,
            line: None,
            column: None,
        }
    }
}

/// A message as a frame.
pub fn encode<T: Serialize>(message: &T) -> io::Result<Vec<u8>> {
    let mut frame = vec![0; 4];
    serde_json::to_writer(&mut frame, message)?;
    let length = frame.len() - 4;
    if length > MAX_FRAME {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a message is too long",
        ));
    }
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    frame[..4].copy_from_slice(&length.to_le_bytes());
    Ok(frame)
}

/// How long the message behind a frame's head is.
pub fn length(head: [u8; 4]) -> io::Result<usize> {
    let length = usize::try_from(u32::from_le_bytes(head)).unwrap_or(usize::MAX);
    if length > MAX_FRAME {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a message is too long",
        ));
    }
    Ok(length)
}

/// Writes a message.
pub fn write<T: Serialize>(to: &mut impl Write, message: &T) -> io::Result<()> {
    to.write_all(&encode(message)?)
}

/// Reads a message; an error at the end of the stream, too.
pub fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let mut head = [0; 4];
    from.read_exact(&mut head)?;
    let mut body = vec![0; length(head)?];
    from.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body)?)
}
