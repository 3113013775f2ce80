//! Requests that are made at the same moment.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Starts all of them at once and gives what they came to, in no order.
pub async fn together<T, F>(attempts: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let attempts: Vec<F> = attempts.into_iter().collect();
    let barrier = Arc::new(Barrier::new(attempts.len()));
    let mut tasks = JoinSet::new();
    for attempt in attempts {
        let barrier = Arc::clone(&barrier);
        tasks.spawn(async move {
            barrier.wait().await;
            attempt.await
        });
    }
    tasks.join_all().await
}
