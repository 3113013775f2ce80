//! Random lives of transfers, each step compared with a reference model: what is answered, what the tenant log says of a
//! refused transfer, and which browsers are signed in.
//!
//! Each life prints its seed: `TEST_SEED=<seed> cargo test --test black_box model` begins with that life. Without it the
//! hundred are the same in every run.

mod known;
mod operations;
mod reference;
mod state;

use std::sync::Arc;

use reqwest::{Method, Url};
use serde_json::Value;

use crate::harness::*;
use operations::Operation;
use reference::Model;
use state::Seen;

const SEQUENCES: usize = 100;
const STEPS: usize = 16;

on_both_engines! {
    a_hundred_lives_go_as_the_model_says,
}

async fn a_hundred_lives_go_as_the_model_says(engine: Engine) {
    let first = seed::given().unwrap_or(1);
    let mut bench = Bench::start(engine, SEQUENCES).await;
    for seed in (first..).take(SEQUENCES) {
        println!("TEST_SEED={seed}");
        let mut random = Random(seed);
        let mut life = bench.life();
        for _ in 0..STEPS {
            let operation = random.operation(&life.model);
            life.step(&mut bench, operation).await;
        }
        life.check_browsers(&bench).await;
        life.check_log(&bench).await;
    }
}

/// A server with its clock in the test's hand; each life has two people and two addresses of its own.
pub struct Bench {
    world: World,
    setup: Setup,
    lives: usize,
}

/// The server's secrets for everything that the model knows by number.
pub struct Life {
    model: Model,
    number: usize,
    done: Vec<Operation>,
    families: Vec<Vec<String>>,
    transfers: Vec<String>,
    codes: Vec<(String, Option<String>)>,
    browsers: [Browser; 2],
}

impl Bench {
    pub async fn start(engine: Engine, lives: usize) -> Self {
        let setup = Setup::new(engine).await;
        let setup = setup.tenant(&Tenant::standard(2 * lives));
        let server = setup.start().await;
        let setup = setup.set("LISTEN", &format!("127.0.0.1:{}", server.port));
        let world = World::of(&server);
        world.freeze("2031-05-05T10:00:00Z").await;
        Self {
            world,
            setup,
            lives: 0,
        }
    }

    pub fn life(&mut self) -> Life {
        self.lives += 1;
        Life {
            model: Model::default(),
            number: self.lives - 1,
            done: vec![],
            families: vec![],
            transfers: vec![],
            codes: vec![],
            browsers: [self.world.browser(), self.world.browser()],
        }
    }

    /// `kill -9`, and up again.
    async fn restart(&mut self) {
        self.world.server.kill();
        let server = self.setup.start().await;
        self.world = World::of(&Arc::clone(&server));
    }
}

impl Life {
    pub async fn run(mut self, bench: &mut Bench, operations: &[Operation]) {
        for operation in operations {
            self.step(bench, *operation).await;
        }
        self.check_browsers(bench).await;
        self.check_log(bench).await;
    }

    pub async fn step(&mut self, bench: &mut Bench, operation: Operation) {
        if let Operation::Restart = operation {
            // What was acknowledged less than a second ago may be missing in the log of a killed server.
            self.check_log(bench).await;
        }
        self.done.push(operation);
        let expected = self.model.apply(operation);
        let seen = self.perform(bench, operation).await;
        assert_eq!(seen, expected, "{:#?}", self.done);
        let no_session_changes = matches!(
            (operation, &seen),
            (
                Operation::PasswordLogin { .. } | Operation::Advance { .. },
                _
            ) | (
                Operation::Exchange { .. } | Operation::Refresh { .. } | Operation::Code { .. },
                Seen::Tokens { .. }
            )
        );
        if !no_session_changes {
            self.check_browsers(bench).await;
        }
    }

    async fn check_browsers(&mut self, bench: &Bench) {
        for number in 0..self.browsers.len() {
            let world = self.world(bench, 0, 0);
            self.browsers[number].http = world.http.clone();
            let signed_in = world.has_session(&self.browsers[number]).await;
            let expected = self.model.has_session(number);
            assert_eq!(signed_in, expected, "browser {number} {:#?}", self.done);
        }
    }

    fn address(&self, device: usize) -> String {
        // RFC 6598 sets 100.64.0.0/10 aside.
        format!("100.64.{}.{}", self.number, device + 1)
    }

    fn world(&self, bench: &Bench, user: usize, device: usize) -> World {
        let world = bench.world.at(&self.address(device));
        world.with_user(2 * self.number + user)
    }

    async fn perform(&mut self, bench: &mut Bench, operation: Operation) -> Seen {
        match operation {
            Operation::PasswordLogin { client, user } => {
                let answer = self.world(bench, user, 0).password(client, &[]).await;
                self.tokens(&answer, None)
            }
            Operation::BrowserLogin {
                client,
                browser,
                user,
            } => {
                let world = self.world(bench, user, 0);
                self.browsers[browser].http = world.http.clone();
                let browser = &self.browsers[browser];
                let mut answer = world.authorize(browser, client, &[]).await;
                if answer.outcome() == Outcome::Login {
                    answer = browser.log_in(&answer, &world.email).await;
                }
                self.entered(&answer)
            }
            Operation::Exchange {
                family,
                token,
                device,
            } => {
                let shown = self.families[family][token].clone();
                let world = self.world(bench, 0, device);
                let answer = world
                    .exchange(self.model.families[family].client, &shown)
                    .await;
                let seen = self.tokens(&answer, Some(family));
                if let Seen::Tokens { .. } = seen {
                    self.transfers.push(text(&answer.json(), "access_token"));
                }
                seen
            }
            Operation::Refresh { family, token } => {
                let (shown, client) = (
                    &self.families[family][token],
                    self.model.families[family].client,
                );
                let answer = self.world(bench, 0, 0).refresh(client, shown, &[]).await;
                self.tokens(&answer, Some(family))
            }
            Operation::Redeem {
                transfer,
                client,
                by_cookie,
                device,
                browser,
            } => {
                let world = self.world(bench, 0, device);
                self.browsers[browser].http = world.http.clone();
                let (browser, token) = (&self.browsers[browser], &self.transfers[transfer]);
                if by_cookie {
                    browser.set_cookie(TRANSFER_COOKIE, token);
                    let answer = world.authorize(browser, client, &[]).await;
                    assert!(answer.clears(TRANSFER_COOKIE), "{answer:#?}");
                    return self.entered(&answer);
                }
                let answer = world.redeem(browser, client, token).await;
                self.entered(&answer)
            }
            Operation::Code { code } => {
                let client = self.model.codes[code].client;
                let answer = self
                    .world(bench, 0, 0)
                    .code(client, &self.codes[code].0)
                    .await;
                if answer.status == 200 {
                    self.codes[code].1 = Some(text(&answer.json(), "id_token"));
                }
                self.tokens(&answer, None)
            }
            Operation::Revoke { family, token } => {
                let (shown, client) = (
                    &self.families[family][token],
                    self.model.families[family].client,
                );
                self.world(bench, 0, 0)
                    .revoke(client, shown)
                    .await
                    .expect(200);
                Seen::Done
            }
            Operation::Logout { browser } => {
                self.browsers[browser].get("/v2/logout").await;
                Seen::Done
            }
            Operation::EndSession { browser, code } => {
                if let Some(id_token) = &self.codes[code].1 {
                    let url = format!("/oidc/logout?id_token_hint={id_token}");
                    self.browsers[browser].get(&url).await;
                }
                Seen::Done
            }
            Operation::Advance { seconds } => {
                bench.world.advance(&format!("{seconds}s")).await;
                Seen::Done
            }
            Operation::Restart => {
                bench.restart().await;
                // Events of one instant have an order only within a process.
                bench.world.advance("1s").await;
                Seen::Done
            }
        }
    }

    /// What the token endpoint said; a new refresh token belongs to `family`, or begins one.
    fn tokens(&mut self, answer: &Answer, family: Option<usize>) -> Seen {
        let body = answer.json();
        if answer.status != 200 {
            let known = ["invalid_grant", "invalid_request"];
            let error = known.into_iter().find(|error| body["error"] == *error);
            return Seen::Denied(answer.status, error.unwrap_or("another error"));
        }
        let Some(token) = body["refresh_token"].as_str() else {
            return Seen::Tokens {
                refresh_token: false,
            };
        };
        match family {
            Some(family) => self.families[family].push(token.to_owned()),
            None => self.families.push(vec![token.to_owned()]),
        }
        Seen::Tokens {
            refresh_token: true,
        }
    }

    fn entered(&mut self, answer: &Answer) -> Seen {
        match answer.outcome() {
            Outcome::Code(code) => {
                self.codes.push((code, None));
                Seen::Entered
            }
            Outcome::Login => Seen::LoginPage,
            other => panic!("{other:?}: {answer:#?}"),
        }
    }

    /// Every refused transfer is in the tenant log, in order, with its own sentence.
    async fn check_log(&self, bench: &Bench) {
        let mut url: Url = "http://localhost/api/v2/logs?per_page=100&sort=date:1"
            .parse()
            .expect("a URL");
        let ours = format!(
            "type:w AND ip:(\"{}\" OR \"{}\")",
            self.address(0),
            self.address(1)
        );
        url.query_pairs_mut().append_pair("q", &ours);
        let path = format!("{}?{}", url.path(), url.query().expect("just set"));
        let logs = bench
            .world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        let said = |entry: &Value| text(entry, "description");
        let seen: Vec<_> = logs.as_array().expect("a list").iter().map(said).collect();
        assert_eq!(seen, self.model.warnings, "{:#?}", self.done);
    }
}
