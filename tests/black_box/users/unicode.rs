//! Identifiers and passwords beyond ASCII: one form for new ones, however they are typed; old ones stay as they are.

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::harness::*;

on_both_engines! {
    a_new_identifier_is_found_however_it_is_typed,
    a_domain_has_the_form_of_the_dns,
    characters_that_are_not_seen_are_refused_in_new_addresses,
    a_new_address_is_one_and_looks_like_no_other,
    characters_that_are_not_seen_are_no_part_of_what_is_typed,
    a_password_is_one_however_its_characters_are_sent,
    both_forms_of_a_password_are_one_try,
    identifiers_of_before_stay_and_are_found_by_either_form,
}

/// `é` as one character, and as two.
const WHOLE: &str = "jos\u{e9}";
const PIECES: &str = "jose\u{301}";

async fn sign_up(world: &World, email: &str, password: &str) -> Answer {
    let body = json!({ "client_id": "spa", "connection": CONNECTION, "email": email, "password": password });
    let request = world
        .http
        .request(Method::POST, "/dbconnections/signup")
        .json(&body);
    world.http.send(request).await
}

async fn log_in(world: &World, username: &str, password: &str) -> Answer {
    world
        .password("native", &[("username", username), ("password", password)])
        .await
}

/// The user's id, as somebody typed the address and the password.
async fn who(world: &World, username: &str) -> String {
    let answer = log_in(world, username, PASSWORD).await;
    assert_eq!(answer.status, 200, "{username:?}: {answer:#?}");
    let claims = world
        .verify(&answer.json()["id_token"], "native")
        .await
        .claims;
    text(&claims, "sub")
}

/// An address of this test alone.
fn address(world: &World, local: &str) -> String {
    format!("{local}@{}", world.email.replace('@', "."))
}

async fn a_new_identifier_is_found_however_it_is_typed(engine: Engine) {
    let world = World::shared(engine).await;
    let (whole, pieces) = (address(&world, WHOLE), address(&world, PIECES));
    let made = sign_up(&world, &pieces, PASSWORD).await.expect(200).json();
    assert_eq!(made["email"], whole);
    let id = format!("auth0|{}", text(&made, "_id"));
    let wide = whole.replace('j', "\u{ff4a}");
    for typed in [
        &whole,
        &pieces,
        &wide,
        &whole.to_uppercase(),
        &format!(" {pieces} "),
    ] {
        assert_eq!(who(&world, typed).await, id, "{typed:?}");
    }
    for taken in [&whole, &pieces, &wide] {
        let answer = sign_up(&world, taken, PASSWORD).await.expect(400).json();
        assert_eq!(answer["code"], "invalid_signup", "{taken:?}");
    }
    for typed in [&whole, &pieces] {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("email", typed)
            .finish();
        let path = format!("/api/v2/users-by-email?{query}");
        let found = world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        assert_eq!(found[0]["user_id"], id, "{typed:?}");
    }
}

async fn a_domain_has_the_form_of_the_dns(engine: Engine) {
    let world = World::shared(engine).await;
    let local = world.email.replace(['@', '.'], "-");
    let made = sign_up(&world, &format!("{local}@B\u{fc}cher.example"), PASSWORD).await;
    let made = made.expect(200).json();
    assert_eq!(made["email"], format!("{local}@xn--bcher-kva.example"));
    for domain in [
        "b\u{fc}cher.example",
        "bu\u{308}cher.example",
        "XN--BCHER-KVA.example",
        "b\u{fc}cher\u{3002}example",
    ] {
        let id = who(&world, &format!("{local}@{domain}")).await;
        assert_eq!(id, format!("auth0|{}", text(&made, "_id")), "{domain}");
    }
}

async fn characters_that_are_not_seen_are_refused_in_new_addresses(engine: Engine) {
    let world = World::shared(engine).await;
    let address = address(&world, "unseen");
    for unseen in [
        '\u{200b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{ad}',
    ] {
        let email = address.replacen('@', &format!("{unseen}@"), 1);
        sign_up(&world, &email, PASSWORD).await.expect(400);
        let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD });
        let made = world
            .manage(Method::POST, "/api/v2/users", Some(body))
            .await;
        assert_eq!(made.status, 400, "{unseen:?}: {made:#?}");
    }
    let made = sign_up(&world, &address, PASSWORD).await.expect(200).json();
    let path = format!("/api/v2/users/auth0%7C{}", text(&made, "_id"));
    let change = json!({ "email": format!("a\u{200b}{address}") });
    world
        .manage(Method::PATCH, &path, Some(change))
        .await
        .expect(400);
}

/// The address in a domain of this test alone.
fn filled(world: &World, pattern: &str) -> String {
    let domain = format!("{}.test", world.email.replace('@', "."));
    pattern.replace("DOMAIN", &domain)
}

async fn a_new_address_is_one_and_looks_like_no_other(engine: Engine) {
    let world = World::shared(engine).await;
    let boss = sign_up(&world, &filled(&world, "boss@DOMAIN"), PASSWORD).await;
    let id = format!("auth0|{}", text(&boss.expect(200).json(), "_id"));
    let importing = Setup::new(engine).await;
    let database = json!({ "name": CONNECTION });
    let mut users = vec![];
    for pattern in [
        "boss\u{fe0f}@DOMAIN",
        "boss\u{3164}@DOMAIN",
        "boss\u{2800}@DOMAIN",
        "boss\u{17b4}@DOMAIN",
        "boss\u{180b}@DOMAIN",
        "boss\u{1d173}@DOMAIN",
        "boss\u{fdd0}@DOMAIN",
        "boss\u{e000}@DOMAIN",
        "boss\u{378}@DOMAIN",
        "boss@DOMAIN,x@evil.test",
        "boss@DOMAIN;@evil.test",
        "boss@DOMAIN@evil.test",
        "boss@DOMAIN\u{ff20}evil.test",
        "<boss@DOMAIN>@evil.test",
        "\"boss@DOMAIN\"@evil.test",
        "\"boss\"@DOMAIN",
        "boss(x)@DOMAIN",
        "mailto:boss@DOMAIN",
        "boss\\@DOMAIN",
        "boss@[127.0.0.1]",
        "x@evil..test",
        "x@.test",
        "x@evil.test..",
        "x@.",
    ] {
        let email = filled(&world, pattern);
        let answer = sign_up(&world, &email, PASSWORD).await;
        assert_eq!(answer.status, 400, "{email:?}: {answer:#?}");
        let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD });
        let answer = world
            .manage(Method::POST, "/api/v2/users", Some(body))
            .await;
        assert_eq!(answer.status, 400, "{email:?}: {answer:#?}");
        let path = format!("/api/v2/users/{}", id.replace('|', "%7C"));
        let change = json!({ "email": email });
        let answer = world.manage(Method::PATCH, &path, Some(change)).await;
        assert_eq!(answer.status, 400, "{email:?}: {answer:#?}");
        users.push(json!({ "connection": CONNECTION, "email": email }));
    }
    let file = importing.database().directory().join("users.json");
    let tenant = json!({ "databases": [database], "users": users });
    std::fs::write(&file, tenant.to_string()).expect("our own directory");
    let output = importing.run(&["import", &file.display().to_string()]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for (at, user) in users.iter().enumerate() {
        let line = format!("users[{at}].email: must be one e-mail address");
        assert!(said.contains(&line), "{user:?}: {said}");
    }
    // The domain's last dot is no difference.
    let dotted = filled(&world, "boss@DOMAIN.");
    let answer = sign_up(&world, &dotted, PASSWORD).await.expect(400).json();
    assert_eq!(answer["code"], "invalid_signup");
    assert_eq!(who(&world, &dotted).await, id);
}

async fn characters_that_are_not_seen_are_no_part_of_what_is_typed(engine: Engine) {
    let world = World::shared(engine).await;
    let id = who(&world, &world.email).await;
    for (before, after) in [("\u{feff}", ""), ("", "\u{200b}"), ("\u{202a}", "\u{202c}")] {
        let typed = format!("{before}{}{after}", world.email);
        assert_eq!(who(&world, &typed).await, id, "{typed:?}");
    }
    // On the page, too.
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let typed = format!("\u{200e}{}", world.email);
    browser.log_in(&start, &typed).await.code();
}

async fn a_password_is_one_however_its_characters_are_sent(engine: Engine) {
    let world = World::shared(engine).await;
    let (whole, pieces) = (
        "Gr\u{fc}\u{df}e-aus-K\u{f6}ln-1",
        "Gru\u{308}\u{df}e-aus-Ko\u{308}ln-1",
    );
    for (number, set) in [whole, pieces].into_iter().enumerate() {
        let email = address(&world, &format!("password{number}"));
        let made = sign_up(&world, &email, set).await.expect(200).json();
        for typed in [whole, pieces] {
            log_in(&world, &email, typed).await.expect(200);
        }
        log_in(&world, &email, "Grusse-aus-Koln-1")
            .await
            .expect(403);
        // A change stores the same form.
        let path = format!("/api/v2/users/auth0%7C{}", text(&made, "_id"));
        let change = json!({ "password": pieces.replace('1', "2") });
        world
            .manage(Method::PATCH, &path, Some(change))
            .await
            .expect(200);
        log_in(&world, &email, &whole.replace('1', "2"))
            .await
            .expect(200);
    }
}

async fn both_forms_of_a_password_are_one_try(engine: Engine) {
    let world = World::shared(engine).await;
    let email = address(&world, "tries");
    sign_up(&world, &email, PASSWORD).await.expect(200);
    // Ten tries are allowed: nine wrong ones that each have two forms leave one.
    for _ in 0..9 {
        log_in(&world, &email, "wrong-Ko\u{308}ln")
            .await
            .expect(403);
    }
    log_in(&world, &email, PASSWORD).await.expect(200);
}

/// Writes to the database behind the server's back.
async fn write(database: &Database, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    if database.url.starts_with("postgres") {
        let mut db = PgConnection::connect(&database.url)
            .await
            .expect("a connection");
        sqlx::raw_sql(sql).execute(&mut db).await.expect("good SQL");
    } else {
        let file = database.directory().join("footbridge.db");
        let url = format!("sqlite://{}", file.display());
        let mut db = SqliteConnection::connect(&url).await.expect("a connection");
        sqlx::raw_sql(sql).execute(&mut db).await.expect("good SQL");
    }
}

async fn identifiers_of_before_stay_and_are_found_by_either_form(engine: Engine) {
    let setup = Setup::new(engine).await;
    let server = setup.start().await;
    let world = World::of(&server);
    let mut ids = vec![];
    for number in 0..4 {
        ids.push(who(&world, &format!("user{number}@example.com")).await);
    }
    server.signal("TERM");
    server.exit_code().await;
    // As a server of before has left them, with the note of the migration that nobody has looked yet.
    let old = [
        format!("{PIECES}@example.com"),
        "\u{ff41}da@example.com".to_owned(),
        "a\u{ff44}a@example.com".to_owned(),
        "zero\u{200b}@example.com".to_owned(),
    ];
    let mut sql = "INSERT INTO identifier_spellings VALUES ('', '', '');".to_owned();
    for (id, email) in ids.iter().zip(&old) {
        sql += &format!("UPDATE users SET email = '{email}' WHERE user_id = '{id}';");
    }
    write(setup.database(), &sql).await;
    let server = setup.start().await;
    let world = World::of(&server);
    // To the letter, and by today's form where only one is meant.
    for (id, email) in ids.iter().zip(&old) {
        assert_eq!(who(&world, email).await, *id, "{email:?}");
        let path = format!("/api/v2/users/{}", id.replace('|', "%7C"));
        let shown = world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        assert_eq!(
            shown["email"],
            Value::from(email.as_str()),
            "it is not rewritten"
        );
    }
    assert_eq!(who(&world, &format!("{WHOLE}@example.com")).await, ids[0]);
    assert_eq!(who(&world, "zero@example.com").await, ids[3]);
    let two = log_in(&world, "ada@example.com", PASSWORD)
        .await
        .expect(403);
    assert_eq!(two.json()["error"], "invalid_grant");
    for taken in [format!("{WHOLE}@example.com"), "ada@example.com".to_owned()] {
        let answer = sign_up(&world, &taken, PASSWORD).await.expect(400).json();
        assert_eq!(answer["code"], "invalid_signup", "{taken}");
    }
    // The two who look alike are listed.
    let output = setup.run(&["check"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said.lines().find(|line| line.contains("ada@example.com"));
    let line = line.unwrap_or_else(|| panic!("no collision in {said}"));
    assert!(line.contains(&ids[1]) && line.contains(&ids[2]), "{line}");
    assert!(!said.contains(&ids[0]) && !said.contains(&ids[3]), "{said}");
}
