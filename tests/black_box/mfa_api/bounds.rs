//! Guesses, and requests at the same moment.

use super::*;

on_both_engines! {
    tries_are_counted_for_the_user_whatever_the_token,
    two_hundred_guesses_at_once_are_ten,
    one_token_is_used_once_whatever_races,
    one_code_is_used_once_whatever_races,
    a_code_by_email_is_good_for_its_challenge_and_once,
    nothing_of_a_factor_is_logged,
}

async fn tries_are_counted_for_the_user_whatever_the_token(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], always()).await;
    let (app, code) = enrolled(&world).await;
    let right = app.code(&world).await;
    for number in 0..10 {
        // A new token, from another network.
        let elsewhere = world.at(&format!("198.19.{number}.1"));
        let token = ask(&elsewhere).await;
        let answer = by_otp(&elsewhere, &token, &another(&right, 1)).await;
        answer.expect_error(403, "invalid_grant", "Invalid otp_code.");
    }
    let token = ask(&world).await;
    let answer = by_otp(&world, &token, &right).await;
    assert_eq!(
        (answer.status, text(&answer.json(), "error")),
        (429, "too_many_attempts".into())
    );
    // The same budget stands before a recovery code, and before the pages.
    let code = code.expect("a recovery code");
    let answer = by_recovery_code(&world, &token, &code).await;
    assert_eq!(answer.status, 429, "{answer:#?}");
    world.logged("feotpft", "").await;
    // Another one every six minutes.
    world.advance("361s").await;
    let token = ask(&world).await;
    by_recovery_code(&world, &token, &code).await.expect(200);
}

async fn two_hundred_guesses_at_once_are_ten(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let (app, _) = enrolled(&world).await;
    let right = app.code(&world).await;
    let mut tokens = vec![];
    for _ in 0..4 {
        tokens.push(ask(&world).await);
    }
    let guesses = (1..=200_usize).map(|number| {
        let (world, token) = (world.clone(), tokens[number % tokens.len()].clone());
        let guess = another(&right, u32::try_from(number).expect("small"));
        async move { by_otp(&world, &token, &guess).await.status }
    });
    let answers = together(guesses).await;
    let evaluated = answers.iter().filter(|status| **status == 403).count();
    assert!((1..=10).contains(&evaluated), "{answers:?}");
    let others = answers
        .iter()
        .filter(|status| ![403, 429, 503].contains(*status));
    assert_eq!(others.count(), 0, "{answers:?}");
}

async fn one_token_is_used_once_whatever_races(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], always()).await;
    let (app, code) = enrolled(&world).await;
    let code = code.expect("a recovery code");
    let token = ask(&world).await;
    let right = app.code(&world).await;
    let attempts = (0..8).map(|number| {
        let (world, token) = (world.clone(), token.clone());
        let (code, right) = (code.clone(), right.clone());
        async move {
            match number % 2 {
                0 => by_otp(&world, &token, &right).await.status,
                _ => by_recovery_code(&world, &token, &code).await.status,
            }
        }
    });
    let answers = together(attempts).await;
    let passed = answers.iter().filter(|status| **status == 200).count();
    assert_eq!(passed, 1, "{answers:?}");
}

async fn one_code_is_used_once_whatever_races(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let (app, _) = enrolled(&world).await;
    let right = app.code(&world).await;
    let mut tokens = vec![];
    for _ in 0..8 {
        tokens.push(ask(&world).await);
    }
    let attempts = tokens.into_iter().map(|token| {
        let (world, right) = (world.clone(), right.clone());
        async move { by_otp(&world, &token, &right).await.status }
    });
    let answers = together(attempts).await;
    let passed = answers.iter().filter(|status| **status == 200).count();
    assert_eq!(passed, 1, "{answers:?}");
}

async fn a_code_by_email_is_good_for_its_challenge_and_once(engine: Engine) {
    let world = start(engine, &["otp", "email"], always()).await;
    enrolled(&world).await;
    let letters = Letters::of(&world);
    let kind = ("mfa_oob_code", world.email.as_str());
    let oob = [("challenge_type", "oob")];
    let token = ask(&world).await;
    let first = challenge(&world, &token, &oob).await.expect(200).json();
    let old = letters.code(kind, "").await;
    let second = challenge(&world, &token, &oob).await.expect(200).json();
    let new = letters.code(kind, &old).await;
    let (first, second) = (text(&first, "oob_code"), text(&second, "oob_code"));
    // The newest challenge counts.
    for (oob, code) in [(&first, &old), (&first, &new)] {
        let answer = by_oob(&world, &token, (oob, code)).await;
        answer.expect_error(403, "expired_token", "oob_code is invalid");
    }
    // Under another token it is nothing.
    let other = ask(&world).await;
    challenge(&world, &other, &oob).await.expect(200);
    let others = letters.code(kind, &new).await;
    let answer = by_oob(&world, &other, (&second, &new)).await;
    answer.expect_error(403, "expired_token", "oob_code is invalid");
    by_oob(&world, &token, (&second, &new)).await.expect(200);
    let answer = by_oob(&world, &token, (&second, &new)).await;
    answer.expect_error(403, "expired_token", "mfa_token is expired");
    // Five minutes.
    let token = ask(&world).await;
    let asked = challenge(&world, &token, &oob).await.expect(200).json();
    world.advance("301s").await;
    let late = letters.code(kind, &others).await;
    let answer = by_oob(&world, &token, (&text(&asked, "oob_code"), &late)).await;
    answer.expect_error(403, "invalid_grant", "Invalid binding_code.");
}

async fn nothing_of_a_factor_is_logged(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], always()).await;
    let token = ask(&world).await;
    let begun = associate(&world, &token, json!({ "authenticator_types": ["otp"] })).await;
    let begun = begun.expect(200).json();
    let secret = text(&begun, "secret");
    let code = App::of(&secret).code(&world).await;
    by_otp(&world, &token, &another(&code, 1)).await.expect(403);
    by_otp(&world, &token, &code).await.expect(200);
    let recovery_code = begun["recovery_codes"][0]
        .as_str()
        .expect("a code")
        .to_owned();
    let next = by_recovery_code(&world, &ask(&world).await, &recovery_code).await;
    let next = text(&next.expect(200).json(), "recovery_code");
    let events = serde_json::to_string(&world.logs().await).expect("JSON");
    let lines = world.server.log();
    for secret in [
        &token,
        &secret,
        &recovery_code,
        &next,
        &format!("\"{code}\""),
    ] {
        assert!(!events.contains(secret.as_str()), "{events}");
        assert!(!lines.contains(secret.as_str()), "{lines}");
    }
}
