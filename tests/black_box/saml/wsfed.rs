//! Signing in to WS-Federation relying parties.

use footbridge::xml::Namespace;

use crate::harness::federation::*;
use crate::harness::sentences::NOT_FOUND;
use crate::harness::*;

on_both_engines! {
    a_relying_party_gets_a_token,
    the_realm_names_the_client,
    only_registered_addresses_are_answered,
    a_fresh_login_can_be_demanded,
    a_transfer_token_signs_in,
    the_sign_in_url_may_be_the_callback_of_authorize,
    signing_out_ends_the_session,
    what_is_not_understood_is_an_error_page,
    the_metadata_names_the_endpoint,
}

/// The token in the answer, and the form that carries it.
async fn token(browser: &Browser, answer: Answer) -> (String, Posted) {
    let posted = posted(browser, answer).await;
    assert_eq!(posted.field("wa"), "wsignin1.0");
    let xml = posted.field("wresult").to_owned();
    assert!(xml.starts_with("<t:RequestSecurityTokenResponse "), "{xml}");
    let token = slice(&xml, "<saml:Assertion ", "</saml:Assertion>").to_owned();
    (token, posted)
}

fn claim(token: &str, name: &str) -> Option<String> {
    let (_, rest) = token.split_once(&format!("AttributeName=\"{name}\""))?;
    let (_, rest) = rest.split_once("<saml:AttributeValue>")?;
    Some(rest.split('<').next()?.to_owned())
}

async fn a_relying_party_gets_a_token(engine: Engine) {
    let world = federated(engine).await;
    let browser = world.browser();
    let start = browser
        .get("/wsfed/rp?wa=wsignin1.0&wtrealm=urn%3Arp&wctx=%3Ca%3D%22b%22%3E")
        .await;
    let (token, posted) = token(&browser, browser.log_in(&start, &world.email).await).await;
    assert_eq!(posted.action, acs("rp"));
    assert_eq!(posted.field("wctx"), "<a=\"b\">");
    assert!(
        posted
            .field("wresult")
            .contains("Context=\"&lt;a=&quot;b&quot;>\"")
    );
    let root = |name: &str| attribute(&token, &[], name);
    assert_eq!(
        (
            root("MajorVersion").as_deref(),
            root("MinorVersion").as_deref()
        ),
        (Some("1"), Some("1"))
    );
    let host = world
        .issuer()
        .trim_start_matches("http://")
        .trim_end_matches('/');
    assert_eq!(root("Issuer"), Some(format!("urn:{host}")));
    let audience =
        ["Conditions", "AudienceRestrictionCondition", "Audience"].map(|n| (Namespace::Saml11, n));
    assert_eq!(
        read(&token, &audience, |n| n.text().expect("text")).as_deref(),
        Some("urn:rp")
    );
    assert_eq!(claim(&token, "emailaddress"), Some(world.email.clone()));
    assert!(token.contains("<ds:SignatureValue>") && token.contains("rsa-sha256"));
    let times = [(Namespace::Saml11, "Conditions")];
    let at = |path: &[(Namespace, &str)], name| {
        let text = attribute(&token, path, name).expect("a time");
        footbridge::domain::time::Timestamp::parse(&text).expect("a time")
    };
    assert_eq!(
        at(&times, "NotOnOrAfter")
            .since(at(&[], "IssueInstant"))
            .as_secs(),
        8 * 3_600
    );
    let event = world.logged("s", "Successful login").await;
    assert_eq!(event["details"]["protocol"], "wsfed");
}

async fn the_realm_names_the_client(engine: Engine) {
    let world = federated(engine).await;
    let alias = "https://rp.example/100%_sure!";
    for realm in ["urn:rp", "rp", "urn:rp:alias", alias] {
        for path in ["/wsfed", "/wsfed/rp", "/wsfed//rp"] {
            let answer = world
                .browser()
                .get(&format!("{path}?{}", encoded(&[("wtrealm", realm)])))
                .await;
            assert_eq!(answer.outcome(), Outcome::Login, "{path} {realm}");
        }
    }
    assert_eq!(
        world.browser().get("/wsfed/rp").await.outcome(),
        Outcome::Login
    );
    for realm in [
        "urn:sp",
        "urn:nobody",
        "https://rp.example/100x_sure!",
        "URN:RP:ALIAS",
        "%",
        "",
        "urn:",
    ] {
        for path in ["/wsfed", "/wsfed/rp"] {
            if (path, realm) == ("/wsfed/rp", "") {
                continue;
            }
            let answer = world
                .browser()
                .get(&format!("{path}?{}", encoded(&[("wtrealm", realm)])))
                .await;
            assert!(
                [400, 403].contains(&answer.status) && answer.location().is_none(),
                "{path} {realm}: {answer:#?}"
            );
        }
    }
}

async fn signed_in(world: &World) -> (Browser, String) {
    let browser = world.browser();
    let start = browser.get("/wsfed/rp").await;
    let (token, _) = token(&browser, browser.log_in(&start, &world.email).await).await;
    (browser, token)
}

async fn only_registered_addresses_are_answered(engine: Engine) {
    let world = federated(engine).await;
    for address in [
        "https://evil.example/acs",
        "https://rp.example/acs/",
        "https://rp.example/acs?x",
        "https://rp.example.evil.example/acs",
        "https://rp.example@evil.example/",
        "//rp.example/acs",
        "javascript:alert(1)",
        "https://rp.example/acs\u{1}",
    ] {
        let answer = world
            .browser()
            .get(&format!("/wsfed/rp?{}", encoded(&[("wreply", address)])))
            .await;
        assert_eq!((answer.status, answer.location()), (403, None), "{address}");
    }
    let (known, _) = signed_in(&world).await;
    for address in crate::abuse::threats::misspelt("rp") {
        for action in ["wsignin1.0", "wsignout1.0"] {
            let query = encoded(&[("wa", action), ("wreply", &address)]);
            let answer = known.get(&format!("/wsfed/rp?{query}")).await;
            assert!(
                [400, 403].contains(&answer.status),
                "{address}: {answer:#?}"
            );
            assert_eq!(answer.location(), None, "{address}");
        }
    }
    assert!(world.has_session(&known).await);
    let browser = world.browser();
    let start = browser
        .get(&format!(
            "/wsfed/rp?{}",
            encoded(&[("wreply", "https://rp.example/other")])
        ))
        .await;
    let (_, posted) = token(&browser, browser.log_in(&start, &world.email).await).await;
    assert_eq!(posted.action, "https://rp.example/other");
}

async fn a_fresh_login_can_be_demanded(engine: Engine) {
    let world = federated(engine).await;
    let browser = world.browser();
    let start = browser.get("/wsfed/rp").await;
    token(&browser, browser.log_in(&start, &world.email).await).await;
    let (_, posted) = token(&browser, browser.get("/wsfed/rp?wfresh=60").await).await;
    assert_eq!(posted.fields.len(), 2, "no wctx was sent: {posted:?}");
    assert_eq!(
        browser.get("/wsfed/rp?wfresh=0").await.outcome(),
        Outcome::Login
    );
    assert_eq!(browser.get("/wsfed/rp?wfresh=now").await.status, 400);
}

async fn a_transfer_token_signs_in(engine: Engine) {
    let world = federated(engine).await;
    for (path, cookie) in [
        ("/wsfed/rp?wctx=c", None),
        ("/wsfed?wtrealm=urn%3Arp", Some(TRANSFER_COOKIE)),
        ("/wsfed//rp?wctx=c", Some("session_transfer_token")),
    ] {
        let transfer = world.transfer("native").await;
        let browser = world.browser();
        let answer = match cookie {
            Some(name) => {
                browser.set_cookie(name, &transfer.token);
                let answer = browser.get(path).await;
                assert!(answer.clears(name));
                answer
            }
            None => {
                browser
                    .get(&format!("{path}&session_transfer_token={}", transfer.token))
                    .await
            }
        };
        let (token, _) = token(&browser, answer).await;
        assert_eq!(claim(&token, "emailaddress"), Some(world.email.clone()));
        let again = format!("/wsfed/rp?session_transfer_token={}", transfer.token);
        assert_eq!(world.browser().get(&again).await.outcome(), Outcome::Login);
    }
    let logs = world.logs().await;
    let count = |test: &dyn Fn(&serde_json::Value) -> bool| logs.iter().filter(|e| test(e)).count();
    assert_eq!(count(&|e| e["description"] == NOT_FOUND), 3);
    assert_eq!(
        count(&|e| e["details"]["triggered_by_session_transfer_token"] == true),
        3
    );
}

async fn the_sign_in_url_may_be_the_callback_of_authorize(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let url = format!("{}wsfed/rp?wctx=c", world.issuer());
    let query = encoded(&[
        ("client_id", "rp"),
        ("redirect_uri", &url),
        ("session_transfer_token", &transfer.token),
    ]);
    let browser = world.browser();
    let (_, posted) = token(&browser, browser.get(&format!("/authorize?{query}")).await).await;
    assert_eq!(
        (posted.action, posted.fields[2].1.as_str()),
        (acs("rp"), "c")
    );
}

async fn signing_out_ends_the_session(engine: Engine) {
    let world = federated(engine).await;
    for (wreply, to) in [
        ("https://rp.example/acs", Some("https://rp.example/acs")),
        (
            "https://rp.example/bye?x=1",
            Some("https://rp.example/bye?x=1"),
        ),
        ("", Some("https://rp.example/bye")),
        ("https://evil.example/", None),
    ] {
        let browser = world.browser();
        let start = browser.get("/wsfed/rp").await;
        token(&browser, browser.log_in(&start, &world.email).await).await;
        let answer = browser
            .get(&format!(
                "/wsfed/rp?wa=wsignout1.0&{}",
                encoded(&[("wreply", wreply)])
            ))
            .await;
        assert_eq!(
            answer.location().map(|u| u.to_string()).as_deref(),
            to,
            "{answer:#?}"
        );
        assert_eq!(world.has_session(&browser).await, to.is_none());
    }
}

async fn what_is_not_understood_is_an_error_page(engine: Engine) {
    let world = federated(engine).await;
    for (path, status) in [
        ("/wsfed", 400),
        ("/wsfed/rp?wa=wattr1.0", 400),
        ("/wsfed/rp?wa=wsignoutcleanup1.0", 400),
        ("/wsfed/rp?wctx=a&wctx=b", 400),
        ("/wsfed/sp", 403),
        ("/wsfed/nobody", 403),
        (
            "/wsfed/nobody/FederationMetadata/2007-06/FederationMetadata.xml",
            403,
        ),
    ] {
        let answer = world.browser().get(path).await;
        assert_eq!((answer.status, answer.location()), (status, None), "{path}");
    }
}

async fn the_metadata_names_the_endpoint(engine: Engine) {
    let world = federated(engine).await;
    for (path, endpoint) in [("/wsfed", "wsfed"), ("/wsfed/rp", "wsfed/rp")] {
        let path = format!("{path}/FederationMetadata/2007-06/FederationMetadata.xml");
        let answer = world.http.get(&path).await.expect(200);
        assert!(answer.body.contains(&format!(
            "<wsa:Address>{}{endpoint}</wsa:Address>",
            world.issuer()
        )));
        assert!(!published_keys(&answer.body).is_empty());
    }
}
