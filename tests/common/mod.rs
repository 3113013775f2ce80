//! What the tests of the program and those of the store share: both engines, a Postgres, and what ends with the tests.

pub mod postgres;
pub mod together;
pub mod watchdog;

use std::pin::{Pin, pin};

use tokio::runtime::Builder;

/// Which database a test keeps its state in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What a test receives: its engine, or something that is made on it.
pub trait OnEngine: Sized {
    /// How many threads the test's tasks run on.
    const THREADS: usize = 1;

    fn on(engine: Engine) -> impl Future<Output = Self>;
}

impl OnEngine for Engine {
    async fn on(engine: Engine) -> Self {
        engine
    }
}

/// Runs a test to its end.
pub fn run<T: OnEngine, F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(T) -> F) {
    let mut builder = match T::THREADS {
        1 => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    let runtime = builder.worker_threads(T::THREADS).enable_all().build();
    let whole = pin!(async { test(T::on(engine).await).await });
    // Compiled once for all tests.
    let whole: Pin<&mut dyn Future<Output = ()>> = whole;
    runtime.expect("a runtime").block_on(whole);
}

/// Makes each of these functions a test on SQLite and a test on Postgres.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use $crate::common::{Engine, run};

            #[test]
            fn sqlite() {
                run(Engine::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                run(Engine::Postgres, super::$name);
            }
        }
    )+};
}

pub(crate) use on_both_engines;
