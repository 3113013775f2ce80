//! Actions in the flows: one after the other, each seeing what the ones before it set, until one refuses or fails.
//!
//! A flow that runs Actions holds no transaction meanwhile. What fails refuses: an Action may be there to keep somebody out.

mod effects;
mod event;
mod post_login;
mod redirect;
mod registration;

use serde_json::{Map, Value, json};

use super::{Answer, Code, Ctx, Failure, Refusal};
use crate::actions::{Done, LogLine, Order, RunError, Workers};
use crate::domain::action::Action;
use crate::domain::action::command::Command;
use crate::domain::action::run::{BoundAction, Execution};
use crate::domain::client::Client;
use crate::domain::resource_server::ResourceServer;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::flows::organizations::Entered;
use crate::ids;

pub use effects::Effects;
pub use post_login::{Decision, Place, PostLogin, post_login, post_login_here};
pub use redirect::{Destination, Resumption, Suspended};
pub use registration::{post_change_password, post_user_registration, pre_user_registration};

/// What a caller learns of an Action that failed.
const FAILED: &str = "The request was refused because an Action failed";
/// The handler of an Action whose user has come back.
const CONTINUE: &str = "onContinuePostLogin";

/// A point in a flow.
#[derive(Debug, Clone, Copy)]
struct Trigger {
    id: &'static str,
    handler: &'static str,
}

const POST_LOGIN: Trigger = Trigger {
    id: "post-login",
    handler: "onExecutePostLogin",
};
const CREDENTIALS_EXCHANGE: Trigger = Trigger {
    id: "credentials-exchange",
    handler: "onExecuteCredentialsExchange",
};

/// What a client asks for itself with.
pub struct Machine<'a> {
    pub client: &'a Client,
    pub api: &'a ResourceServer,
    pub scope: &'a Scope,
    pub organization: Option<&'a Entered>,
}

/// Runs the Actions of `credentials-exchange`.
pub async fn credentials_exchange(ctx: &Ctx, machine: Machine<'_>) -> Answer<Effects> {
    let Some(bound) = bound(ctx, CREDENTIALS_EXCHANGE).await? else {
        return Ok(Effects::default());
    };
    let mut event = event::common(ctx, Some(machine.client)).await?;
    event.insert("resource_server".into(), event::api(machine.api));
    if let Some(id) = machine.organization.map(|o| o.id.as_str()) {
        event.insert("organization".into(), event::organization(ctx, id).await?);
    }
    let scopes: Vec<&str> = machine.scope.iter().collect();
    event.insert(
        "accessToken".into(),
        json!({"customClaims": {}, "scope": scopes}),
    );
    event.insert("transaction".into(), json!({"requested_scopes": scopes}));
    let course = run(ctx, CREDENTIALS_EXCHANGE, &bound, Course::new(event)).await?;
    Ok(course.effects)
}

/// `details` of the event that tells of a request in which Actions ran.
pub fn executions(ids: &[String]) -> Option<Value> {
    (!ids.is_empty()).then(|| json!({"actions": {"executions": ids}}))
}

/// Runs a draft for an event that somebody made up; what it would have done, printed and thrown.
pub async fn rehearse(
    ctx: &Ctx,
    action: &Action,
    mut event: Map<String, Value>,
) -> Map<String, Value> {
    let content = &action.content;
    event.insert("secrets".into(), json!(content.secret_values()));
    let text = Value::Object(event).to_string();
    let order = Order {
        trigger: &content.trigger.id,
        handler: handler_of(&content.trigger.id),
        // A draft changes under its id.
        version: &ids::uuid(&ctx.entropy),
        source: &content.code,
        event: &text,
        now: ctx.now,
        clock_offset: ctx.now.millis() - ctx.clock.process_now().millis(),
        deadline: Workers::deadline(),
    };
    let done = ctx.workers.run(order).await;
    let mut payload = Map::new();
    payload.insert("commands".into(), done.commands.into());
    payload.insert("logs".into(), logs(&done.log));
    if let Some(error) = done.error {
        payload.insert(
            "error".into(),
            json!({"msg": error.message, "stack": error.stack, "line": error.line}),
        );
    }
    payload
}

fn handler_of(trigger: &str) -> &'static str {
    match trigger {
        "credentials-exchange" => CREDENTIALS_EXCHANGE.handler,
        "pre-user-registration" => "onExecutePreUserRegistration",
        "post-user-registration" => "onExecutePostUserRegistration",
        "post-change-password" => "onExecutePostChangePassword",
        _ => POST_LOGIN.handler,
    }
}

fn logs(lines: &[LogLine]) -> Value {
    let line = |line: &LogLine| json!({"level": line.level, "message": line.text});
    lines.iter().map(line).collect()
}

/// What is bound to the trigger; `None` for nothing, which is what most tenants have.
async fn bound(ctx: &Ctx, trigger: Trigger) -> Answer<Option<Vec<BoundAction>>> {
    let all = ctx.store.bound_actions().await?;
    let own = || all.iter().filter(|action| action.trigger_id == trigger.id);
    Ok(own().next().map(|_| own().cloned().collect()))
}

/// A trigger's Actions on their way.
struct Course {
    event: Map<String, Value>,
    effects: Effects,
    /// The names of those that have run.
    ran: Vec<String>,
    /// The user is back from where the last of those sent them.
    is_back: bool,
    /// Whether the user can be sent anywhere.
    can_redirect: bool,
}

impl Course {
    /// None has run yet.
    fn new(event: Map<String, Value>) -> Self {
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
        trigger: Trigger,
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

/// Runs one after the other, until one refuses, fails, or sends the user away.
async fn run(
    ctx: &Ctx,
    trigger: Trigger,
    bound: &[BoundAction],
    mut course: Course,
) -> Answer<Course> {
    let deadline = Workers::deadline();
    let clock_offset = ctx.now.millis() - ctx.clock.process_now().millis();
    let mut record = Record::new(ctx, trigger);
    let mut refusal = None;
    for (action, handler) in course.left(trigger, bound)? {
        course.event.insert("secrets".into(), json!(action.secrets));
        let text = Value::Object(course.event).to_string();
        let begun = ctx.clock.process_now();
        let order = Order {
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
        course.event = restore(&text)?;
        let took = ctx.clock.process_now().since(begun);
        record.add(ctx, action, &done, took);
        if !course.ran.contains(&action.name) {
            course.ran.push(action.name.clone());
        }
        refusal = judge(action, done, &mut course, ctx.now).err();
        if refusal.is_some() || course.effects.destination.is_some() {
            break;
        }
    }
    let id = record.keep(ctx);
    match refusal {
        None => {
            course.effects.executions.push(id);
            Ok(course)
        }
        Some(Denied { refusal, action }) => {
            let details = json!({"actions": {"executions": [id]}, "action": {"name": action}});
            course
                .effects
                .end_what_was_revoked(ctx, &course.event)
                .await?;
            Err(Failure::Refused(refusal.detailed(details)))
        }
    }
}

/// The event again, after the worker has had it as a text.
fn restore(text: &str) -> Answer<Map<String, Value>> {
    serde_json::from_str(text).map_err(|e| Failure::Broken(e.into()))
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
        let command = serde_json::from_value::<Command>(command)
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

/// What is kept of the runs.
struct Record {
    document: Map<String, Value>,
    results: Vec<Value>,
}

impl Record {
    fn new(ctx: &Ctx, trigger: Trigger) -> Self {
        let mut document = Map::new();
        document.insert("id".into(), ids::uuid(&ctx.entropy).into());
        document.insert("trigger_id".into(), trigger.id.into());
        document.insert("status".into(), "final".into());
        document.insert("results".into(), Value::Null);
        document.insert("created_at".into(), ctx.now.to_string().into());
        Self {
            document,
            results: vec![],
        }
    }

    fn add(&mut self, ctx: &Ctx, action: &BoundAction, done: &Done, took: std::time::Duration) {
        let mut result = json!({
            "action_name": action.name,
            "started_at": ctx.now.to_string(),
            "ended_at": ctx.now.plus(took).to_string(),
        });
        if let Some(error) = &done.error {
            result["error"] =
                json!({"id": "action_error", "msg": error.message, "stack": error.stack});
        }
        if !done.log.is_empty() {
            result["logs"] = logs(&done.log);
        }
        self.results.push(result);
    }

    /// Hands the record over; its id.
    fn keep(mut self, ctx: &Ctx) -> String {
        let id = self.document["id"].as_str().unwrap_or_default().to_owned();
        let last = self.results.last().and_then(|r| r.get("ended_at")).cloned();
        self.document
            .insert("updated_at".into(), last.unwrap_or_default());
        self.document.insert("results".into(), self.results.into());
        ctx.keep(Execution {
            id: id.clone(),
            at: ctx.now,
            document: Value::Object(self.document).to_string(),
        });
        id
    }
}
