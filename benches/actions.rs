//! What an Action costs: with a worker that has to be started, and with one that has run it before; beside the cost of one
//! RS256 signature. And what a friendly Action waits while a dozen hostile ones run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;

use footbridge::actions::{RunOrder, Workers};
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
/// Each of them costs its own run, and should cost nobody else's much.
const BOMBS: [&str; 12] = [
    "for (;;) {}",
    "for (;;) { try { for (;;) {} } catch {} }",
    "const all = []; for (;;) all.push('x'.repeat(1e6) + all.length)",
    "new Array(3e8).fill(0)",
    "const deep = () => deep() + 1; deep()",
    "const again = () => { Promise.resolve().then(again) }; again(); await new Promise(() => {})",
    "const flood = () => Promise.all([flood(), flood()]); await flood()",
    "/^(a+)+$/.test('a'.repeat(40) + 'b')",
    "for (;;) api.user.setUserMetadata('k', 'x'.repeat(1000))",
    "for (;;) console.log('x'.repeat(10000))",
    "JSON.parse('['.repeat(1e6))",
    "for (let s = 'x'; ; ) s = s.replace(/x/g, 'xx')",
];
/// Runs of the friendly one, without and with the others.
const FRIENDLY: usize = 400;
const EVENT: &str = r#"{"user":{"user_id":"auth0|1","user_metadata":{},"app_metadata":{}},"client":{"client_id":"web"},
    "request":{"ip":"192.0.2.1","geoip":{"countryCode":"DE"}},"transaction":{"protocol":"oidc-basic-profile"},
    "session_transfer_token":{"client_id":"native","scope":["openid"],"request":{"ip":"192.0.2.1","geoip":{"countryCode":"DE"}}}}"#;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let unit = signature();
        println!("One RS256 signature (U): {unit:.0?} of CPU");
        println!("| Action | cold, wall | cold, worker CPU | warm, wall p50 | p99 | warm, worker CPU | in U |");
        println!("|---|---|---|---|---|---|---|");
        for (name, source) in SAMPLES {
            measure(name, source, unit).await;
        }
        storm().await;
    });
}

/// Processor time of one signature with 2048 bits.
fn signature() -> Duration {
    let key = KeyPair::generate(KeySize::Rsa2048).expect("a key");
    let mut signed = vec![0; key.public_modulus_len()];
    let random = SystemRandom::new();
    let mut sign = || {
        key.sign(&RSA_PKCS1_SHA256, &random, &[7; 600], &mut signed)
            .expect("a signature");
    };
    (0..50).for_each(|_| sign());
    let begun = cpu();
    (0..500).for_each(|_| sign());
    (cpu() - begun) / 500
}

fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let whole = u64::try_from(time.tv_sec).unwrap_or_default();
    let rest = u64::try_from(time.tv_nsec).unwrap_or_default();
    Duration::from_secs(whole) + Duration::from_nanos(rest)
}

/// A friendly Action alone, and while a dozen hostile ones run again and again.
async fn storm() {
    let egress = Egress::new(false).expect("a client");
    let workers = Arc::new(Workers::new(
        env!("CARGO_BIN_EXE_footbridge").into(),
        egress,
    ));
    let friend = SAMPLES[1].1;
    run(&workers, friend).await;
    let alone = waits(&workers, friend).await;
    let over = Arc::new(AtomicBool::new(false));
    let bombs: Vec<_> = BOMBS
        .iter()
        .map(|bomb| {
            let (workers, over) = (workers.clone(), over.clone());
            let source =
                format!("exports.onExecutePostLogin = async (event, api) => {{ {bomb} }};");
            tokio::spawn(async move {
                let mut blown = 0;
                while !over.load(Ordering::Relaxed) {
                    let done = workers.run(order(&source)).await;
                    assert!(done.error.is_some(), "{source}");
                    blown += 1;
                }
                blown
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let among = waits(&workers, friend).await;
    over.store(true, Ordering::Relaxed);
    let mut blown = 0;
    for bomb in bombs {
        blown += bomb.await.expect("the bomb's task ends");
    }
    println!();
    println!("| friendly Action | wall p50 | p99 |");
    println!("|---|---|---|");
    for (name, waits) in [("alone", alone), ("among 12 bombs", among)] {
        let (half, most) = (waits[FRIENDLY / 2], waits[FRIENDLY * 99 / 100]);
        println!("| {name} | {half:.1?} | {most:.1?} |");
    }
    println!("{blown} bombs went off.");
}

/// How long each of its runs took, the shortest first.
async fn waits(workers: &Workers, source: &str) -> Vec<Duration> {
    let mut waits = Vec::with_capacity(FRIENDLY);
    for _ in 0..FRIENDLY {
        let begun = Instant::now();
        run(workers, source).await;
        waits.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    waits.sort();
    waits
}

async fn measure(name: &str, source: &str, unit: Duration) {
    let egress = Egress::new(false).expect("a client");
    let workers = Workers::new(env!("CARGO_BIN_EXE_footbridge").into(), egress);
    let begun = Instant::now();
    let cold_cpu = Duration::from_micros(run(&workers, source).await);
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
    let units = each.as_secs_f64() / unit.as_secs_f64();
    println!(
        "| {name} | {cold:.1?} | {cold_cpu:.0?} | {half:.0?} | {most:.0?} | {each:.0?} | {units:.2} |"
    );
}

/// Microseconds of the worker's processor time.
async fn run(workers: &Workers, source: &str) -> u64 {
    let done = workers.run(order(source)).await;
    assert_eq!(done.error, None);
    done.cpu
}

fn order(source: &str) -> RunOrder<'_> {
    RunOrder {
        trigger: "post-login",
        handler: "onExecutePostLogin",
        version: source,
        source,
        event: EVENT,
        now: Timestamp::from_millis(1),
        clock_offset: 0,
        deadline: Workers::deadline(),
    }
}
