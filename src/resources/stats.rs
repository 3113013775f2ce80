//! `/api/v2/stats`

use std::time::Duration;

use serde_json::{Value, json};

use crate::domain::json_schema::Mismatch;
use crate::domain::time::Timestamp;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::stats::{self, Day};

const DAY: Duration = Duration::from_secs(24 * 3600);
const MONTH: Duration = Duration::from_secs(30 * 24 * 3600);
const READ: &[&str] = &["read:stats"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/stats/active-users", READ, |call| {
        Box::pin(active_users(call))
    }),
    Route::get("/stats/daily", READ, |call| Box::pin(daily(call)))
        .query(&[Parameter::text("from"), Parameter::text("to")]),
];

/// GET /stats/active-users: those who have signed in within 30 days.
async fn active_users(call: &Call) -> Outcome {
    let since = call.ctx.now.minus(MONTH);
    let count = stats::active_users(&mut call.ctx.store.read().await?, since).await?;
    Ok(Reply::ok(count))
}

/// GET /stats/daily: both days belong to the range, which is the last 30 days unless the request says otherwise.
async fn daily(call: &Call) -> Outcome {
    let from = day(call, "from")?.unwrap_or_else(|| call.ctx.now.minus(MONTH));
    let until = match day(call, "to")? {
        Some(last) => last.plus(DAY),
        None => call.ctx.now.plus(DAY),
    };
    call.ctx.parts.log.flush().await;
    let days = stats::daily(&mut call.ctx.store.read().await?, from, until).await?;
    Ok(Reply::ok(days.iter().map(view).collect::<Vec<Value>>()))
}

/// `YYYYMMDD`
fn day(call: &Call, name: &str) -> Result<Option<Timestamp>, ApiError> {
    let Some(text) = call.query.text(name) else {
        return Ok(None);
    };
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let read = |text: &str| {
        let (year, month, day) = (&text[..4], &text[4..6], &text[6..]);
        Timestamp::parse(&format!("{year}-{month}-{day}T00:00:00Z"))
    };
    let at = digits.then(|| read(text)).flatten();
    at.map(Some).ok_or_else(|| {
        let sentence = format!("Object didn't pass validation for format date: {text}");
        ApiError::bad_query(&Mismatch::at(name, sentence, None))
    })
}

fn view(day: &Day) -> Value {
    json!({
        "date": day.begins_at.to_string(), "logins": day.logins, "signups": day.signups, "leaked_passwords": 0,
        "created_at": day.first_at.to_string(), "updated_at": day.last_at.to_string(),
    })
}
