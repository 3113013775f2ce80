//! The text message with a code: by the template of the connection, or the built-in one.

use serde_json::{Value, json};

use super::code::PasswordlessCode;
use crate::actions::LiquidTemplate;
use crate::domain::passwordless::{PasswordlessSettings, TextSyntax, with_macros};
use crate::domain::phone::PhoneNumber;
use crate::domain::sms::SmsPurpose;
use crate::flows::sms::{self, Posted, Text};
use crate::flows::{Answer, Ctx};
use crate::store::engine::Tx;
use crate::tenant_log::{Event, EventCode};
use crate::texts::Arguments;

/// How long a message may be.
const LONGEST: usize = 1_600;

/// What the message says: the built-in sentence, if the template fails, which the tenant log reports.
pub async fn body(ctx: &Ctx, of: PasswordlessCode<'_>, code: &str) -> Answer<String> {
    let connection = &of.recipient.connection;
    let own = connection.passwordless();
    let own = own.and_then(PasswordlessSettings::text_template);
    let text = match own {
        Some((text, TextSyntax::Macros)) => Some(with_macros(text, code)),
        Some((text, TextSyntax::Liquid)) => by_liquid(ctx, of, (text, code)).await?,
        None => None,
    };
    let text = text.filter(|text| !text.trim().is_empty());
    let text = match text {
        Some(text) => text,
        None => built_in(ctx, of, code).await?,
    };
    Ok(text.chars().take(LONGEST).collect())
}

async fn by_liquid(
    ctx: &Ctx,
    of: PasswordlessCode<'_>,
    (text, code): (&str, &str),
) -> Answer<Option<String>> {
    let template = LiquidTemplate {
        text: text.to_owned(),
        escapes: false,
    };
    let tenant = ctx.store.tenant().await?;
    let locale = of.languages.locale(&tenant.enabled_locales);
    let variables = json!({
        "code": code,
        "password": code,
        "phone_number": of.recipient.address,
        "request_language": locale.code,
        "locale": locale.code,
        "application": { "name": of.client.name, "clientID": of.client.client_id,
            "client_metadata": of.client.client_metadata.clone().unwrap_or_default() },
        "connection": { "name": of.recipient.connection.name },
        "tenant": ctx.settings.issuer.tenant_name(),
        "friendly_name": tenant.friendly_name,
        "support_email": tenant.support_email,
        "support_url": tenant.support_url,
    });
    match ctx
        .workers
        .render(vec![template], variables.to_string())
        .await
    {
        Ok(mut rendered) => Ok(rendered.pop()),
        Err(why) => {
            let event = Event::new(EventCode::FailedNotification, why.clone());
            ctx.log(
                of.about(event)
                    .details(json!({ "error": Value::from(why) })),
            );
            Ok(None)
        }
    }
}

async fn built_in(ctx: &Ctx, of: PasswordlessCode<'_>, code: &str) -> Answer<String> {
    let tenant = ctx.store.tenant().await?;
    let locale = of.languages.locale(&tenant.enabled_locales);
    let name = tenant.friendly_name.as_deref();
    let name = name.unwrap_or_else(|| ctx.settings.issuer.host());
    let label = locale
        .language
        .plain(("email", "codeLabel"), &Arguments::none());
    Ok(format!("{name}: {label} {code}"))
}

/// Posts it in the transaction that keeps the code; whether it is sent.
pub async fn post(
    ctx: &Ctx,
    tx: &mut Tx,
    (of, code, body): (PasswordlessCode<'_>, &str, &str),
) -> Answer<bool> {
    let settings = of.recipient.connection.passwordless();
    if settings.is_some_and(PasswordlessSettings::wants_other_provider) {
        let why = "Messages of the connection are to be sent by Twilio, which this version does not: set provider to sms_gateway";
        let event = Event::new(EventCode::FailedNotification, why);
        ctx.log(of.about(event).details(json!({ "error": why })));
        return Ok(false);
    }
    let Some(to) = PhoneNumber::parse(&of.recipient.address) else {
        return Ok(false);
    };
    let gateway = settings.and_then(PasswordlessSettings::gateway);
    let text = Text {
        to: &to,
        body,
        code,
        lifetime: of.form().lifetime,
        purpose: SmsPurpose::Login,
        user: None,
        client: Some(of.client),
        gateway: gateway.as_ref(),
    };
    Ok(sms::post(ctx, tx, text).await? == Posted::Queued)
}
