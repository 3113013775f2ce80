//! The store against both engines: its statements, its two migration histories, and what must happen once under real
//! concurrency, with several pools on one database as several processes have them.

mod bench;
mod erase;
mod lists;
mod log_order;
#[path = "../black_box/harness/postgres.rs"]
mod postgres;
mod purge;
mod revocation;
mod schema;
mod sealing;
mod single_use;
#[path = "../black_box/harness/together.rs"]
mod together;
#[path = "../black_box/harness/watchdog.rs"]
mod watchdog;

/// Makes each of these functions a test on SQLite and a test on Postgres.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                super::$name($crate::bench::Bench::sqlite().await).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                super::$name($crate::bench::Bench::postgres().await).await
            }
        }
    )+};
}

pub(crate) use on_both_engines;
