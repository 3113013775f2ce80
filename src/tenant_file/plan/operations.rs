//! Log streams and attack protection of a plan.

use serde_json::{Map, Value};

use super::judge::{not_enabled, refused, without_nulls};
use super::{Planner, Write};
use crate::domain::brute_force::BruteForce;
use crate::domain::log_stream::{self, LogStream, MOST_STREAMS, RefusedStream};
use crate::domain::protection::{BLOCK, Protection};
use crate::domain::request_body::{Forbidden, Mode};
use crate::domain::suspicious_ip::SuspiciousIp;
use crate::ids;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::Entry;
use crate::tenant_file::silence::{self, PROTECTIONS};

impl Planner<'_> {
    pub(super) fn log_stream(&mut self, entry: &Entry) -> Result<(), FileError> {
        let place = &entry.place;
        let name = entry.text("name").unwrap_or_default();
        let what = format!("log stream {name}");
        self.once(place, &what)?;
        let mut body = without_nulls(&entry.document);
        // That a server gave up is not for a file to say.
        let status = body.shift_remove("status");
        let status = status.filter(|status| status != "suspended");
        let status = status.map(|status| Map::from_iter([("status".to_owned(), status)]));
        let named = |s: &LogStream| s.document.get("name").and_then(Value::as_str) == Some(name);
        let known = self.state.log_streams.iter().position(named);
        let made = match known {
            Some(at) => self.changed_stream(place, at, body)?,
            None => match self.new_stream(place, body)? {
                Some(stream) => stream,
                None => return Ok(()),
            },
        };
        let stream = match status {
            Some(status) => updated(place, made, &status)?,
            None => made,
        };
        let Some(at) = known else {
            self.state.log_streams.push(stream.clone());
            self.push(what, vec![], Write::LogStream(Box::new(stream), true));
            return Ok(());
        };
        // As it is shown, and exported: a default that is written out is no change.
        let keys = super::changed_keys(&self.state.log_streams[at].view(), &stream.view());
        if !keys.is_empty() {
            self.state.log_streams[at] = stream.clone();
            self.push(what, keys, Write::LogStream(Box::new(stream), false));
        }
        Ok(())
    }

    /// `None`: it is of a kind that this server does not have.
    fn new_stream(
        &mut self,
        place: &Place,
        mut body: Map<String, Value>,
    ) -> Result<Option<LogStream>, FileError> {
        let id = ids::log_stream_id(self.context.entropy);
        if matches!(
            LogStream::create(id.clone(), &body),
            Err(RefusedStream::Forbidden)
        ) {
            let place = place.key("type");
            self.warnings.push(format!(
                "{place}: not applied by this version, which has http streams"
            ));
            return Ok(None);
        }
        if self.state.log_streams.len() >= usize::try_from(MOST_STREAMS).unwrap_or(usize::MAX) {
            let problem = format!("is one too many; a tenant has at most {MOST_STREAMS} streams");
            return Err(place.error(problem));
        }
        let schema = |body: &Map<_, _>| log_stream::validate(body, Mode::Create);
        self.conform(place, &mut body, schema)?;
        let made = LogStream::create(id, &body).map_err(|e| of_stream(place, &e))?;
        Ok(Some(made))
    }

    fn changed_stream(
        &mut self,
        place: &Place,
        at: usize,
        mut body: Map<String, Value>,
    ) -> Result<LogStream, FileError> {
        let stream = self.state.log_streams[at].clone();
        Self::keep_fixed(place, &mut body, &stream.document, log_stream::is_fixed)?;
        let schema = |body: &Map<_, _>| log_stream::validate(body, Mode::Update);
        self.conform(place, &mut body, schema)?;
        updated(place, stream, &body)
    }

    pub(super) fn attack_protection(&mut self, entry: &Entry) -> Result<(), FileError> {
        for (key, value) in &entry.document {
            let place = entry.place.key(key);
            match PROTECTIONS.iter().find(|(known, _)| known == key) {
                Some((BruteForce::SECTION, _)) => {
                    let before = self.state.brute_force.clone();
                    if let Some(after) = self.protection(&place, value, &before)? {
                        self.state.brute_force = after.clone();
                        self.push_protection::<BruteForce>(value, Write::BruteForce(after));
                    }
                }
                Some((SuspiciousIp::SECTION, _)) => {
                    let before = self.state.suspicious_ip.clone();
                    if let Some(after) = self.protection(&place, value, &before)? {
                        self.state.suspicious_ip = after.clone();
                        self.push_protection::<SuspiciousIp>(value, Write::SuspiciousIp(after));
                    }
                }
                Some((_, kind)) if !silence::asks_for_protection(kind, value) => {}
                Some(_) => self
                    .warnings
                    .push(format!("{place}: not applied by this version")),
                None => self
                    .warnings
                    .push(format!("{place}: not understood, ignored")),
            }
        }
        Ok(())
    }

    /// The settings of one kind after the file, where it changes any.
    fn protection<P: Protection>(
        &mut self,
        place: &Place,
        value: &Value,
        before: &P,
    ) -> Result<Option<P>, FileError> {
        let Value::Object(body) = value else {
            return Err(place.error("must be a mapping"));
        };
        let mut body = body.clone();
        self.conform(place, &mut body, |body| before.patched(body).map(drop))?;
        let after = before.patched(&body);
        let mut after = after.map_err(|invalid| refused(place, &invalid))?;
        if after.check(before).is_err() {
            let place = place.key("shields");
            self.warnings
                .push(format!("{place}: this version sends no notifications"));
            after.shields_mut().retain(|shield| shield == BLOCK);
        }
        Ok((after != *before).then_some(after))
    }

    fn push_protection<P: Protection>(&mut self, value: &Value, write: Write) {
        let keys = value.as_object().into_iter().flat_map(Map::keys);
        self.push(P::NAME.to_owned(), keys.cloned().collect(), write);
    }
}

fn updated(
    place: &Place,
    mut stream: LogStream,
    body: &Map<String, Value>,
) -> Result<LogStream, FileError> {
    stream.update(body).map_err(|e| of_stream(place, &e))?;
    Ok(stream)
}

fn of_stream(place: &Place, e: &RefusedStream) -> FileError {
    match e {
        RefusedStream::Invalid(invalid) => refused(place, invalid),
        RefusedStream::Forbidden => not_enabled(place, &Forbidden),
    }
}
