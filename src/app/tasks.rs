//! Background tasks. Every task has a name, continues after a failure, and ends with the server.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::App;
use super::purger::{self, Purger};
use crate::domain::mail::Lane;
use crate::flows::Parts;
use crate::flows::log_delivery::{self, LogDelivery};
use crate::flows::mail::delivery as mail_delivery;
use crate::flows::user_import::{self, UserImports};
use crate::outside::Clock;
use crate::store::Store;
use crate::store::engine::StoreError;

/// A measurement of the database's clock that took longer is discarded.
const MAX_ROUND_TRIP_MS: i64 = 1_000;
/// How often the database's clock is measured.
const MEASURED_EVERY_MS: i64 = 10_000;
/// How often idle connections are maintained.
const KEEP_ALIVE: Duration = Duration::from_secs(10);

/// The running tasks.
#[derive(Debug, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Tasks {
    /// Starts the tasks of a server.
    pub fn start(app: &App) -> Self {
        let tasks = Self::default();
        let (parts, second) = (&app.parts, Duration::from_secs(1));
        tasks.every("key refresh", second, parts, refresh_keys);
        tasks.every("custom domains", second, parts, |parts| async move {
            parts
                .refresh_custom_domains()
                .await
                .map_err(|e| e.to_string())
        });
        tasks.every("network refresh", second, parts, refresh_network);
        if parts.store.engine().is_postgres() {
            tasks.every("clock", second, parts, follow_clock);
        }
        tasks.every(
            "database connections",
            KEEP_ALIVE,
            parts,
            |parts| async move {
                parts.store.engine().keep_alive().await;
                Ok(())
            },
        );
        let purger = Arc::new(Purger::new(parts.clone(), tasks.stop.clone()));
        tasks.every("purge", purger::PERIOD, &purger, |purger| async move {
            purger.run().await.map_err(|e| e.to_string())
        });
        let (tracker, stop) = (tasks.tracker.clone(), tasks.stop.clone());
        let delivery = Arc::new(LogDelivery::new(parts.clone(), tracker, stop));
        tasks.every(
            "log streams",
            log_delivery::PERIOD,
            &delivery,
            |delivery| async move { delivery.look().await.map_err(|e| e.to_string()) },
        );
        let imports = UserImports::new(parts.clone(), tasks.stop.clone());
        tasks.every(
            "user imports",
            user_import::PERIOD,
            &Arc::new(imports),
            |imports| async move { imports.look().await.map_err(|e| e.to_string()) },
        );
        for (name, lane) in [("mail", Lane::Mail), ("sms", Lane::Sms)] {
            let until = (tasks.tracker.clone(), tasks.stop.clone());
            let mail = mail_delivery::MailDelivery::new(parts.clone(), lane, until);
            let mail = Arc::new(mail);
            let (wake, period) = (mail.wake().clone(), mail_delivery::PERIOD);
            tasks.every_or_woken(name, (period, wake), &mail, |mail| async move {
                mail.look().await.map_err(|e| e.to_string())
            });
        }
        let metrics = Arc::new(app.metrics.clone());
        tasks.every(
            "metrics",
            Duration::from_secs(5),
            &metrics,
            |metrics| async move {
                metrics.run_upkeep();
                Ok(())
            },
        );
        tasks
    }

    /// Runs `tick` at once and then every `period`, until [`Tasks::stop`].
    pub fn every<S, F, Fut>(&self, name: &'static str, period: Duration, state: &Arc<S>, tick: F)
    where
        S: Send + Sync + 'static,
        F: Fn(Arc<S>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<(), String>> + Send + 'static,
    {
        self.every_or_woken(name, (period, Arc::default()), state, tick);
    }

    /// The same, and also each time that it is woken.
    fn every_or_woken<S, F, Fut>(
        &self,
        name: &'static str,
        (period, wake): (Duration, Arc<Notify>),
        state: &Arc<S>,
        tick: F,
    ) where
        S: Send + Sync + 'static,
        F: Fn(Arc<S>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<(), String>> + Send + 'static,
    {
        let (state, stop) = (state.clone(), self.stop.clone());
        self.tracker.spawn(async move {
            let mut interval = tokio::time::interval(period);
            interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut last_error = None;
            let mut next = async || {
                tokio::select! {
                    _ = interval.tick() => {}
                    () = wake.notified() => {}
                }
            };
            while stop.run_until_cancelled(next()).await.is_some() {
                // A separate task: a panic ends this tick and not the later ones.
                let done = tokio::spawn(tick(state.clone())).await;
                let error = done.unwrap_or_else(|e| Err(e.to_string())).err();
                report(name, &mut last_error, error);
            }
        });
    }

    /// Waits for every task to finish its current tick.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }
}

/// Logs a failure when it begins and when it ends, not every time.
fn report(task: &str, last: &mut Option<String>, error: Option<String>) {
    match (&error, &*last) {
        (Some(new), Some(old)) if new == old => {}
        (Some(error), _) => {
            tracing::warn!(task, error, "a background task failed; it will be retried")
        }
        (None, Some(_)) => tracing::info!(task, "a background task works again"),
        (None, None) => {}
    }
    *last = error;
}

async fn refresh_keys(parts: Arc<Parts>) -> Result<(), String> {
    parts
        .keys
        .refresh(&parts.store)
        .await
        .map_err(|e| e.to_string())
}

async fn refresh_network(parts: Arc<Parts>) -> Result<(), String> {
    let look = tokio::task::spawn_blocking(move || parts.network.refresh());
    for change in look.await.map_err(|e| e.to_string())? {
        match change.outcome {
            Ok(now) => {
                let built = now.built_at.map(|at| at.to_string());
                tracing::info!(path = %now.path.display(), kind = now.database_type, built, "network database loaded");
            }
            Err(error) => {
                tracing::error!(%error, "a network database was refused; the previous one stays in use")
            }
        }
    }
    Ok(())
}

/// Measures the database's clock now and then, and at once if this machine's was set.
async fn follow_clock(parts: Arc<Parts>) -> Result<(), String> {
    let clock = &parts.clock;
    let jump = clock.jump_ms();
    if jump != 0 {
        tracing::warn!(
            jump,
            "this machine's clock jumped, by milliseconds, or it slept; the database's is followed"
        );
    }
    if jump != 0 || clock.measured_ms_ago() >= MEASURED_EVERY_MS {
        let measured = measure_clock(&parts.store, clock).await;
        measured.map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// Measures the database's clock, in the middle of the round trip.
pub async fn measure_clock(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    let before = clock.elapsed_ms();
    let database = store.database_clock().await?;
    let after = clock.elapsed_ms();
    if after - before <= MAX_ROUND_TRIP_MS {
        clock.follow(database, (before, after));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_task_outlives_failures_and_panics_and_ends_when_told() {
        let (tasks, ticks) = (Tasks::default(), Arc::new(AtomicUsize::new(0)));
        tasks.every(
            "test",
            Duration::from_millis(1),
            &ticks,
            |ticks| async move {
                match ticks.fetch_add(1, Ordering::Relaxed) {
                    0 => Err("a failure".to_owned()),
                    1 => panic!("a panic that the test expects"),
                    _ => Ok(()),
                }
            },
        );
        while ticks.load(Ordering::Relaxed) < 4 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tasks.stop().await;
        let at_the_end = ticks.load(Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert_eq!(ticks.load(Ordering::Relaxed), at_the_end);
    }
}
