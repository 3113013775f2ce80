//! What a text message with a code says: what the tenant's template does, or a sentence in the user's language.

use serde_json::{Value, json};

use super::subject::Subject;
use crate::actions::LiquidTemplate;
use crate::domain::guardian::SmsTemplates;
use crate::flows::{Answer, Ctx};
use crate::texts::{Arguments, Preferences};

/// A message is cut there: a template that repeats what a user may choose could be of any length.
const LONGEST: usize = 1000;

/// The text with a code in it. `enrolls`: the number is being enrolled.
pub(super) async fn body(
    ctx: &Ctx,
    whose: Subject<'_>,
    (code, enrolls): (&str, bool),
    languages: &Preferences,
) -> Answer<String> {
    let tenant = ctx.store.tenant().await?;
    let locale = languages.locale(&tenant.enabled_locales);
    let name = tenant.friendly_name.as_deref();
    let name = name.unwrap_or_else(|| ctx.settings.issuer.host());
    let guardian = ctx.store.guardian().await?;
    if let Some(templates) = &guardian.sms_templates {
        let client = (whose.client.name.as_str(), whose.client.client_id.as_str());
        let variables = variables(ctx, (code, &locale.code), (name, client));
        if let Some(own) = own(ctx, (templates, enrolls), variables.to_string()).await
            && own.contains(code)
        {
            return Ok(own);
        }
    }
    let arguments = Arguments::default()
        .with("code", code)
        .with("companyName", name);
    let key = match enrolls {
        true => "enrollmentMessage",
        false => "verificationMessage",
    };
    Ok(locale.language.plain(("sms", key), &arguments))
}

/// What a template may say.
fn variables(
    ctx: &Ctx,
    (code, locale): (&str, &str),
    (tenant, (client, client_id)): (&str, (&str, &str)),
) -> Value {
    json!({
        "code": code,
        "locale": locale,
        "requestInfo": { "lang": locale },
        "tenant": { "name": ctx.settings.issuer.tenant_name(), "friendly_name": tenant },
        "application": { "name": client, "clientID": client_id },
    })
}

/// What the tenant's template says; `None` where it fails, and the built-in sentence stands in: the user waits for the code.
async fn own(
    ctx: &Ctx,
    (templates, enrolls): (&SmsTemplates, bool),
    variables: String,
) -> Option<String> {
    let text = match enrolls {
        true => &templates.enrollment_message,
        false => &templates.verification_message,
    };
    let template = LiquidTemplate {
        text: text.clone(),
        escapes: false,
    };
    match ctx.workers.render(vec![template], variables).await {
        Ok(rendered) => {
            let text = rendered.into_iter().next()?;
            Some(text.trim().chars().take(LONGEST).collect())
        }
        Err(why) => {
            tracing::warn!(
                why,
                "a template of text messages is broken: the built-in one is used"
            );
            None
        }
    }
}

/// Whether a template can be rendered; the error is a sentence for its author.
pub async fn check(ctx: &Ctx, text: &str) -> Result<(), String> {
    let template = LiquidTemplate {
        text: text.to_owned(),
        escapes: false,
    };
    let sample = variables(ctx, ("123456", "en"), ("Acme", ("Application", "client")));
    let rendered = ctx.workers.render(vec![template], sample.to_string());
    rendered.await.map(drop)
}
