//! `/api/v2/jobs/users-imports`: users of another system come with their passwords and factors.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use crate::mfa_api::required;
use crate::second_factor::App;
use crate::tenant_file::vectors;

on_both_engines! {
    users_of_a_file_sign_in,
    each_faulty_user_is_named,
    users_who_are_there_are_changed_where_that_is_asked_for,
    factors_come_along,
    a_request_that_cannot_be_met_is_refused,
    a_killed_import_goes_on_where_it_was,
}

const BOUNDARY: &str = "----import";

/// Parts as a browser or an SDK writes them; that of a file has its name and its type.
fn parts(strings: &[(&str, &str)], file: Option<&str>) -> String {
    let mut body = String::new();
    for (name, value) in strings {
        body += &format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    if let Some(file) = file {
        body += &format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"users\"; filename=\"users.json\"\r\nContent-Type: application/json\r\n\r\n{file}\r\n"
        );
    }
    body + &format!("--{BOUNDARY}--\r\n")
}

async fn post(world: &World, strings: &[(&str, &str)], file: Option<&str>) -> Answer {
    let request = world
        .http
        .request(Method::POST, "/api/v2/jobs/users-imports")
        .bearer_auth(world.management_token().await)
        .header(
            "content-type",
            format!("multipart/form-data; boundary={BOUNDARY}"),
        )
        .body(parts(strings, file));
    world.http.send(request).await
}

async fn connection_id(world: &World) -> String {
    let path = format!("/api/v2/connections?name={CONNECTION}");
    let found = world.manage(Method::GET, &path, None).await.expect(200);
    text(&found.json()[0], "id")
}

/// The job, once it is done.
async fn finished(world: &World, id: &str) -> Value {
    for _ in 0..300 {
        let job = world
            .manage(Method::GET, &format!("/api/v2/jobs/{id}"), None)
            .await;
        let job = job.expect(200).json();
        if job["status"] != "pending" {
            return job;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("the import did not end");
}

/// Imports a file; the job once it is done, and what was wrong with which users.
async fn import(world: &World, more: &[(&str, &str)], file: &str) -> (Value, Vec<Value>) {
    let id = connection_id(world).await;
    let strings = [&[("connection_id", id.as_str())], more].concat();
    let begun = post(world, &strings, Some(file)).await.expect(202).json();
    assert_eq!(
        (&begun["type"], &begun["status"], &begun["connection_id"]),
        (&json!("users_import"), &json!("pending"), &json!(id)),
        "{begun:#}"
    );
    let external_id = more.iter().find(|(name, _)| *name == "external_id");
    assert_eq!(
        begun["external_id"].as_str(),
        external_id.map(|(_, id)| *id)
    );
    let job = finished(world, &text(&begun, "id")).await;
    let path = format!("/api/v2/jobs/{}/errors", text(&job, "id"));
    let errors = world.manage(Method::GET, &path, None).await;
    let errors = match errors.status {
        204 => vec![],
        _ => errors
            .expect(200)
            .json()
            .as_array()
            .cloned()
            .unwrap_or_default(),
    };
    (job, errors)
}

/// The details of the newest event of that type, which no caller's address goes with.
async fn logged(world: &World, kind: &str) -> Value {
    for _ in 0..50 {
        let path = "/api/v2/logs?per_page=100&sort=date:-1";
        let all = world.manage(Method::GET, path, None).await.expect(200);
        let all = all.json();
        let found = all
            .as_array()
            .expect("a list")
            .iter()
            .find(|of| of["type"] == kind);
        if let Some(found) = found {
            return found["details"].clone();
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no event {kind}");
}

fn summary(failed: u64, updated: u64, inserted: u64) -> Value {
    let total = failed + updated + inserted;
    json!({ "failed": failed, "updated": updated, "inserted": inserted, "total": total })
}

async fn log_in(world: &World, email: &str, password: &str) -> Answer {
    let form = [
        ("grant_type", "password"),
        ("username", email),
        ("password", password),
    ];
    world.token("native", &form).await
}

async fn users_of_a_file_sign_in(engine: Engine) {
    let world = World::own(engine).await;
    let vectors = vectors();
    let users = vectors.iter().enumerate().map(|(number, vector)| {
        json!({ "email": format!("Imported{number}@Example.com"), "email_verified": true, "user_id": format!("old|{number}"),
            "given_name": "Ada", "user_metadata": { "from": "elsewhere" }, "app_metadata": { "plan": "gold" },
            "phone_number": "+14155550123", "custom_password_hash": vector["custom_password_hash"] })
    });
    let users: Vec<Value> = users.collect();
    let (job, errors) = import(
        &world,
        &[("external_id", "first")],
        &json!(users).to_string(),
    )
    .await;
    let count = u64::try_from(vectors.len()).expect("a few");
    assert_eq!(
        (&job["status"], &job["summary"]),
        (&json!("completed"), &summary(0, 0, count))
    );
    assert_eq!(errors, [json!(null); 0]);
    for (number, vector) in vectors.iter().enumerate().step_by(7) {
        let email = format!("imported{number}@example.com");
        let password = text(vector, "password");
        log_in(&world, &email, &format!("{password}!"))
            .await
            .expect(403);
        log_in(&world, &email, &password).await.expect(200);
    }
    let found = world
        .manage(Method::GET, "/api/v2/users/auth0%7Cold%7C0", None)
        .await;
    let found = found.expect(200).json();
    assert_eq!(
        (
            &found["email"],
            &found["email_verified"],
            &found["phone_number"],
            &found["app_metadata"]["plan"]
        ),
        (
            &json!("imported0@example.com"),
            &json!(true),
            &json!("+14155550123"),
            &json!("gold")
        ),
        "{found:#}"
    );
    assert_eq!(logged(&world, "sui").await["summary"], job["summary"]);
    // A line for each does as well.
    let lines = "{\"email\":\"one@lines.example\"}\n\n{\"email\":\"two@lines.example\"}\n";
    let (job, _) = import(&world, &[], lines).await;
    assert_eq!(job["summary"], summary(0, 0, 2));
    // What is none of both fails as a whole.
    let (job, errors) = import(&world, &[], "{\"email\": ").await;
    assert_eq!((&job["status"], errors.len()), (&json!("failed"), 0));
    logged(&world, "fui").await;
}

async fn each_faulty_user_is_named(engine: Engine) {
    let world = World::own(engine).await;
    let secret = "900150983cd24fb0d6963f7d28e17f72";
    let cases = [
        (json!({ "username": "x" }), "OBJECT_REQUIRED", ""),
        (json!({ "email": "no address" }), "FORMAT", "email"),
        (json!({ "email": 7 }), "INVALID_TYPE", "email"),
        (
            json!({ "email": "a@faulty.example", "surprise": 1 }),
            "OBJECT_ADDITIONAL_PROPERTIES",
            "",
        ),
        (
            json!({ "email": "b@faulty.example", "given_name": "x".repeat(151) }),
            "MAX_LENGTH",
            "given_name",
        ),
        (
            json!({ "email": "c@faulty.example", "app_metadata": { "blocked": true } }),
            "NOT_PASSED",
            "app_metadata",
        ),
        (
            json!({ "email": "d@faulty.example", "password_hash": secret }),
            "PATTERN",
            "password_hash",
        ),
        (
            json!({ "email": "e@faulty.example", "custom_password_hash": { "algorithm": "md5", "hash": { "value": secret, "encoding": "base64" } } }),
            "FORMAT",
            "custom_password_hash",
        ),
        (
            json!({ "email": "f@faulty.example", "password_hash": "$2b$10$seMR/p8U4l0j1gOu49rI4ekplLXJts.6ndNCNeN/nk.EnwR3xeb1u",
                "custom_password_hash": { "algorithm": "md5", "hash": { "value": secret, "encoding": "hex" } } }),
            "NOT_PASSED",
            "",
        ),
        (
            json!({ "email": "g@faulty.example", "mfa_factors": [] }),
            "ARRAY_LENGTH_SHORT",
            "mfa_factors",
        ),
        (
            json!({ "email": "h@faulty.example", "mfa_factors": [{}] }),
            "ANY_OF_MISSING",
            "mfa_factors[0]",
        ),
        (json!({ "email": world.email }), "DUPLICATED_USER", ""),
        (json!({ "email": "good@faulty.example" }), "", ""),
        (
            json!({ "email": "Good@faulty.example" }),
            "CONFLICT_EMAIL",
            "",
        ),
        (json!("nobody"), "INVALID_TYPE", ""),
    ];
    let users: Vec<&Value> = cases.iter().map(|(user, ..)| user).collect();
    let (job, errors) = import(&world, &[], &json!(users).to_string()).await;
    assert_eq!(job["summary"], summary(14, 0, 1), "{errors:#?}");
    let faulty = cases.iter().filter(|(_, code, _)| !code.is_empty());
    for ((user, code, path), told) in faulty.zip(&errors) {
        let error = &told["errors"][0];
        let found = (
            error["code"].as_str(),
            error["path"].as_str().unwrap_or_default(),
        );
        assert_eq!(found, (Some(*code), *path), "{told:#} of {user}");
        assert_eq!(told["user"]["email"], user["email"]);
        let shown = told.to_string();
        assert!(
            !shown.contains(secret) && !shown.contains("seMR/"),
            "{shown}"
        );
    }
}

async fn users_who_are_there_are_changed_where_that_is_asked_for(engine: Engine) {
    let world = World::own(engine).await;
    let hash = |password: &str| {
        let hash = bcrypt::hash(password, 4).expect("four is the least cost");
        json!({ "algorithm": "bcrypt", "hash": { "value": hash } })
    };
    let one = |password: &str, metadata: Value| {
        json!([{ "email": "grace@example.com", "custom_password_hash": hash(password), "user_metadata": metadata }]).to_string()
    };
    let upsert = [("upsert", "true")];
    let (job, _) = import(
        &world,
        &upsert,
        &one("first-password", json!({ "a": 1, "b": 2 })),
    )
    .await;
    assert_eq!(job["summary"], summary(0, 0, 1));
    let (job, errors) = import(&world, &[], &one("second-password", json!({}))).await;
    assert_eq!((&job["summary"], errors.len()), (&summary(1, 0, 0), 1));
    let (job, _) = import(&world, &upsert, &one("second-password", json!({ "a": 3 }))).await;
    assert_eq!(job["summary"], summary(0, 1, 0));
    log_in(&world, "grace@example.com", "first-password")
        .await
        .expect(403);
    log_in(&world, "grace@example.com", "second-password")
        .await
        .expect(200);
    let path = "/api/v2/users-by-email?email=grace@example.com";
    let found = world
        .manage(Method::GET, path, None)
        .await
        .expect(200)
        .json();
    assert_eq!(found[0]["user_metadata"], json!({ "a": 3 }));
    // Who has signed in keeps the password.
    let (job, _) = import(&world, &upsert, &one("third-password", json!({}))).await;
    assert_eq!(job["summary"], summary(0, 1, 0));
    log_in(&world, "grace@example.com", "third-password")
        .await
        .expect(403);
    log_in(&world, "grace@example.com", "second-password")
        .await
        .expect(200);
}

async fn factors_come_along(engine: Engine) {
    let world =
        crate::mfa_api::start(engine, &["otp", "sms"], crate::second_factor::always()).await;
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let hash = bcrypt::hash(PASSWORD, 4).expect("four is the least cost");
    let users = json!([{ "email": "grace@example.com", "password_hash": hash,
        "mfa_factors": [{ "totp": { "secret": secret } }, { "phone": { "value": "+14155550100" } }] }]);
    let (job, errors) = import(&world, &[], &users.to_string()).await;
    assert_eq!((&job["summary"], errors.len()), (&summary(0, 0, 1), 0));
    let (mfa_token, requirements) = required(&log_in(&world, "grace@example.com", PASSWORD).await);
    let challenge = &requirements["challenge"];
    assert_eq!(challenge, &json!([{ "type": "phone" }, { "type": "otp" }]));
    let code = App::of(secret).code(&world).await;
    crate::mfa_api::by_otp(&world, &mfa_token, &code)
        .await
        .expect(200);
}

async fn a_request_that_cannot_be_met_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    let id = connection_id(&world).await;
    let with = [("connection_id", id.as_str())];
    let one = "[{\"email\":\"x@example.com\"}]";
    let body = json!({ "name": "email", "strategy": "email", "options": {} });
    let messages = world
        .manage(Method::POST, "/api/v2/connections", Some(body))
        .await;
    let messages = text(&messages.expect(201).json(), "id");
    let large = format!("[{}]", " ".repeat(512_000));
    let unknown = [("connection_id", "con_0000000000000000")];
    let of_messages = [("connection_id", messages.as_str())];
    let no_flag = [("connection_id", id.as_str()), ("upsert", "perhaps")];
    let twice = [with[0], with[0]];
    let cases = [
        (
            &with[..],
            None,
            400,
            "Must provide 'users' file as multipart part.",
        ),
        (&with, Some(""), 400, "Users file must not be empty."),
        (
            &[],
            Some(one),
            400,
            "Must provide 'connection_id' as multipart part.",
        ),
        (&unknown, Some(one), 400, "The connection does not exist."),
        (
            &of_messages,
            Some(one),
            400,
            "Connection must be a database connection.",
        ),
        (
            &no_flag,
            Some(one),
            400,
            "The part 'upsert' must be true or false.",
        ),
        (
            &with,
            Some(&large),
            413,
            "Payload content length greater than maximum allowed: 512000.",
        ),
        (
            &twice,
            Some(one),
            400,
            "Payload validation error: the parts cannot be read",
        ),
    ];
    for (strings, file, status, sentence) in cases {
        let answer = post(&world, strings, file).await;
        assert_eq!(answer.status, status, "{sentence}: {}", answer.body);
        let message = text(&answer.json(), "message");
        assert!(message.starts_with(sentence), "{message}");
    }
    let body = json!({ "users": one, "connection_id": id });
    let no_parts = world
        .manage(Method::POST, "/api/v2/jobs/users-imports", Some(body))
        .await;
    no_parts.expect(415);
    let found = world
        .manage(
            Method::GET,
            "/api/v2/users-by-email?email=x@example.com",
            None,
        )
        .await;
    assert_eq!(found.expect(200).json(), json!([]));
    // Two at a time.
    let many: Vec<Value> = (0..3_000)
        .map(|n| json!({ "email": format!("user{n}@many.example"), "nickname": "n" }))
        .collect();
    let many = json!(many).to_string();
    let first = post(&world, &with, Some(&many)).await.expect(202).json();
    let second = post(&world, &with, Some(&many)).await.expect(202).json();
    let third = post(&world, &with, Some(&many)).await;
    assert_eq!(third.status, 429, "{}", third.body);
    let both = [
        finished(&world, &text(&first, "id")).await,
        finished(&world, &text(&second, "id")).await,
    ];
    let inserted = both
        .iter()
        .map(|job| job["summary"]["inserted"].as_u64().unwrap_or_default());
    assert_eq!(inserted.sum::<u64>(), 3_000, "{both:#?}");
}

async fn a_killed_import_goes_on_where_it_was(engine: Engine) {
    let setup = Setup::new(engine).await;
    let mut world = World::of(&setup.start().await);
    let users: Vec<Value> = (0..3_000)
        .map(|n| json!({ "email": format!("user{n}@many.example") }))
        .collect();
    let id = connection_id(&world).await;
    let with = [("connection_id", id.as_str())];
    let begun = post(&world, &with, Some(&json!(users).to_string())).await;
    let job = text(&begun.expect(202).json(), "id");
    for _ in 0..3 {
        tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
        world.server.kill();
        world = World::of(&Arc::clone(&setup.start().await));
    }
    let job = finished(&world, &job).await;
    assert_eq!(
        (&job["status"], &job["summary"]),
        (&json!("completed"), &summary(0, 0, 3_000))
    );
    let path = "/api/v2/users?q=email:*@many.example&include_totals=true&per_page=1";
    let found = world
        .manage(Method::GET, path, None)
        .await
        .expect(200)
        .json();
    assert_eq!(found["total"], 3_000, "{found:#}");
}
