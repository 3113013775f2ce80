//! The tenant's page template, rendered in a worker process. What it was rendered into is kept: the same template with the
//! same variables is the same text, and a caller who asks for a page a thousand times keeps no worker busy with it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::Ctx;
use crate::actions::LiquidTemplate;
use crate::domain::digest::digest;
use crate::domain::page_template::{HEAD, PageTemplate, WIDGET};
use crate::domain::time::Timestamp;
use crate::tenant_log::{self, Event};

/// How long a page waits for its template.
const WAIT: Duration = Duration::from_secs(1);
/// How long a template that failed is not tried again.
const REST: Duration = Duration::from_secs(60);
/// How many are rendered at once: pages leave workers to Actions.
const CONCURRENT: usize = 4;
/// How many texts are kept, and the longest of them, in bytes.
const MOST_KEPT: usize = 64;
const LONGEST_KEPT: usize = 200 * 1024;

/// Renders templates, and keeps what they were rendered into.
#[derive(Debug)]
pub struct PageTemplates {
    kept: Mutex<HashMap<String, Kept>>,
    turns: Semaphore,
}

impl Default for PageTemplates {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            turns: Semaphore::new(CONCURRENT),
        }
    }
}

#[derive(Debug, Clone)]
enum Kept {
    Text(Arc<str>),
    /// It failed then.
    Failed(Timestamp),
}

impl PageTemplates {
    /// The template with these variables; `None` if it fails, which the tenant log tells, or the server is too busy.
    pub async fn render(
        &self,
        ctx: &Ctx,
        template: &PageTemplate,
        variables: &Map<String, Value>,
    ) -> Option<Arc<str>> {
        let variables = json!(variables).to_string();
        let key = digest(&format!("{variables}\n{}", template.source()));
        match self.entries().get(&key).cloned() {
            Some(Kept::Text(text)) => return Some(text),
            Some(Kept::Failed(at)) if ctx.clock.process_now().since(at) < REST => return None,
            _ => {}
        }
        // A busy server is no fault of the template.
        let turn = timeout(WAIT, self.turns.acquire()).await;
        let _turn = turn.ok().and_then(Result::ok)?;
        // Nor is a worker that Actions keep waiting: a template has bounds of its own there.
        let attempt = timeout(WAIT, attempt(ctx, template, variables));
        match attempt.await.ok()? {
            Ok(text) => {
                let text: Arc<str> = text.into();
                if text.len() <= LONGEST_KEPT {
                    self.keep(key, Kept::Text(text.clone()));
                }
                Some(text)
            }
            Err(why) => {
                self.keep(key, Kept::Failed(ctx.clock.process_now()));
                let text = format!("The page template cannot be rendered: {why}");
                ctx.log(Event::new(tenant_log::EventCode::Warning, text));
                None
            }
        }
    }

    fn keep(&self, key: String, kept: Kept) {
        let mut entries = self.entries();
        if entries.len() >= MOST_KEPT {
            // Any of them: what is asked for often comes back at once.
            let one = entries.keys().next().cloned();
            one.and_then(|one| entries.remove(&one));
        }
        entries.insert(key, kept);
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a page can come within the template; the error is a sentence for its author. It is rendered once, as for the first page
/// of a login: what is wrong shows now, and not to the next user.
pub async fn check(ctx: &Ctx, template: &PageTemplate) -> Result<(), String> {
    let variables = json!({
        "application": { "id": "", "name": "", "logo_url": null, "metadata": {} },
        "organization": null,
        "user": null,
        "branding": { "logo_url": null, "colors": {} },
        "tenant": { "friendly_name": "", "support_email": null, "support_url": null, "enabled_locales": ["en"] },
        "prompt": { "name": "login", "screen": { "name": "login", "texts": {} } },
        "custom_domain": { "domain": ctx.origin.host() },
        "locale": "en",
        "dir": "ltr",
        "state": "",
    });
    attempt(ctx, template, variables.to_string())
        .await
        .map(drop)
}

fn liquid(template: &PageTemplate) -> LiquidTemplate {
    LiquidTemplate {
        text: template.liquid().to_owned(),
        escapes: true,
    }
}

async fn attempt(ctx: &Ctx, template: &PageTemplate, variables: String) -> Result<String, String> {
    let rendered = ctx
        .workers
        .render(vec![liquid(template)], variables)
        .await?;
    let text = rendered.into_iter().next().unwrap_or_default();
    for (place, tag) in [(HEAD, "auth0:head"), (WIDGET, "auth0:widget")] {
        let count = text.matches(place).count();
        if count != 1 {
            return Err(format!("it prints {tag} {count} times"));
        }
    }
    Ok(text)
}
