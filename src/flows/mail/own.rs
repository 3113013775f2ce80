//! The tenant's own templates, rendered by Liquid in a worker process.

use serde_json::{Map, Value, json};

use crate::actions::{LiquidTemplate, Workers};
use crate::domain::mail::MailEnvelope;
use crate::domain::mail::template::{EmailTemplate, LIQUID_MEMBERS};
use crate::domain::settings::Settings;
use crate::domain::tenant::Tenant;

/// What the tenant's template says; `None` is for what it leaves to the built-in message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    pub subject: Option<String>,
    pub from: Option<String>,
    pub body: Option<String>,
}

/// Whether every member of a template can be parsed; the error is a sentence for its author.
pub async fn check_liquid(workers: &Workers, template: &EmailTemplate) -> Result<(), String> {
    for (name, escapes) in LIQUID_MEMBERS {
        let Some(text) = template.text(name) else {
            continue;
        };
        let text = text.to_owned();
        let checked = workers.parse(vec![LiquidTemplate { text, escapes }]).await;
        checked.map_err(|why| format!("{name} is no template in Liquid: {why}"))?;
    }
    Ok(())
}

/// Renders subject, sender and body.
pub async fn render(
    workers: &Workers,
    template: &EmailTemplate,
    variables: &Map<String, Value>,
) -> Result<Own, String> {
    let members = ["subject", "from", "body"];
    let templates = members.map(|name| LiquidTemplate {
        text: template.text(name).unwrap_or_default().to_owned(),
        escapes: name == "body",
    });
    let variables = json!(variables).to_string();
    let rendered = workers.render(templates.to_vec(), variables).await?;
    let mut rendered = rendered
        .into_iter()
        .map(|text| Some(text).filter(|text| !text.trim().is_empty()));
    let mut next = || rendered.next().flatten();
    Ok(Own {
        subject: next(),
        from: next(),
        body: next(),
    })
}

/// The variables of a message, with those of the tenant as it is now.
pub fn variables(
    envelope: &MailEnvelope,
    tenant: &Tenant,
    settings: &Settings,
) -> Map<String, Value> {
    let mut variables = envelope.variables.clone();
    let mut add = |name: &str, value: Value| drop(variables.insert(name.to_owned(), value));
    let domain = settings.issuer.host();
    add("tenant", settings.issuer.tenant_name().into());
    add(
        "friendly_name",
        json!(tenant.friendly_name.as_deref().unwrap_or(domain)),
    );
    add("support_email", json!(tenant.support_email));
    add("support_url", json!(tenant.support_url));
    if let Some(application) = variables.get("application").cloned() {
        // Its older name.
        variables.insert("client".to_owned(), application);
    }
    variables
}
