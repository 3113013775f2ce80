//! `/api/v2/logs`

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::domain::json_schema::Mismatch;
use crate::domain::log_query::{self, LogCondition, LogField};
use crate::domain::search::Pattern;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{
    DEFAULT_SIZE, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE,
};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::tenant_logs::{self, LogOrder, LogSelection};

/// What `fields` may name.
const PROPERTIES: &[&str] = &[
    "_id",
    "log_id",
    "date",
    "type",
    "description",
    "connection",
    "connection_id",
    "client_id",
    "client_name",
    "ip",
    "client_ip",
    "hostname",
    "user_id",
    "user_name",
    "user_agent",
    "audience",
    "scope",
    "strategy",
    "strategy_type",
    "organization_id",
    "organization_name",
    "isMobile",
    "details",
    "location_info",
    "auth0_client",
    "references",
    "log_type",
    "tenant_name",
];

const READ_LOGS: &[&str] = &["read:logs", "read:logs_users"];
/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/logs", READ_LOGS, |call| Box::pin(list(call))).query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        FIELDS,
        INCLUDE_FIELDS,
        Parameter::text("sort"),
        Parameter::text("q"),
        Parameter::text("search"),
        Parameter::text("search_engine"),
    ]),
    Route::get("/logs/{id}", READ_LOGS, |call| Box::pin(get(call))),
    Route::get("/users/{id}/logs", READ_LOGS, |call| {
        Box::pin(of_user(call))
    })
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        Parameter::text("sort"),
    ]),
];

/// GET /logs
pub async fn list(call: &Call) -> Outcome {
    let condition = condition(call)?;
    part(call, "logs", condition).await
}

/// GET /users/{id}/logs
async fn of_user(call: &Call) -> Outcome {
    let condition = LogCondition::Text {
        field: LogField::UserId,
        pattern: Pattern::exact(call.id.as_str()),
    };
    let id = utf8_percent_encode(&call.id, NON_ALPHANUMERIC);
    part(call, &format!("users/{id}/logs"), condition).await
}

async fn part(call: &Call, path: &str, condition: LogCondition) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let order = order(call)?;
    // Who has just been answered finds its own events.
    call.ctx.parts.log.flush().await;
    let (from, take) = (call.query.text("from"), call.query.integer("take"));
    if from.is_none() && take.is_none() {
        let part = Part::bounded(&call.query)?;
        return numbered(call, &part, order, &condition, &fields).await;
    }
    // Here a checkpoint is the id of an event as it is.
    let take = take.unwrap_or(DEFAULT_SIZE);
    let selection = LogSelection {
        condition: &condition,
        after: Some(from.unwrap_or_default()),
        order: LogOrder::OldestFirst,
        offset: 0,
        limit: take,
    };
    let events = select(call, &selection).await?;
    let last = events.last().and_then(|e| e.get("log_id"));
    let last = last.and_then(Value::as_str);
    let next = last.map(|id| next_part(call, path, (id, take)));
    Ok(Reply {
        next,
        ..Reply::ok(cut(events, &fields))
    })
}

async fn numbered(
    call: &Call,
    part: &Part,
    order: LogOrder,
    condition: &LogCondition,
    fields: &Fields,
) -> Outcome {
    let selection = LogSelection {
        condition,
        after: None,
        order,
        offset: part.offset,
        limit: part.size,
    };
    let events = select(call, &selection).await?;
    let total = if part.totals {
        tenant_logs::count(&mut call.ctx.store.read().await?, condition).await?
    } else {
        0
    };
    let length = events.len();
    let mut body = part.page("logs", cut(events, fields), total);
    if part.totals {
        body["length"] = length.into();
    }
    Ok(Reply::ok(body))
}

/// GET /logs/{id}
pub async fn get(call: &Call) -> Outcome {
    call.ctx.parts.log.flush().await;
    let mut db = call.ctx.store.read().await?;
    match tenant_logs::by_id(&mut db, &call.id).await? {
        Some(event) => Ok(Reply::ok(event)),
        None => Err(ApiError::new(404, "Log not found.")),
    }
}

async fn select(
    call: &Call,
    selection: &LogSelection<'_>,
) -> Result<Vec<Map<String, Value>>, ApiError> {
    let mut db = call.ctx.store.read().await?;
    Ok(tenant_logs::list(&mut db, selection).await?)
}

fn cut(events: Vec<Map<String, Value>>, fields: &Fields) -> Vec<Value> {
    let cut = |mut event: Map<String, Value>| {
        fields.cut(&mut event);
        Value::Object(event)
    };
    events.into_iter().map(cut).collect()
}

/// `date:-1`, the default, or `date:1`.
fn order(call: &Call) -> Result<LogOrder, ApiError> {
    match call.query.text("sort") {
        None | Some("date:-1" | "log_id:-1") => Ok(LogOrder::NewestFirst),
        Some("date:1" | "log_id:1") => Ok(LogOrder::OldestFirst),
        Some(other) => {
            let sentence = format!("No enum match for: {other}");
            Err(ApiError::bad_query(&Mismatch::at("sort", sentence, None)))
        }
    }
}

/// `q`, or `search`, which is the same under an older name; together both must hold.
fn condition(call: &Call) -> Result<LogCondition, ApiError> {
    let mut all = Vec::new();
    for name in ["q", "search"] {
        if let Some(text) = call.query.text(name) {
            let parsed = log_query::parse(text)
                .map_err(|e| ApiError::bad_query(&Mismatch::at(name, e.to_string(), None)))?;
            all.push(parsed);
        }
    }
    Ok(LogCondition::All(all))
}

fn next_part(call: &Call, path: &str, (last, take): (&str, u32)) -> String {
    let path = format!("api/v2/{path}?from={last}&take={take}");
    call.ctx.origin.join(&path)
}
