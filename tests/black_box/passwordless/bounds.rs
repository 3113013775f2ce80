//! How often, how long, and for whom.

use std::sync::Arc;

use super::*;

on_both_engines! {
    three_tries_and_three_minutes_and_the_newest_alone,
    many_guesses_at_once_are_three,
    to_ask_again_gives_no_guess_more,
    nobody_learns_who_has_an_account,
    requests_are_counted_for_the_recipient_and_the_network,
    a_code_outlives_the_process,
}

const ANN: &str = "ann@example.com";

#[track_caller]
fn refused(answer: &Answer) {
    answer.expect_error(403, "invalid_grant", WRONG);
}

async fn three_tries_and_three_minutes_and_the_newest_alone(engine: Engine) {
    let world = world(engine, json!({})).await;
    // What is no code is no try.
    let first = sent(&world, "native", ANN).await;
    for none in ["12345", "abcdef", "1234567"] {
        refused(&by_code(&world, "native", (ANN, none)).await);
    }
    for more in 1..=2 {
        refused(&by_code(&world, "native", (ANN, &another(&first, more))).await);
    }
    by_code(&world, "native", (ANN, &first)).await.expect(200);
    start(&world, "native", ANN).await.expect(200);
    let second = code(&world, ANN, &first).await;
    for more in 1..=3 {
        refused(&by_code(&world, "native", (ANN, &another(&second, more))).await);
    }
    refused(&by_code(&world, "native", (ANN, &second)).await);
    // The newest alone.
    start(&world, "native", ANN).await.expect(200);
    let third = code(&world, ANN, &second).await;
    start(&world, "native", ANN).await.expect(200);
    let fourth = code(&world, ANN, &third).await;
    refused(&by_code(&world, "native", (ANN, &third)).await);
    world.advance("179s").await;
    by_code(&world, "native", (ANN, &fourth)).await.expect(200);
    start(&world, "native", ANN).await.expect(200);
    let fifth = code(&world, ANN, &fourth).await;
    world.advance("180s").await;
    refused(&by_code(&world, "native", (ANN, &fifth)).await);
}

async fn many_guesses_at_once_are_three(engine: Engine) {
    let world = world(engine, json!({})).await;
    let right = sent(&world, "native", ANN).await;
    // Two wrong ones first: of all that come at once now, one is compared.
    for more in 1..=2 {
        refused(&by_code(&world, "native", (ANN, &another(&right, more))).await);
    }
    let guesses = (0..12).map(|_| by_code(&world, "native", (ANN, &right)));
    let answers = futures_util::future::join_all(guesses).await;
    let good = answers.iter().filter(|answer| answer.status == 200);
    assert_eq!(good.count(), 1, "{answers:#?}");
    assert_eq!(users(&world, ANN).await.len(), 1);
    // Tries are counted for the recipient, whatever code it is, from whichever network.
    let bob = "bob@example.com";
    let mut before = String::new();
    for round in 0..7 {
        let elsewhere = world.at(&format!("198.19.{round}.1"));
        start(&elsewhere, "native", bob).await.expect(200);
        before = code(&world, bob, &before).await;
        for more in 1..=3 {
            let wrong = by_code(&elsewhere, "native", (bob, &another(&before, more))).await;
            match round {
                6 if more == 3 => assert_eq!(wrong.status, 429, "{wrong:#?}"),
                _ => refused(&wrong),
            }
        }
    }
    world.advance("3601s").await;
    start(&world, "native", bob).await.expect(200);
    let code = code(&world, bob, &before).await;
    by_code(&world, "native", (bob, &code)).await.expect(200);
}

async fn to_ask_again_gives_no_guess_more(engine: Engine) {
    let world = world(engine, json!({})).await;
    // All of these reach one mailbox, whose messages are used up with the last code.
    let used_up = async |name: &str| {
        for number in 0..9 {
            let email = format!("{name}+{number}@example.com");
            start(&world, "native", &email).await.expect(200);
        }
        sent(&world, "native", &format!("{name}@example.com")).await
    };
    let victim = "v@example.com";
    let right = used_up("v").await;
    for more in 1..=4 {
        start(&world, "native", victim).await.expect(200);
        refused(&by_code(&world, "native", (victim, &another(&right, more))).await);
    }
    start(&world, "native", victim).await.expect(200);
    refused(&by_code(&world, "native", (victim, &right)).await);
    let letters = Letters::of(&world).all().await;
    let sent = letters.iter().filter(|letter| letter["to"] == victim);
    assert_eq!(sent.count(), 1, "{letters:#?}");
    // What was sent goes on to work, though nothing more is.
    let other = "w@example.com";
    let right = used_up("w").await;
    for more in 1..=2 {
        refused(&by_code(&world, "native", (other, &another(&right, more))).await);
        start(&world, "native", other).await.expect(200);
    }
    by_code(&world, "native", (other, &right)).await.expect(200);
}

async fn nobody_learns_who_has_an_account(engine: Engine) {
    let world = world(engine, json!({ "disable_signup": true })).await;
    let body = json!({ "connection": "email", "email": ANN, "verify_email": false });
    let made = call(&world, Method::POST, "/users", body)
        .await
        .expect(201)
        .json();
    assert!(text(&made, "user_id").starts_with("email|"), "{made:#}");
    assert_eq!(made["email_verified"], false);
    let blocked = json!({ "connection": "email", "email": "blocked@example.com", "blocked": true });
    call(&world, Method::POST, "/users", blocked)
        .await
        .expect(201);
    let mut answers = vec![];
    for email in ["blocked@example.com", "stranger@example.com", ANN] {
        let mut answer = start(&world, "native", email).await.expect(200).json();
        answer["_id"] = Value::Null;
        answer["email"] = Value::Null;
        let wrong = by_code(&world, "native", (email, "123456")).await;
        refused(&wrong);
        answers.push((answer, wrong.json()));
    }
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "{answers:#?}"
    );
    let code = code(&world, ANN, "").await;
    let letters = Letters::of(&world).all().await;
    assert_eq!(letters.len(), 1, "{letters:#?}");
    by_code(&world, "native", (ANN, &code)).await.expect(200);
    // The code has proved the address.
    assert_eq!(users(&world, ANN).await[0]["email_verified"], true);
    // Blocked between code and login.
    start(&world, "native", ANN).await.expect(200);
    let code = super::code(&world, ANN, &code).await;
    let path = format!("/users/{}", text(&made, "user_id").replace('|', "%7C"));
    call(&world, Method::PATCH, &path, json!({ "blocked": true }))
        .await
        .expect(200);
    let refused = by_code(&world, "native", (ANN, &code)).await;
    refused.expect_error(401, "unauthorized", "user is blocked");
    // Such users have no password.
    let password = json!({ "connection": "email", "email": "x@example.com", "password": PASSWORD });
    call(&world, Method::POST, "/users", password)
        .await
        .expect(400);
    call(
        &world,
        Method::PATCH,
        &path,
        json!({ "password": PASSWORD }),
    )
    .await
    .expect(400);
}

async fn requests_are_counted_for_the_recipient_and_the_network(engine: Engine) {
    let world = world(engine, json!({})).await;
    let text = "You have made too many requests for a code; try again later";
    for number in 0..10 {
        let elsewhere = world.at(&format!("198.19.{number}.1"));
        start(&elsewhere, "native", ANN).await.expect(200);
    }
    let refused = start(&world, "native", ANN).await;
    refused.expect_error(429, "too_many_requests", text);
    let one = world.at("198.18.250.1");
    for number in 0..50 {
        let email = format!("user{number}@example.org");
        start(&one, "native", &email).await.expect(200);
    }
    let refused = start(&one, "native", "other@example.org").await;
    refused.expect_error(429, "too_many_requests", text);
    start(&world, "native", "other@example.org")
        .await
        .expect(200);
}

async fn a_code_outlives_the_process(engine: Engine) {
    let database = Arc::new(Database::create(engine).await);
    let setup = Setup::on(database).tenant(&Tenant::standard(1));
    let code = {
        let server = setup.start().await;
        let world = World::of(&server);
        prepare(&world, json!({ "totp": { "length": 8, "time_step": 600 } })).await;
        let code = sent(&world, "native", ANN).await;
        server.signal("TERM");
        server.exit_code().await;
        code
    };
    assert_eq!(code.len(), 8);
    let world = World::of(&setup.start().await);
    // The tenant file, which every start applies, knows no such grant.
    let grants = json!({ "grant_types": ["authorization_code", "refresh_token", OTP] });
    call(&world, Method::PATCH, "/clients/native", grants)
        .await
        .expect(200);
    world.advance("599s").await;
    by_code(&world, "native", (ANN, &code)).await.expect(200);
}
