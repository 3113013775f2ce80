//! What an Action costs: with a worker that has to be started, and with one that has run it before.

use std::time::{Duration, Instant};

use footbridge::actions::{Order, Workers};
use footbridge::domain::time::Timestamp;
use footbridge::egress::Egress;

const RUNS: usize = 2_000;
const SAMPLES: [(&str, &str); 3] = [
    ("empty", "exports.onExecutePostLogin = async () => {};"),
    (
        "the documented sample",
        "exports.onExecutePostLogin = async (event, api) => {
           if (event.session_transfer_token &&
               event.session_transfer_token.request.geoip.countryCode !== event.request.geoip.countryCode) {
             api.access.deny('Network mismatch detected')
           }
         };",
    ),
    (
        "claims, Buffer and URL",
        "exports.onExecutePostLogin = async (event, api) => {
           const url = new URL('https://example.com/?x=1'); url.searchParams.set('y', '2');
           const hash = require('node:crypto').createHash('sha256').update(url.href).digest('hex');
           api.idToken.setCustomClaim('https://example.com/hash', hash);
           api.accessToken.setCustomClaim('https://example.com/raw', Buffer.from(hash, 'hex').toString('base64'));
         };",
    ),
];
const EVENT: &str = r#"{"user":{"user_id":"auth0|1","user_metadata":{},"app_metadata":{}},"client":{"client_id":"web"},
    "request":{"ip":"192.0.2.1","geoip":{"countryCode":"DE"}},"transaction":{"protocol":"oidc-basic-profile"},
    "session_transfer_token":{"client_id":"native","scope":["openid"],"request":{"ip":"192.0.2.1","geoip":{"countryCode":"DE"}}}}"#;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        println!("| Action | cold, wall | warm, wall p50 | p99 | warm, worker CPU |");
        println!("|---|---|---|---|---|");
        for (name, source) in SAMPLES {
            measure(name, source).await;
        }
    });
}

async fn measure(name: &str, source: &str) {
    let egress = Egress::new(false).expect("a client");
    let workers = Workers::new(env!("CARGO_BIN_EXE_footbridge").into(), egress);
    let begun = Instant::now();
    run(&workers, source).await;
    let cold = begun.elapsed();
    let (mut walls, mut cpu) = (Vec::with_capacity(RUNS), 0);
    for _ in 0..RUNS {
        let begun = Instant::now();
        cpu += run(&workers, source).await;
        walls.push(begun.elapsed());
    }
    walls.sort();
    let (half, most) = (walls[RUNS / 2], walls[RUNS * 99 / 100]);
    let each = Duration::from_micros(cpu / RUNS as u64);
    println!("| {name} | {cold:.1?} | {half:.0?} | {most:.0?} | {each:.0?} |");
}

/// Microseconds of the worker's processor time.
async fn run(workers: &Workers, source: &str) -> u64 {
    let order = Order {
        trigger: "post-login",
        handler: "onExecutePostLogin",
        version: source,
        source,
        event: EVENT,
        now: Timestamp::from_millis(1),
        clock_offset: 0,
        deadline: Workers::deadline(),
    };
    let done = workers.run(order).await;
    assert_eq!(done.error, None);
    done.cpu
}
