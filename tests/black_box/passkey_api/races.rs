//! Answers that come at once to one page: one of them counts.

use futures_util::future::join_all;
use serde_json::json;

use super::pages::{by_password, identifier_page, is_offered, options, send};
use super::sign_up::after_identifiers;
use super::{answer, begun, device, register, start, user};
use crate::harness::*;
use crate::passkeys::Device;

on_both_engines! {
    one_answer_of_many_signs_in,
    one_passkey_of_many_is_kept,
    an_account_is_made_with_its_login_or_not_at_all,
}

const MANY: usize = 6;

async fn sessions(world: &World, user_id: &str) -> usize {
    let path = format!("/users/{}/sessions", user_id.replace('|', "%7C"));
    let listed = get(world, &path).await;
    listed["sessions"].as_array().expect("a list").len()
}

async fn one_answer_of_many_signs_in(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    // Nothing but the page tells the answers apart.
    let mut device = device(&world).without_counter();
    let (session, made) =
        begun(register(&world, json!({ "email": "ada.passkey@example.com" })).await);
    answer(&world, &session, &device.create(&made))
        .await
        .expect(200);
    let user_id = text(&user(&world).await, "user_id");
    for round in 1..=2_i64 {
        let (browser, page) = identifier_page(&world).await;
        let asked = options(&page);
        let shown: Vec<_> = (0..MANY).map(|_| device.get(&asked).to_string()).collect();
        let sent = shown
            .iter()
            .map(|shown| send(&world, &browser, &page, shown));
        let answers = join_all(sent).await;
        let entered = answers.iter().filter(|answer| !answer.cookies().is_empty());
        assert_eq!(entered.count(), 1, "{answers:#?}");
        for answer in &answers {
            assert_eq!(answer.outcome(), Outcome::Resume, "{answer:#?}");
        }
        browser.follow(&answers[0]).await.code();
        assert_eq!(user(&world).await["logins_count"], 1 + round);
        assert_eq!(
            sessions(&world, &user_id).await,
            usize::try_from(round).expect("few")
        );
        // One of them was that of the new account.
        let logs = world.logs().await;
        let logins = logs.iter().filter(|event| event["type"] == "s").count();
        assert_eq!(i64::try_from(logins).expect("few"), 1 + round);
    }
}

async fn one_passkey_of_many_is_kept(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    let browser = world.browser();
    let offer = by_password(&world, &browser).await;
    is_offered(&offer);
    let page = browser.follow(&offer).await.expect(200);
    let asked = options(&page);
    let made: Vec<String> = (0..MANY)
        .map(|_| {
            Device::at(world.issuer().trim_end_matches('/'))
                .create(&asked)
                .to_string()
        })
        .collect();
    let answers = join_all(made.iter().map(|made| send(&world, &browser, &page, made))).await;
    for answer in &answers {
        assert_eq!(answer.outcome(), Outcome::Resume, "{answer:#?}");
    }
    browser.follow(&answers[0]).await.code();
    let path = format!("{}/authentication-methods", world.user_path().await);
    let methods = get(&world, &path["/api/v2".len()..]).await;
    assert_eq!(methods.as_array().map(Vec::len), Some(1), "{methods}");
}

/// A passkey, and the button for a password: what comes second finds the login elsewhere.
async fn an_account_is_made_with_its_login_or_not_at_all(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    let mut device = device(&world);
    for round in 0..MANY {
        let email = format!("new{round}@example.com");
        let browser = world.browser();
        let page = after_identifiers(&world, &browser, &email).await;
        let made = device.create(&options(&page)).to_string();
        let aborted = [("action", "abort-passkey-enrollment")];
        let (with_passkey, with_password) = tokio::join!(
            send(&world, &browser, &page, &made),
            browser.submit(&page, &aborted)
        );
        let to = with_passkey.location().map(|to| to.path().to_owned());
        let signs_in = to.as_deref() == Some("/authorize/resume");
        let found = get(&world, &format!("/users-by-email?email={email}")).await;
        assert_eq!(
            found.as_array().map(Vec::len),
            Some(usize::from(signs_in)),
            "{with_passkey:#?} {with_password:#?}"
        );
    }
}
