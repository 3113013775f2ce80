//! `/api/v2/email-templates`: the tenant's own messages, in Liquid.

pub mod document;
pub mod tenant_file;

use serde_json::{Map, Value};

use crate::domain::json_schema::Mismatch;
use crate::domain::mail::Message;
use crate::domain::mail::template::EmailTemplate;
use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::flows::mail::check_liquid;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, change, read, update};
use crate::store::email_templates as store;
use crate::store::engine::Tx;
use document::RefusedTemplate;

const PATH: &str = "/email-templates/{templateName}";
const MISSING: Missing =
    Missing::coded("The template does not exist.", "inexistent_email_template");

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::post(
        "/email-templates",
        &["create:email_templates"],
        "Create an email template",
        |call| Box::pin(create(call)),
    ),
    Route::get(PATH, &["read:email_templates"], read::<EmailTemplate>),
    Route::patch(
        PATH,
        &["update:email_templates"],
        "Patch an email template",
        update::<EmailTemplate>,
    ),
    Route::put(
        PATH,
        &["update:email_templates"],
        "Update an email template",
        |call| Box::pin(set(call)),
    ),
];

impl Resource for EmailTemplate {
    async fn find(call: &Call) -> Result<Self, ApiError> {
        if !document::is_name(&call.id) {
            let sentence = format!("No enum match for: {}", call.id);
            return Err(ApiError::bad_path(&Mismatch::at(
                "templateName",
                sentence,
                None,
            )));
        }
        let message = Message::of(&call.id).ok_or_else(|| MISSING.error())?;
        let found = store::of(&mut call.ctx.store.read().await?, message).await?;
        found.ok_or_else(|| MISSING.error())
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(self.document.clone().into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        Ok(document::validate(&call.body, Mode::Update)?)
    }

    async fn merge(&mut self, ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        document::update(self, patch)?;
        check(ctx, self).await
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        Ok(self == before || store::replace(tx, self).await?)
    }
}

async fn create(call: &Call) -> Outcome {
    let made = document::create(&call.body)?;
    check(&call.ctx, &made).await?;
    let mut tx = call.ctx.store.begin().await?;
    if !store::insert(&mut tx, &made).await? {
        let sentence = format!("Template {} already exists.", made.message.as_str());
        return Err(ApiError::exists(&sentence));
    }
    tx.commit().await?;
    Ok(Reply::ok(made.document))
}

/// PUT: the body in the place of what is there.
async fn set(call: &Call) -> Outcome {
    document::validate(&call.body, Mode::Create)?;
    let mut wanted = EmailTemplate::find(call).await?;
    document::set(&mut wanted, &call.body)?;
    check(&call.ctx, &wanted).await?;
    let set = change(call, |template: &mut EmailTemplate| {
        Ok(document::set(template, &call.body)?)
    });
    Ok(Reply::ok(set.await?.document))
}

/// Refuses a template that cannot be parsed.
async fn check(ctx: &Ctx, template: &EmailTemplate) -> Result<(), ApiError> {
    let checked = check_liquid(&ctx.workers, template).await;
    checked.map_err(ApiError::bad_body)
}

impl From<RefusedTemplate> for ApiError {
    fn from(e: RefusedTemplate) -> Self {
        match e {
            RefusedTemplate::Invalid(invalid) => invalid.into(),
            RefusedTemplate::NotOffered => Self::not_enabled(),
        }
    }
}
