//! `q` and `sort` of `GET /api/v2/users`: the query language of Auth0's user search, version 3.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    profiles_are_searched,
    a_minus_or_an_exclamation_mark_excludes,
    a_space_may_follow_the_colon,
    members_of_an_organization_are_searched,
    a_verified_phone_is_searched,
    metadata_are_searched_by_their_paths,
    escaped_colons_and_dots_belong_to_the_key,
    dates_and_numbers_have_ranges,
    users_are_sorted_by_what_can_be_searched,
    what_cannot_be_searched_is_said,
    nothing_that_is_asked_for_becomes_sql,
}

/// Three people in a domain of their own.
struct People {
    world: World,
    domain: String,
}

impl People {
    async fn new(engine: Engine) -> Self {
        let world = World::shared(engine).await;
        let domain = format!("search-{}.example", world.ip.replace('.', "-"));
        let people = [
            json!({ "email": "jane", "name": "Jane Smith", "given_name": "Jane", "family_name": "Smith",
                "nickname": "JJ", "email_verified": true,
                "user_metadata": { "addresses": [{ "city": "Paris" }, { "city": "Rome" }], "theme": "dark",
                    "nothing": null, "empty": {}, "none": [] },
                "app_metadata": { "subscription": { "plan": "gold", "seats": 5 }, "roles": ["admin", "editor"],
                    "beta": true } }),
            json!({ "email": "john", "name": "John Smith-Jones", "given_name": "John", "family_name": "Smith-Jones",
                "app_metadata": { "subscription": { "plan": "Gold", "seats": 12.5 }, "roles": [], "beta": "true" } }),
            json!({ "email": "zoe", "name": "zoe 100%_", "blocked": true,
                "app_metadata": { "subscription": "gold", "level-2": { "Deep_Key": 7 } } }),
        ];
        let people_of = Self { world, domain };
        for mut person in people {
            person["email"] = format!("{}@{}", text(&person, "email"), people_of.domain).into();
            person["connection"] = CONNECTION.into();
            person["password"] = PASSWORD.into();
            let made = people_of
                .world
                .manage(Method::POST, "/api/v2/users", Some(person))
                .await;
            made.expect(201);
        }
        people_of
    }

    async fn ask(&self, q: &str, more: &[(&str, &str)]) -> Answer {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("search_engine", "v3")
            .append_pair("q", q)
            .extend_pairs(more)
            .finish();
        let path = format!("/api/v2/users?{query}");
        self.world.manage(Method::GET, &path, None).await
    }

    /// Who of the three is found, in the order of the answer.
    async fn found(&self, q: &str, sort: &str) -> Vec<String> {
        let q = format!("({q}) AND email.domain:\"{}\"", self.domain);
        let found = self.ask(&q, &[("sort", sort)]).await.expect(200).json();
        let name = |user: &Value| text(user, "email").split('@').next().map(str::to_owned);
        found
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(name)
            .collect()
    }

    async fn finds(&self, q: &str, expected: &[&str]) {
        assert_eq!(self.found(q, "email:1").await, expected, "{q}");
    }
}

async fn profiles_are_searched(engine: Engine) {
    let people = People::new(engine).await;
    for (q, expected) in [
        ("name:\"jane smith\"", &["jane"][..]),
        ("name:\"JANE SMITH\"", &["jane"]),
        ("name:jane*", &["jane"]),
        ("name:j*", &["jane", "john"]),
        ("name:*jones", &["john"]),
        ("name:*smith*", &["jane", "john"]),
        ("name:*100%_", &["zoe"]),
        ("name:jo%", &[]),
        ("name:jane", &[]),
        ("given_name:JOHN OR family_name:smith", &["jane", "john"]),
        ("nickname:jj", &["jane"]),
        ("email:ZOE@*", &["zoe"]),
        ("blocked:true", &["zoe"]),
        ("email_verified:true", &["jane"]),
        ("NOT (email_verified:true OR blocked:true)", &["john"]),
        ("name:j* AND NOT given_name:jane", &["john"]),
        ("_exists_:given_name", &["jane", "john"]),
        ("NOT _exists_:given_name", &["zoe"]),
        ("given_name:*", &["jane", "john"]),
        ("_exists_:phone_number", &[]),
        ("jane", &["jane"]),
        ("\"Jane Smith\"", &["jane"]),
        ("gold", &[]),
        ("*", &["jane", "john", "zoe"]),
        (
            "identities.connection:\"Username-Password-Authentication\"",
            &["jane", "john", "zoe"],
        ),
        ("identities.connection:fantasy", &[]),
        ("identities.provider:auth0", &["jane", "john", "zoe"]),
        ("email:(jane* OR zoe*)", &["jane", "zoe"]),
    ] {
        people.finds(q, expected).await;
    }
    let one = people
        .ask(
            &format!("email.domain:\"{}\"", people.domain.to_uppercase()),
            &[],
        )
        .await;
    let one = one.expect(200).json();
    assert_eq!(one.as_array().map(Vec::len), Some(3));
    let id = text(&one[0], "user_id");
    let by_identity = format!("identities.user_id:\"{}\"", &id["auth0|".len()..]);
    let by_identity = people.ask(&by_identity, &[]).await.expect(200).json();
    assert_eq!(by_identity[0]["user_id"], id);
}

async fn a_minus_or_an_exclamation_mark_excludes(engine: Engine) {
    let people = People::new(engine).await;
    for (q, expected) in [
        ("-given_name:jane", &["john", "zoe"][..]),
        ("!given_name:jane", &["john", "zoe"]),
        ("-jane", &["john", "zoe"]),
        ("-(given_name:jane OR blocked:true)", &["john"]),
        ("!(given_name:jane blocked:true)", &["john"]),
        ("-given_name:jane -given_name:john", &["zoe"]),
        ("name:j* -given_name:jane", &["john"]),
        ("name:j* AND -given_name:jane", &["john"]),
        ("name:j* && !given_name:jane", &["john"]),
        ("given_name:jane blocked:true -name:zoe*", &["jane"]),
        ("-name:zoe* given_name:jane blocked:true", &["jane"]),
        ("name:(j* -\"jane smith\")", &["john"]),
        ("-_exists_:given_name", &["zoe"]),
        ("-email_verified:true", &["john", "zoe"]),
        ("+name:j* blocked:true", &["jane", "john"]),
        ("+name:j* +email_verified:true", &["jane"]),
        ("given_name:jane || blocked:true", &["jane", "zoe"]),
        ("family_name:smith-jones", &["john"]),
    ] {
        people.finds(q, expected).await;
    }
}

async fn a_space_may_follow_the_colon(engine: Engine) {
    let people = People::new(engine).await;
    for (q, expected) in [
        ("given_name: \"Jane\"", &["jane"][..]),
        ("given_name:  jane AND email_verified: true", &["jane"]),
        ("given_name : jane", &["jane"]),
        ("given_name: (jane OR john)", &["jane", "john"]),
        ("created_at: [2025-12-01 TO *]", &["jane", "john", "zoe"]),
        ("_exists_: given_name", &["jane", "john"]),
        ("app_metadata.subscription.plan: \"gold\"", &["jane"]),
    ] {
        people.finds(q, expected).await;
    }
}

async fn members_of_an_organization_are_searched(engine: Engine) {
    let people = People::new(engine).await;
    let world = &people.world;
    let name = format!("search-{}", world.ip.replace('.', "-"));
    let organization = world
        .manage(
            Method::POST,
            "/api/v2/organizations",
            Some(json!({ "name": name })),
        )
        .await;
    let organization = text(&organization.expect(201).json(), "id");
    let found = people
        .ask(&format!("email:john@{}", people.domain), &[])
        .await;
    let john = text(&found.expect(200).json()[0], "user_id");
    let path = format!("/api/v2/organizations/{organization}/members");
    let members = Some(json!({ "members": [john] }));
    world.manage(Method::POST, &path, members).await.expect(204);
    for (q, expected) in [
        (format!("organization_id:\"{organization}\""), &["john"][..]),
        (format!("-organization_id:{organization}"), &["jane", "zoe"]),
        ("organization_id:org_0000000000000000".to_owned(), &[]),
        ("_exists_:organization_id".to_owned(), &["john"]),
    ] {
        people.finds(&q, expected).await;
    }
}

async fn a_verified_phone_is_searched(engine: Engine) {
    let mut tenant = Tenant::standard(3);
    for (number, verified) in [(0, true), (1, false)] {
        tenant.user(number)["phone_number"] = format!("+1555010000{number}").into();
        tenant.user(number)["phone_verified"] = verified.into();
    }
    let server = Setup::new(engine).await.tenant(&tenant).start().await;
    let people = People {
        world: World::of(&server),
        domain: "example.com".to_owned(),
    };
    for (q, expected) in [
        ("phone_verified:true", &["user0"][..]),
        ("phone_verified: false", &["user1"]),
        ("-phone_verified:true", &["user1", "user2"]),
        ("_exists_:phone_verified", &["user0", "user1"]),
    ] {
        people.finds(q, expected).await;
    }
}

async fn escaped_colons_and_dots_belong_to_the_key(engine: Engine) {
    let people = People::new(engine).await;
    let person = json!({ "email": format!("uri@{}", people.domain), "connection": CONNECTION, "password": PASSWORD,
        "app_metadata": { "urn:plan": "gold", "https://app.example/roles": ["admin"], "a": { "b:c": 5 } } });
    people
        .world
        .manage(Method::POST, "/api/v2/users", Some(person))
        .await
        .expect(201);
    for (q, expected) in [
        ("app_metadata.urn\\:plan:\"gold\"", &["uri"][..]),
        ("app_metadata.urn\\:plan:silver", &[]),
        ("app_metadata.https\\://app\\.example/roles:admin", &["uri"]),
        (
            "_exists_:app_metadata.https\\:\\/\\/app\\.example\\/roles",
            &["uri"],
        ),
        ("app_metadata.a.b\\:c:5", &["uri"]),
        ("app_metadata.a\\.b\\:c:5", &[]),
    ] {
        people.finds(q, expected).await;
    }
}

async fn metadata_are_searched_by_their_paths(engine: Engine) {
    let people = People::new(engine).await;
    for (q, expected) in [
        ("app_metadata.subscription.plan:\"gold\"", &["jane"][..]),
        ("app_metadata.subscription.plan:Gold", &["john"]),
        ("app_metadata.subscription:gold", &["zoe"]),
        ("app_metadata.subscription.seats:5", &["jane"]),
        ("app_metadata.subscription.seats:12.5", &["john"]),
        ("app_metadata.roles:\"editor\"", &["jane"]),
        ("app_metadata.beta:true", &["jane", "john"]),
        ("app_metadata.beta:1", &[]),
        ("app_metadata.level-2.Deep_Key:7", &["zoe"]),
        ("app_metadata.level-2.deep_key:7", &[]),
        ("user_metadata.addresses.city:\"Rome\"", &["jane"]),
        ("user_metadata.addresses.city:(Paris OR Berlin)", &["jane"]),
        ("NOT user_metadata.theme:dark", &["john", "zoe"]),
        ("_exists_:user_metadata", &["jane"]),
        ("_exists_:app_metadata.roles", &["jane"]),
        ("_exists_:user_metadata.nothing", &[]),
        ("_exists_:user_metadata.empty", &[]),
        ("_exists_:user_metadata.none", &[]),
        ("_exists_:user_metadata.addresses", &["jane"]),
        (
            "_exists_:app_metadata.subscription.seats",
            &["jane", "john"],
        ),
        ("app_metadata.subscription.plan.x.y:1", &[]),
    ] {
        people.finds(q, expected).await;
    }
}

async fn dates_and_numbers_have_ranges(engine: Engine) {
    let mut people = People::new(engine).await;
    people.world.email = format!("john@{}", people.domain);
    people.world.refresh_token("native").await;
    people.world.refresh_token("native").await;
    for (q, expected) in [
        ("logins_count:[1 TO *]", &["john"][..]),
        ("logins_count:2", &["john"]),
        ("logins_count:{2 TO *]", &[]),
        ("logins_count:[* TO 0]", &["jane", "zoe"]),
        ("last_login:[2025-12-01 TO *]", &["john"]),
        ("_exists_:last_login", &["john"]),
        (
            "created_at:[2025-12-01 TO 9999-01-01]",
            &["jane", "john", "zoe"],
        ),
        ("created_at:{* TO 2025-12-01}", &[]),
        (&format!("last_ip:\"{}\"", people.world.ip), &["john"]),
    ] {
        people.finds(q, expected).await;
    }
}

async fn users_are_sorted_by_what_can_be_searched(engine: Engine) {
    let people = People::new(engine).await;
    for (sort, expected) in [
        ("name:1", ["jane", "john", "zoe"]),
        ("name:-1", ["zoe", "john", "jane"]),
        ("created_at:-1", ["zoe", "john", "jane"]),
        // Who has none comes last, either way.
        ("family_name:1", ["jane", "john", "zoe"]),
        ("family_name:-1", ["john", "jane", "zoe"]),
    ] {
        assert_eq!(people.found("*", sort).await, expected, "{sort}");
    }
}

async fn what_cannot_be_searched_is_said(engine: Engine) {
    let people = People {
        world: World::shared(engine).await,
        domain: String::new(),
    };
    let long = format!("name:{}", "x".repeat(2_000));
    let deep = format!("{}a{}", "(".repeat(40), ")".repeat(40));
    let many = "name:a OR ".repeat(80) + "name:a";
    for q in [
        "password_hash:x",
        "name:*sa",
        "name:a*b*c*d*e*f",
        "app_metadata.a:x*",
        "app_metadata.a:[1 TO 2]",
        "name:[a TO b]",
        "logins_count:many",
        "created_at:yesterday",
        "blocked:perhaps",
        "name:\"",
        "(name:a",
        "name:a -",
        "name:a OR",
        "AND name:a",
        &long,
        &deep,
        &many,
        "linked_to:x",
    ] {
        let answer = people.ask(q, &[]).await.expect(400).json();
        assert_eq!(answer["errorCode"], "invalid_query_string", "{q}");
    }
    for sort in [
        "app_metadata.a:1",
        "name",
        "name:2",
        "profile:1",
        "identities.connection:1",
    ] {
        let answer = people.ask("", &[("sort", sort)]).await.expect(400).json();
        assert_eq!(answer["errorCode"], "invalid_query_string", "{sort}");
    }
    let engine = people
        .world
        .manage(Method::GET, "/api/v2/users?search_engine=v9", None)
        .await;
    engine.expect(400);
    let last = people.ask("*", &[("page", "9"), ("per_page", "100")]).await;
    last.expect(200);
    let beyond = people
        .ask("*", &[("page", "10"), ("per_page", "100")])
        .await
        .expect(400)
        .json();
    assert!(
        text(&beyond, "message").starts_with("You can only page through the first 1000 records.")
    );
}

async fn nothing_that_is_asked_for_becomes_sql(engine: Engine) {
    let people = People::new(engine).await;
    for q in [
        "name:\"' OR 1=1 --\"",
        "app_metadata.a:\"\\\" || 1==1 || \\\"\"",
        "user_metadata.a:\"$.x ? (@ == 1)\"",
        "name:\"%\"",
        "name:[*]*",
        "app_metadata.a:\"\\\\u0000\"",
        "email.domain:\"' --\"",
    ] {
        let answer = people
            .ask(
                &format!("({q}) AND email.domain:\"{}\"", people.domain),
                &[],
            )
            .await;
        let found = match answer.status {
            200 => answer.json(),
            _ => json!(answer.expect(400).json().get("users")),
        };
        assert!(found == json!([]) || found.is_null(), "{q}: {found}");
    }
    people.finds("*", &["jane", "john", "zoe"]).await;
}
