//! What a request to log out has to be before it ends anything, and where it leads.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    after_an_oidc_logout_the_query_of_the_address_counts,
    the_state_stands_before_the_fragment,
    an_error_names_the_parameter_that_was_sent,
    what_only_looks_signs_nobody_out,
}

/// A server of the test's own, where `web` may be left for these addresses.
async fn world(engine: Engine, allowed: &[&str]) -> World {
    let mut tenant = Tenant::standard(4);
    tenant.client("web")["allowed_logout_urls"] = json!(allowed);
    let setup = Setup::new(engine).await.tenant(&tenant);
    World::of(&setup.start().await)
}

/// A logout of `web` in a browser without a session.
async fn leave(world: &World, path: &str, more: &[(&str, &str)]) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", "web")
        .extend_pairs(more)
        .finish();
    world.browser().get(&format!("{path}?{query}")).await
}

fn header(answer: &Answer) -> &str {
    answer.header("location")
}

async fn after_an_oidc_logout_the_query_of_the_address_counts(engine: Engine) {
    let world = world(
        engine,
        &["https://web.example/bye?a=1", "https://*.web.example/x"],
    )
    .await;
    for (path, parameter) in [
        ("/v2/logout", "returnTo"),
        ("/oidc/logout", "post_logout_redirect_uri"),
    ] {
        let is_oidc = path == "/oidc/logout";
        for (url, is_exact) in [
            ("https://web.example/bye?a=1", true),
            ("https://pr-1.web.example/x", true),
            ("https://web.example/bye", false),
            ("https://web.example/bye?a=1&b=2", false),
            ("https://web.example/bye?b=2", false),
            ("https://pr-1.web.example/x?b=2", false),
        ] {
            let answer = leave(&world, path, &[(parameter, url)]).await;
            if is_exact || !is_oidc {
                assert_eq!((answer.status, header(&answer)), (302, url), "{path}");
            } else {
                assert_eq!((answer.status, header(&answer)), (400, ""), "{url}");
            }
        }
    }
}

async fn the_state_stands_before_the_fragment(engine: Engine) {
    let allowed = ["https://web.example/#/bye", "https://web.example/bye?a=1#x"];
    let world = world(engine, &allowed).await;
    for (url, expected) in [
        (allowed[0], "https://web.example/?state=a%26b#/bye"),
        (allowed[1], "https://web.example/bye?a=1&state=a%26b#x"),
    ] {
        let more = [("post_logout_redirect_uri", url), ("state", "a&b")];
        let answer = leave(&world, "/oidc/logout", &more).await;
        assert_eq!((answer.status, header(&answer)), (302, expected));
    }
}

async fn an_error_names_the_parameter_that_was_sent(engine: Engine) {
    let world = World::shared(engine).await;
    let evil = "https://evil.example/";
    for (path, parameter) in [
        ("/v2/logout", "returnTo"),
        ("/oidc/logout", "post_logout_redirect_uri"),
    ] {
        let page = leave(&world, path, &[(parameter, evil)]).await.expect(400);
        let text = format!("The \"{parameter}\" querystring parameter \"{evil}\" is not defined");
        world
            .logged(
                "flo",
                &format!("{text} as a valid URL in \"Allowed Logout URLs\"."),
            )
            .await;
        let shown = text.replace('"', "&#34;");
        assert!(page.body.contains(&shown), "{}", page.body);
    }
}

async fn what_only_looks_signs_nobody_out(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    for path in ["/v2/logout?client_id=web", "/oidc/logout?client_id=web"] {
        let asked = browser.http.request(Method::HEAD, path);
        let answer = browser.send(asked).await.expect(405);
        assert!(!answer.clears("auth0"), "{path}");
        for (name, value) in [("Sec-Purpose", "prefetch"), ("Purpose", "prefetch")] {
            let asked = browser.http.request(Method::GET, path).header(name, value);
            let answer = browser.send(asked).await.expect(503);
            assert!(!answer.clears("auth0"), "{path}");
        }
        assert!(world.has_session(&browser).await, "{path}");
    }
    let answer = browser.get("/v2/logout?client_id=web").await.expect(302);
    assert!(answer.clears("auth0"));
    assert!(!world.has_session(&browser).await);
}
