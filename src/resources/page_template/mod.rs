//! `/api/v2/branding/templates/universal-login`: the HTML around the widget of the hosted pages, in Liquid.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::domain::page_template::{NoTemplate, PageTemplate};
use crate::domain::request_body::{Bodies, Mode};
use crate::flows::page_templates;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::retry::retry;
use crate::store::tenant;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

const PATH: &str = "/branding/templates/universal-login";
const MISSING: Missing = Missing::coded(
    "Template does not exist.",
    "inexistent_templates_universal_login",
);
/// The member of a body that has the template.
const TEMPLATE: &str = "template";

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(PATH, &["read:branding"], |call| Box::pin(get(call))),
    Route::delete(
        PATH,
        &["delete:branding"],
        "Delete template for New Universal Login Experience",
        |call| Box::pin(delete(call)),
    ),
    Route::put(
        PATH,
        &["update:branding"],
        "Set template for New Universal Login Experience",
        |call| Box::pin(set(call)),
    )
    .takes(Takes::ObjectOrText(TEMPLATE)),
];

async fn get(call: &Call) -> Outcome {
    let mut db = call.ctx.store.read().await?;
    let template: Option<PageTemplate> = tenant::kept(&mut db).await?;
    let template = template.ok_or_else(|| MISSING.error())?;
    Ok(Reply::ok(json!({ "body": template.source() })))
}

async fn delete(call: &Call) -> Outcome {
    keep(call, None).await?;
    Ok(Reply::no_content())
}

/// 201 for the first one, 204 for another one in its place.
async fn set(call: &Call) -> Outcome {
    BODIES.validate(&call.body, Mode::Create)?;
    let source = call.body.get(TEMPLATE).and_then(Value::as_str);
    let template = PageTemplate::new(source.unwrap_or_default().to_owned())?;
    let checked = page_templates::check(&call.ctx, &template).await;
    checked.map_err(|why| ApiError::bad_body(format!("The template cannot be rendered: {why}")))?;
    Ok(match keep(call, Some(template)).await? {
        None => Reply::created(Value::Null),
        Some(_) => Reply::no_content(),
    })
}

/// Stores the template, or that there is none; what there was before.
async fn keep(
    call: &Call,
    template: Option<PageTemplate>,
) -> Result<Option<PageTemplate>, ApiError> {
    retry(|| async {
        let mut tx = call.ctx.store.begin().await?;
        let (before, version) = tenant::kept_versioned::<Option<PageTemplate>>(&mut tx).await?;
        if !tenant::change_kept(&mut tx, &template, version).await? {
            return Ok(None);
        }
        tx.commit().await?;
        call.ctx.store.forget_copies();
        Ok(Some(before))
    })
    .await
}

impl From<NoTemplate> for ApiError {
    fn from(e: NoTemplate) -> Self {
        Self::bad_body(e.to_string())
    }
}
