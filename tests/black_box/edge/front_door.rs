//! What a visitor finds: `/`, the picture of a tab, and which issuers may be played with.

use crate::harness::*;

on_both_engines! {
    the_root_says_what_this_is_and_leads_to_everything_in_test_mode,
    outside_of_test_mode_the_root_leads_to_the_discovery_document_alone,
    a_tab_has_a_picture_on_our_pages_and_beside_other_answers,
    names_of_a_local_network_may_be_test_issuers_and_are_warned_about,
}

async fn the_root_says_what_this_is_and_leads_to_everything_in_test_mode(engine: Engine) {
    let world = World::shared(engine).await;
    let page = world.http.get("/").await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(
        page.body.contains("signs people in to applications"),
        "{}",
        page.body
    );
    let links = references(&page.body);
    assert!(links.len() > 7, "{links:?}");
    for link in links {
        let status = world.http.get(&link).await.status;
        assert!(matches!(status, 200 | 401), "{link} answers {status}");
    }
}

async fn outside_of_test_mode_the_root_leads_to_the_discovery_document_alone(engine: Engine) {
    let setup = Setup::first_start(engine)
        .await
        .set("TEST_MODE", "false")
        .set("SECRET_KEY", &"ab".repeat(32));
    let world = World::of(&setup.start().await);
    let page = world.http.get("/").await.expect(200);
    let links = references(&page.body);
    let own: Vec<&String> = links
        .iter()
        .filter(|l| !l.starts_with("/assets/"))
        .collect();
    assert_eq!(own, ["/.well-known/openid-configuration"]);
}

async fn a_tab_has_a_picture_on_our_pages_and_beside_other_answers(engine: Engine) {
    let world = World::shared(engine).await;
    let icon = world.http.get("/favicon.ico").await.expect(200);
    assert_eq!(icon.header("content-type"), "image/svg+xml");
    assert!(icon.body.contains("<svg"));
    let page = world.http.get("/").await;
    assert!(
        references(&page.body)
            .iter()
            .any(|link| link.starts_with("/assets/favicon.svg?v=")),
        "{}",
        page.body
    );
}

async fn names_of_a_local_network_may_be_test_issuers_and_are_warned_about(engine: Engine) {
    for issuer in [
        "http://footbridge:4000/",
        "http://host.docker.internal:4000/",
    ] {
        let setup = Setup::new(engine).await.set("ISSUER", issuer);
        let server = setup.start().await;
        let warning = format!(
            "test_mode is on under the issuer {issuer}: every client that resolves this name can set the clock"
        );
        assert!(server.log().contains(&warning), "{}", server.log());
        let world = World::of(&server);
        let discovery = world.http.get("/.well-known/openid-configuration").await;
        assert_eq!(discovery.json()["issuer"], issuer);
    }
    let setup = Setup::new(engine).await;
    let refused = setup.set("ISSUER", "http://10.0.0.1:4000/").run(&["serve"]);
    let text = String::from_utf8_lossy(&refused.stderr);
    assert!(
        refused.status.code() == Some(1) && text.contains("test_mode_anywhere"),
        "{refused:?}"
    );
}
