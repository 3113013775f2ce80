//! Log streams and attack protection of a plan.

use serde_json::{Map, Value};

use super::{Planner, Write};
use crate::domain::brute_force::BruteForce;
use crate::domain::log_stream::{LogStream, Refused};
use crate::domain::protection::{BLOCK, Protection};
use crate::domain::suspicious_ip::SuspiciousIp;
use crate::ids;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::Entry;
use crate::tenant_file::silence::{self, PROTECTIONS};

impl Planner<'_> {
    pub(super) fn log_stream(&mut self, entry: &Entry) -> Result<(), FileError> {
        let name = entry.text("name").unwrap_or_default();
        let what = format!("log stream {name}");
        self.once(&entry.place, &what)?;
        let mut body = entry.document.clone();
        // That a server gave up is not for a file to say.
        let status = body.shift_remove("status");
        let status = status.filter(|status| status != "suspended");
        let streams = self.state.log_streams.iter();
        let named = |s: &LogStream| s.document.get("name").and_then(Value::as_str) == Some(name);
        let with_status = |mut stream: LogStream| {
            if let Some(status) = status {
                stream.update(&Map::from_iter([("status".to_owned(), status)]))?;
            }
            Ok(stream)
        };
        let made = match streams.clone().position(named) {
            Some(at) => {
                body.shift_remove("type");
                body.shift_remove("startFrom");
                let mut stream = self.state.log_streams[at].clone();
                let updated = stream.update(&body).and_then(|()| with_status(stream));
                updated.map(|stream| (Some(at), stream))
            }
            None => {
                let id = ids::log_stream_id(self.context.entropy);
                let made = LogStream::create(id, &body).and_then(with_status);
                made.map(|stream| (None, stream))
            }
        };
        let (known, stream) = match made {
            Ok(made) => made,
            Err(Refused::Invalid(e)) => return Err(entry.place.error(e.to_string())),
            Err(Refused::Forbidden) => {
                let place = entry.place.key("type");
                self.warnings.push(format!(
                    "{place}: not applied by this version, which has http streams"
                ));
                return Ok(());
            }
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
        let mut after = before
            .patched(body)
            .map_err(|e| place.error(e.to_string()))?;
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
