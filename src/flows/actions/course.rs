//! A trigger's Actions on their way: one after the other, each seeing what the ones before it set, until one refuses or fails.

use serde_json::{Map, Value, json};

use super::effects::{Effects, FAILED};
use super::record::Record;
use super::redirect;
use super::trigger::FlowTrigger;
use crate::actions::{Done, RunError, RunOrder, Workers};
use crate::domain::action::command::ActionCommand;
use crate::domain::action::run::BoundAction;
use crate::domain::time::Timestamp;
use crate::flows::{Answer, Code, Ctx, Failure, Refusal};
use crate::ids;

/// The handler of an Action whose user has come back.
const CONTINUE: &str = "onContinuePostLogin";

/// A trigger's Actions on their way.
pub(super) struct Course {
    pub event: Map<String, Value>,
    pub effects: Effects,
    /// The names of those that have run.
    pub ran: Vec<String>,
    /// The user is back from where the last of those sent them.
    pub is_back: bool,
    /// Whether the user can be sent anywhere.
    pub can_redirect: bool,
}

impl Course {
    /// None has run yet.
    pub fn new(event: Map<String, Value>) -> Self {
        Self {
            event,
            effects: Effects::default(),
            ran: vec![],
            is_back: false,
            can_redirect: false,
        }
    }

    /// What has to run yet, each with the handler that is called: the one that sent the user away, then all that have not
    /// run. An Action that was unbound meanwhile cannot say whether the user may go on.
    fn left<'b>(
        &self,
        trigger: FlowTrigger,
        bound: &'b [BoundAction],
    ) -> Result<Vec<(&'b BoundAction, &'static str)>, Refusal> {
        let mut left = vec![];
        if let Some(name) = self.ran.last().filter(|_| self.is_back) {
            let found = bound.iter().find(|action| action.name == *name);
            let gone = || {
                let text = format!("The Action {name:?} is no longer bound");
                Code::AccessDenied.refuse(FAILED).because(text)
            };
            left.push((found.ok_or_else(gone)?, CONTINUE));
        }
        let new = bound.iter().filter(|a| !self.ran.contains(&a.name));
        left.extend(new.map(|action| (action, trigger.handler)));
        Ok(left)
    }
}

/// Runs one after the other, until one refuses, fails, sends the user away, or asks for a factor.
pub(super) async fn run(
    ctx: &Ctx,
    trigger: FlowTrigger,
    bound: &[BoundAction],
    mut course: Course,
) -> Answer<Course> {
    let deadline = Workers::deadline();
    let clock_offset = ctx.clock.offset_of(ctx.now);
    let mut record = Record::new(ids::uuid(&ctx.entropy), trigger, ctx.now);
    let mut refusal = None;
    for (action, handler) in course.left(trigger, bound)? {
        course.event.insert("secrets".into(), json!(action.secrets));
        let text = serde_json::to_string(&course.event).map_err(|e| Failure::Broken(e.into()))?;
        let begun = ctx.clock.process_now();
        let order = RunOrder {
            trigger: trigger.id,
            handler,
            version: &action.version_id,
            source: &action.code,
            event: &text,
            now: ctx.now,
            clock_offset,
            deadline,
        };
        let done = ctx.workers.run(order).await;
        let took = ctx.clock.process_now().since(begun);
        record.add(action, &done, took);
        if !course.ran.contains(&action.name) {
            course.ran.push(action.name.clone());
        }
        refusal = judge(action, done, &mut course, ctx.now).err();
        let effects = &course.effects;
        if refusal.is_some() || effects.destination.is_some() || effects.factor_command.is_some() {
            break;
        }
    }
    let execution = record.end();
    let id = execution.id.clone();
    ctx.keep(execution);
    match refusal {
        None => {
            course.effects.executions.push(id);
            Ok(course)
        }
        Some(Denied { refusal, action }) => {
            let details = json!({"actions": {"executions": [id]}, "action": {"name": action}});
            if let Some(revoked) = course.effects.revoked {
                revoked.end(ctx, &course.event).await?;
            }
            Err(Failure::Refused(refusal.detailed(details)))
        }
    }
}

/// An Action's no.
struct Denied {
    refusal: Refusal,
    action: String,
}

/// Takes over what the Action asked for, unless it failed or refused.
fn judge(
    action: &BoundAction,
    done: Done,
    course: &mut Course,
    now: Timestamp,
) -> Result<(), Denied> {
    let Course {
        effects,
        event,
        can_redirect,
        ..
    } = course;
    let denied = |refusal| Denied {
        refusal,
        action: action.name.clone(),
    };
    if let Some(error) = done.error {
        return Err(denied(failed(action, &error)));
    }
    for command in done.commands {
        let command = serde_json::from_value::<ActionCommand>(command)
            .map_err(|e| denied(failed(action, &RunError::new(e.to_string()))))?;
        effects.apply(command, event, now).map_err(denied)?;
    }
    match effects.take_denial() {
        Some(refusal) => Err(denied(refusal)),
        None if effects.destination.is_some() && !*can_redirect => {
            let why = format!(
                "The Action {:?} sends the user elsewhere, which is not possible here",
                action.name
            );
            Err(denied(redirect::impossible().because(why)))
        }
        None => Ok(()),
    }
}

/// What the caller learns is that it failed; the log says how.
fn failed(action: &BoundAction, error: &RunError) -> Refusal {
    Code::AccessDenied.refuse(FAILED).because(format!(
        "The Action {:?} failed: {}",
        action.name, error.message
    ))
}
