//! Templates in Liquid, rendered in a worker process.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::Workers;
use super::protocol::{FromWorker, LiquidOrder, LiquidTemplate, ToWorker};

/// How long rendering may take, waiting for a worker included.
const WALL: Duration = Duration::from_secs(5);
/// The longest result of a template, in bytes.
const MOST_RENDERED: usize = 1 << 20;

impl Workers {
    /// Renders templates with one set of variables, an object as JSON; the error is a sentence for their author.
    pub async fn render(
        &self,
        templates: Vec<LiquidTemplate>,
        variables: String,
    ) -> Result<Vec<String>, String> {
        let count = templates.len();
        let order = LiquidOrder {
            templates,
            variables: Some(variables),
        };
        let rendered = self.liquid(order).await?;
        let is_right = rendered.len() == count;
        match is_right && rendered.iter().all(|text| text.len() <= MOST_RENDERED) {
            true => Ok(rendered),
            false => Err("the template renders too much".to_owned()),
        }
    }

    /// Whether templates can be parsed; the error is a sentence for their author.
    pub async fn parse(&self, templates: Vec<LiquidTemplate>) -> Result<(), String> {
        let order = LiquidOrder {
            templates,
            variables: None,
        };
        self.liquid(order).await.map(drop)
    }

    async fn liquid(&self, order: LiquidOrder) -> Result<Vec<String>, String> {
        let message = ToWorker::Render(order);
        let asked = timeout_at(Instant::now() + WALL, self.exchange(&message));
        match asked.await {
            Ok(Ok(FromWorker::Rendered(rendered))) => rendered,
            Ok(Ok(_)) => Err("the renderer answered out of order".to_owned()),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a worker for templates ended");
                Err("the template ended its process".to_owned())
            }
            Err(_) => Err("the template takes too long".to_owned()),
        }
    }
}
