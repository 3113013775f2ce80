//! `logStreams` of the tenant file. Values of secrets and headers are left out of exports.

use serde_json::{Map, Value};

use super::document::{self, MOST_STREAMS, RefusedStream};
use crate::domain::log_stream::{LogStream, StreamStatus};
use crate::domain::request_body::{Forbidden, Mode};
use crate::domain::settings::Settings;
use crate::ids;
use crate::store::engine::{StoreError, Tx};
use crate::store::log_streams;
use crate::tenant_file::entry::Entry;
use crate::tenant_file::findings::{Findings, Inspected};
use crate::tenant_file::judge::{keep_fixed, not_enabled, refused, without_nulls};
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

pub const SECTION: Section = Section {
    key: "logStreams",
    layout: Layout::Folder("log-streams"),
    found_by: &[("name", 255)],
    read_only: "id",
    planning: Planning::Each(log_stream),
    export: Export::List(export),
    lint,
    ..Section::PLAIN
};

/// What a sink authenticates with.
const SECRET: [&str; 2] = ["httpAuthorization", "httpCustomHeaders"];

fn log_stream(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let name = entry.text("name").unwrap_or_default();
    let what = format!("log stream {name}");
    planner.once(place, &what)?;
    let mut body = without_nulls(&entry.document);
    // That a server gave up is not for a file to say.
    let status = body.shift_remove("status");
    let status = status.filter(|status| status != "suspended");
    let status = status.map(|status| Map::from_iter([("status".to_owned(), status)]));
    let named = |s: &LogStream| s.document.get("name").and_then(Value::as_str) == Some(name);
    let known = planner.state.log_streams.iter().position(named);
    let made = match known {
        Some(at) => changed_stream(planner, place, at, body)?,
        None => match new_stream(planner, place, body)? {
            Some(stream) => stream,
            None => return Ok(()),
        },
    };
    let stream = match status {
        Some(status) => updated(place, made, &status)?,
        None => made,
    };
    let Some(at) = known else {
        planner.state.log_streams.push(stream.clone());
        planner.push(what, vec![], NewStream(stream));
        return Ok(());
    };
    // As it is shown, and exported: a default that is written out is no change.
    let keys = changed_keys(
        &document::view(&planner.state.log_streams[at]),
        &document::view(&stream),
    );
    if !keys.is_empty() {
        planner.state.log_streams[at] = stream.clone();
        planner.push(what, keys, ChangedStream(stream));
    }
    Ok(())
}

/// `None`: it is of a kind that this server does not have.
fn new_stream(
    planner: &mut Planner<'_>,
    place: &Place,
    mut body: Map<String, Value>,
) -> Result<Option<LogStream>, FileError> {
    let id = ids::log_stream_id(planner.context.entropy);
    if matches!(
        document::create(id.clone(), &body),
        Err(RefusedStream::Forbidden)
    ) {
        let place = place.key("type");
        planner.warnings.push(format!(
            "{place}: not applied by this version, which has http streams"
        ));
        return Ok(None);
    }
    if planner.state.log_streams.len() >= usize::try_from(MOST_STREAMS).unwrap_or(usize::MAX) {
        let problem = format!("is one too many; a tenant has at most {MOST_STREAMS} streams");
        return Err(place.error(problem));
    }
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Create);
    planner.conform(place, &mut body, schema)?;
    let made = document::create(id, &body).map_err(|e| of_stream(place, &e))?;
    Ok(Some(made))
}

fn changed_stream(
    planner: &mut Planner<'_>,
    place: &Place,
    at: usize,
    mut body: Map<String, Value>,
) -> Result<LogStream, FileError> {
    let stream = planner.state.log_streams[at].clone();
    keep_fixed(place, &mut body, &stream.document, document::is_fixed)?;
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Update);
    planner.conform(place, &mut body, schema)?;
    updated(place, stream, &body)
}

fn updated(
    place: &Place,
    mut stream: LogStream,
    body: &Map<String, Value>,
) -> Result<LogStream, FileError> {
    document::update(&mut stream, body).map_err(|e| of_stream(place, &e))?;
    Ok(stream)
}

fn of_stream(place: &Place, e: &RefusedStream) -> FileError {
    match e {
        RefusedStream::Invalid(invalid) => refused(place, invalid),
        RefusedStream::Forbidden => not_enabled(place, &Forbidden),
    }
}

struct NewStream(LogStream);

impl PlannedRow for NewStream {
    async fn store(&self, tx: &mut Tx, with: &Storing<'_>) -> Result<bool, StoreError> {
        log_streams::insert(tx, &self.0, with.now).await?;
        Ok(true)
    }
}

struct ChangedStream(LogStream);

impl PlannedRow for ChangedStream {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        log_streams::replace(tx, &self.0).await
    }
}

fn export(state: &State, _: &Settings) -> Vec<Map<String, Value>> {
    let entry = |stream: &LogStream| {
        let mut entry = document::view(stream);
        entry.shift_remove("id");
        if let Some(Value::Object(sink)) = entry.get_mut("sink") {
            sink.retain(|key, _| !SECRET.contains(&key.as_str()));
        }
        entry
    };
    state.log_streams.iter().map(entry).collect()
}

fn lint(findings: &mut Findings, inspected: &Inspected<'_>) {
    let given_up = |stream: &&LogStream| stream.status == StreamStatus::Suspended;
    for stream in inspected.state.log_streams.iter().filter(given_up) {
        let name = stream.document.get("name").and_then(|name| name.as_str());
        findings.warn(
            &format!("log stream {}", name.unwrap_or(&stream.id)),
            "is suspended: its receiver failed for a week",
            "fix the receiver, and set the stream's status to active",
        );
    }
}
