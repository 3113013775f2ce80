//! The tenant's page template around a page: its variables, and the page's head and widget in their places.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::domain::page_template::{HEAD, PageTemplate, WIDGET};
use crate::domain::prompts::{is_prompt, prompt_of};
use crate::domain::tenant::Tenant;
use crate::domain::theme::Looks;
use crate::flows::Ctx;
use crate::flows::sign_in::page_context::{self, PageContext};
use crate::http::browser::browser;
use crate::http::form::Params;
use crate::texts::Texts;

/// What a page is put together from.
pub struct Material<'a> {
    pub looks: &'a Looks,
    pub texts: &'a Texts,
    /// The page that stands by itself.
    pub page: &'a str,
}

/// The page within the tenant's template; `None` if it has none for this page, or one that fails.
pub async fn around(app: &App, material: &Material<'_>, request: Option<Parts>) -> Option<String> {
    let template = material.looks.template.as_ref()?;
    let mut request = request.filter(|_| is_of_sign_in(material.texts.screen()))?;
    let ctx = Ctx::from_request_parts(&mut request, app).await.ok()?;
    let variables = variables(&ctx, (template, material), &request).await;
    let rendered = app.page_templates.render(&ctx, template, &variables);
    // The template's own root may say neither.
    let locale = material.texts.locale();
    let of_widget = format!(
        "<main lang=\"{}\" dir=\"{}\" ",
        locale.code,
        locale.direction()
    );
    let page = material.page.replacen("<main ", &of_widget, 1);
    filled(&rendered.await?, &page)
}

/// Whether a screen is Auth0's, or one of ours between them.
fn is_of_sign_in(screen: &'static str) -> bool {
    is_prompt(prompt_of(screen)) || matches!(screen, "account-chooser" | "confirm-callback")
}

/// The variables of Auth0's that the template mentions: what it does not ask for makes no difference to it.
async fn variables(
    ctx: &Ctx,
    (template, material): (&PageTemplate, &Material<'_>),
    parts: &Parts,
) -> Map<String, Value> {
    let query = Params::from_query(parts.uri.query().unwrap_or("")).ok();
    let state = query.as_ref().and_then(|query| query.get("state"));
    let asks_who = ["application", "organization", "user"];
    let context = match state.filter(|_| asks_who.iter().any(|name| template.mentions(name))) {
        // A login that is lost has no client and no user.
        Some(state) => page_context::of(ctx, state, &browser(ctx, &parts.headers)).await,
        None => Ok(PageContext::default()),
    };
    let context = context.unwrap_or_default();
    let settings = ctx.store.tenant().await.unwrap_or_default();
    let all = [
        ("application", application(&context)),
        ("organization", organization(&context)),
        ("user", user(&context)),
        ("branding", branding(material.looks)),
        ("tenant", tenant(&settings)),
        ("prompt", prompt(template, material.texts)),
        ("custom_domain", json!({ "domain": ctx.origin.host() })),
        ("locale", json!(material.texts.locale().code)),
        ("dir", json!(material.texts.locale().direction())),
        ("state", json!(state)),
    ];
    let asked = all.into_iter().filter(|(name, _)| template.mentions(name));
    asked
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn application(context: &PageContext) -> Value {
    let Some(stored) = &context.client else {
        return Value::Null;
    };
    let client = &stored.client;
    json!({ "id": client.client_id, "name": client.name, "logo_url": client.logo_uri,
        "metadata": stored.document.get("client_metadata") })
}

fn organization(context: &PageContext) -> Value {
    let Some(stored) = &context.organization else {
        return Value::Null;
    };
    let shown = |key: &str| stored.document.get(key);
    json!({ "id": stored.organization.id, "name": stored.organization.name,
        "display_name": shown("display_name"), "metadata": shown("metadata"), "branding": shown("branding") })
}

fn user(context: &PageContext) -> Value {
    let Some(user) = &context.user else {
        return Value::Null;
    };
    json!({ "user_id": user.user_id, "email": user.email, "email_verified": user.email_verified,
        "username": user.username, "name": user.text("name"), "given_name": user.text("given_name"),
        "family_name": user.text("family_name"), "nickname": user.text("nickname"), "picture": user.text("picture") })
}

fn branding(looks: &Looks) -> Value {
    let branding = &looks.branding;
    json!({ "logo_url": branding.logo_url, "colors": branding.colors })
}

fn tenant(tenant: &Tenant) -> Value {
    json!({ "friendly_name": tenant.friendly_name, "support_email": tenant.support_email,
        "support_url": tenant.support_url, "enabled_locales": tenant.enabled_locales })
}

fn prompt(template: &PageTemplate, texts: &Texts) -> Value {
    let found = template.text_keys();
    let found = found.filter_map(|key| Some((key.to_owned(), texts.find_plain(key)?.into())));
    let found: Map<String, Value> = found.collect();
    let screen = texts.screen();
    json!({ "name": prompt_of(screen), "screen": { "name": screen, "texts": found } })
}

/// The page with its head and its widget in the rendered template; `None` if it has no such parts.
fn filled(rendered: &str, page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<head>")?;
    let (head, rest) = rest.split_once("</head>")?;
    let from = rest.find("<main")?;
    let (widget, _) = rest[from..].split_once("</main>")?;
    // Behind a mark stand the spaces that make it as long as the tag.
    let (before, rest) = rendered.split_once(HEAD)?;
    let head = format!("{before}{}{}", head.trim(), rest.trim_start_matches(' '));
    let (before, rest) = head.split_once(WIDGET)?;
    let rest = rest.trim_start_matches(' ');
    Some(format!("{before}{widget}</main>{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_and_widget_come_into_their_places() {
        let page = "<!DOCTYPE html>\n<html><head>\n<title>t</title>\n</head>\n<body class=\"x\">\n<main class=\"card\">w</main>\n</body></html>";
        let rendered =
            "<html><head><auth0:head><style></style></head><body>a<auth0:widget>b</body></html>";
        let expected = "<html><head><title>t</title><style></style></head><body>a<main class=\"card\">w</main>b</body></html>";
        assert_eq!(filled(rendered, page).as_deref(), Some(expected));
        let turned = "<auth0:widget>|<auth0:head>";
        let expected = "<main class=\"card\">w</main>|<title>t</title>";
        assert_eq!(filled(turned, page).as_deref(), Some(expected));
        assert_eq!(filled("<auth0:widget>", page), None);
        assert_eq!(filled(rendered, "<p>no page</p>"), None);
    }
}
