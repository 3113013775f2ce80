//! An Action sends the user elsewhere, and the login goes on when the same browser comes back to `/continue`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use reqwest::{Method, Url};
use serde_json::{Value, json};

use super::{bind, execution, post_login};
use crate::harness::federation::*;
use crate::harness::*;

const SECRET: &str = "hush-hush";
const LOST: &str = "You may have pressed the back button";
const FAILED: &str = "The request was refused because an Action failed";

/// Sends whoever has `away` in their request elsewhere, and takes what comes back.
const AWAY: &str = "exports.onExecutePostLogin = async (event, api) => {
  if (!event.request.query.away && !event.transaction.protocol.startsWith('s') && event.transaction.protocol !== 'wsfed') return;
  const session_token = api.redirect.encodeToken({
    secret: event.secrets.KEY, expiresInSeconds: 60, payload: { mail: event.user.email } });
  console.log(api.redirect.canRedirect());
  api.idToken.setCustomClaim('https://example.com/before', 'kept');
  api.transaction.setMetadata('step', 'asked');
  api.user.setUserMetadata('asked', true);
  api.redirect.sendUserTo('https://elsewhere.example/ask?lang=en', { query: { session_token } });
};
exports.onContinuePostLogin = async (event, api) => {
  const answer = api.redirect.validateToken({ secret: event.secrets.KEY, tokenParameterName: 'answer' });
  if (answer.color === 'none') return api.access.deny('No colour');
  if (event.transaction.metadata.step !== 'asked' || !event.user.user_metadata.asked) throw new Error('forgotten');
  if (answer.sub !== event.user.user_id) throw new Error('somebody else');
  api.idToken.setCustomClaim('https://example.com/color', answer.color);
  api.idToken.setCustomClaim('https://example.com/method', event.request.method);
};";

fn around() -> [(&'static str, String); 3] {
    let first = post_login("api.idToken.setCustomClaim('https://example.com/first', 'yes')");
    let last = post_login(
        "api.idToken.setCustomClaim('https://example.com/last', event.transaction.metadata.step ?? 'no step')",
    );
    [("First", first), ("Away", AWAY.into()), ("Last", last)]
}

async fn start(engine: Engine) -> World {
    let world = World::own(engine).await;
    let actions = around();
    let named: Vec<(&str, &str)> = actions.iter().map(|(n, c)| (*n, c.as_str())).collect();
    bind(&world, "post-login", &named).await;
    world
}

/// Where an answer sends the user.
fn elsewhere(answer: &Answer) -> Url {
    assert_eq!(answer.status, 302, "{answer:#?}");
    answer.location().expect("a redirect")
}

fn parameter(url: &Url, name: &str) -> String {
    let found = url.query_pairs().find(|(known, _)| known == name);
    found
        .unwrap_or_else(|| panic!("no {name} in {url}"))
        .1
        .into_owned()
}

/// What the other side gives the user to bring back.
fn answered(sent: &Url, claims: Value) -> String {
    let token = parameter(sent, "session_token");
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let read = jsonwebtoken::decode::<Value>(&token, &key, &validation).expect("a signed token");
    let mut all = read.claims;
    all["state"] = parameter(sent, "state").into();
    for (name, value) in claims.as_object().expect("an object") {
        all[name] = value.clone();
    }
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &all, &key).expect("a token")
}

fn back(sent: &Url, answer: &str) -> String {
    format!(
        "/continue?state={}&answer={answer}",
        parameter(sent, "state")
    )
}

on_both_engines! {
    a_user_goes_elsewhere_and_comes_back,
    whoever_never_comes_back_is_not_signed_in,
    only_the_same_browser_comes_back_and_only_once,
    what_is_brought_back_has_to_be_signed,
    nobody_is_sent_anywhere_without_a_browser,
    a_transfer_stands_still_too,
    the_other_protocols_go_the_same_way,
    what_was_changed_meanwhile_counts,
}

async fn a_user_goes_elsewhere_and_comes_back(engine: Engine) {
    let world = start(engine).await;
    let browser = world.browser();
    let begun = world.authorize(&browser, "web", &[("away", "1")]).await;
    let sent = elsewhere(&browser.log_in(&begun, &world.email).await);
    assert_eq!(sent.host_str(), Some("elsewhere.example"));
    assert_eq!(
        (sent.path(), parameter(&sent, "lang").as_str()),
        ("/ask", "en")
    );
    let token = parameter(&sent, "session_token");
    let claims = token.split('.').nth(1).expect("claims");
    let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64url");
    let claims: Value = serde_json::from_slice(&claims).expect("JSON");
    assert_eq!(claims["mail"], world.email.as_str());
    assert_eq!(claims["iss"], "localhost");
    assert!(claims["ip"].is_string());
    let lifetime = claims["exp"].as_i64().zip(claims["iat"].as_i64());
    assert_eq!(lifetime.map(|(exp, iat)| exp - iat), Some(60));

    let answer = answered(&sent, json!({"color": "green"}));
    let code = browser.get(&back(&sent, &answer)).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let id = world.verify(&tokens["id_token"], "web").await;
    for (name, value) in [
        ("first", "yes"),
        ("before", "kept"),
        ("color", "green"),
        ("last", "asked"),
        ("method", "GET"),
    ] {
        assert_eq!(
            id.claims[format!("https://example.com/{name}")],
            value,
            "{name}"
        );
    }
    assert!(world.has_session(&browser).await);
    let user = text(&id.claims, "sub").replace('|', "%7C");
    let path = format!("/api/v2/users/{user}");
    let user = world
        .manage(Method::GET, &path, None)
        .await
        .expect(200)
        .json();
    assert_eq!(user["user_metadata"]["asked"], true);
    let logs = world.logs().await;
    let entry = logs.iter().find(|l| l["type"] == "s").expect("a login");
    let ran = entry["details"]["actions"]["executions"].as_array();
    assert_eq!(ran.map(Vec::len), Some(2), "{entry}");
    let names = |shown: &Value| {
        shown["results"]
            .as_array()
            .expect("results")
            .iter()
            .map(|r| text(r, "action_name"))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&execution(&world, entry).await), ["First", "Away"]);

    // The token may be posted.
    let answer = world.authorize(&browser, "web", &[("away", "1")]).await;
    let sent = elsewhere(&answer);
    let form = [("answer", answered(&sent, json!({"color": "red"})))];
    let path = format!("/continue?state={}", parameter(&sent, "state"));
    let request = browser.http.request(Method::POST, &path).form(&form);
    let posted = browser.http.send(request).await.expect(303);
    let code = browser.follow(&posted).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let id = world.verify(&tokens["id_token"], "web").await;
    assert_eq!(id.claims["https://example.com/color"], "red");
    assert_eq!(id.claims["https://example.com/method"], "POST");
}

async fn whoever_never_comes_back_is_not_signed_in(engine: Engine) {
    let world = start(engine).await;
    world.freeze("2030-01-01T00:00:00Z").await;
    let browser = world.browser();
    let begun = world.authorize(&browser, "web", &[("away", "1")]).await;
    let sent = elsewhere(&browser.log_in(&begun, &world.email).await);
    assert!(!world.has_session(&browser).await);
    assert!(!world.logs().await.iter().any(|l| l["type"] == "s"));
    world.advance("31m").await;
    let answer = answered(&sent, json!({"color": "green", "exp": 4_000_000_000_i64}));
    let late = browser.get(&back(&sent, &answer)).await.expect(400);
    assert!(late.body.contains(LOST), "{late:?}");
    assert!(!world.has_session(&browser).await);

    // A denial after the way leaves nobody behind, either.
    let begun = world.authorize(&browser, "web", &[("away", "1")]).await;
    let sent = elsewhere(&browser.log_in(&begun, &world.email).await);
    let answer = browser
        .get(&back(&sent, &answered(&sent, json!({"color": "none"}))))
        .await;
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), "No colour".into())
    );
    let entry = world.logged("f", "No colour").await;
    assert_eq!(entry["details"]["action"]["name"], "Away");
    assert!(!world.has_session(&browser).await);
}

async fn only_the_same_browser_comes_back_and_only_once(engine: Engine) {
    let world = start(engine).await;
    let browser = world.browser();
    let begun = world.authorize(&browser, "web", &[("away", "1")]).await;
    let sent = elsewhere(&browser.log_in(&begun, &world.email).await);
    let path = back(&sent, &answered(&sent, json!({"color": "green"})));
    let lost = |answer: Answer| {
        let answer = answer.expect(400);
        assert!(answer.body.contains(LOST), "{answer:?}");
    };
    let (other, _) = world.logged_in("web").await;
    lost(other.get(&path).await);
    lost(world.browser().get(&path).await);
    let state = parameter(&sent, "state");
    let tampered = format!("{}x", &state[..state.len() - 1]);
    for wrong in ["nonsense".to_owned(), tampered] {
        lost(browser.get(&path.replace(&state, &wrong)).await);
    }
    // It is for no other page, and no other page's state is for it.
    lost(
        browser
            .get(&format!("/authorize/resume?state={state}"))
            .await,
    );
    lost(browser.get(&format!("/u/consent?state={state}")).await);
    let login = world.authorize(&world.browser(), "web", &[]).await;
    let login = login.parameter("state").expect("a state");
    lost(browser.get(&format!("/continue?state={login}")).await);
    browser.get("/continue").await.expect(400);
    let head = browser.http.request(Method::HEAD, &path);
    browser.send(head).await.expect(405);
    let prefetch = browser
        .http
        .request(Method::GET, &path)
        .header("Sec-Purpose", "prefetch");
    browser.send(prefetch).await.expect(503);

    browser.get(&path).await.code();
    lost(browser.get(&path).await);
}

async fn what_is_brought_back_has_to_be_signed(engine: Engine) {
    let world = start(engine).await;
    let browser = world.browser();
    for n in 0..6 {
        let begun = world.authorize(&browser, "web", &[("away", "1")]).await;
        let sent = elsewhere(&browser.log_in(&begun, &world.email).await);
        let good = answered(&sent, json!({"color": "green"}));
        let parts: Vec<&str> = good.split('.').collect();
        let unsigned = URL_SAFE_NO_PAD.encode("{\"alg\":\"none\"}");
        let bad = match n {
            0 => format!("{}.{}.{}", parts[0], parts[1], &parts[2][..20]),
            1 => format!("{unsigned}.{}.", parts[1]),
            2 => answered(&sent, json!({"color": "green", "state": "another"})),
            3 => answered(&sent, json!({"color": "green", "exp": 1_000})),
            4 => parameter(&sent, "session_token"),
            _ => String::new(),
        };
        let answer = browser.get(&back(&sent, &bad)).await;
        assert_eq!(
            answer.outcome(),
            Outcome::Refused("access_denied".into(), FAILED.into()),
            "{n}"
        );
        assert!(!world.has_session(&browser).await, "{n}");
    }
    let logs = world.logs().await;
    let failed: Vec<_> = logs.iter().filter(|l| l["type"] == "f").collect();
    let told = |part: &str| {
        failed
            .iter()
            .filter(|l| text(l, "description").contains(part))
            .count()
    };
    assert_eq!(
        told("The Action \"Away\" failed: Error: The session token is invalid:"),
        6
    );
    // One that names another state, and the one that was sent out, which names none.
    assert_eq!(
        told("State in the token does not match the /continue state."),
        2
    );
    assert_eq!(told("it is expired"), 1);
}

async fn nobody_is_sent_anywhere_without_a_browser(engine: Engine) {
    let world = World::own(engine).await;
    let refresh_token = world.refresh_token("native").await;
    let (browser, _) = world.logged_in("web").await;
    let code = post_login(
        "console.log(api.redirect.canRedirect()); api.redirect.sendUserTo('https://elsewhere.example/')",
    );
    bind(&world, "post-login", &[("Always", &code)]).await;
    let sentence = "External interaction required";
    for answer in [
        world.password("native", &[]).await,
        world.refresh("native", &refresh_token, &[]).await,
        world.exchange("native", &refresh_token).await,
    ] {
        answer.expect_error(400, "interaction_required", sentence);
    }
    let answer = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("interaction_required".into(), sentence.into())
    );
    let logs = world.logs().await;
    for kind in ["fepft", "fertft", "fsa"] {
        let entry = logs.iter().find(|l| l["type"] == kind).expect("an entry");
        assert_eq!(entry["details"]["action"]["name"], "Always", "{kind}");
        let ran = execution(&world, entry).await;
        assert_eq!(ran["results"][0]["logs"][0]["message"], "false", "{kind}");
    }
    // The refresh token was not rotated.
    bind(&world, "post-login", &[]).await;
    world
        .refresh("native", &refresh_token, &[])
        .await
        .expect(200);

    // Not every address is one to go to.
    for address in [
        "javascript:alert(1)",
        "/continue",
        "https://a:b@elsewhere.example/",
    ] {
        let code = post_login(&format!("api.redirect.sendUserTo('{address}')"));
        bind(&world, "post-login", &[(address, &code)]).await;
        let answer = world.authorize(&browser, "web", &[]).await;
        assert_eq!(
            answer.outcome(),
            Outcome::Refused("access_denied".into(), FAILED.into())
        );
    }
}

async fn a_transfer_stands_still_too(engine: Engine) {
    let world = start(engine).await;
    for page in [
        &[("away", "1")][..],
        &[("away", "1"), ("prompt", "consent")],
    ] {
        let transfer = world.transfer("native").await;
        let browser = world.browser();
        let mut more = page.to_vec();
        more.push(("session_transfer_token", &transfer.token));
        let mut answer = world.authorize(&browser, "web", &more).await;
        if answer.outcome_of_ours() == Some(Outcome::Consent) {
            let asked = browser.follow(&answer).await;
            answer = browser.submit(&asked, &[("action", "accept")]).await;
            answer = browser.follow(&answer).await;
        }
        let sent = elsewhere(&answer);
        assert!(!world.has_session(&browser).await);
        let other = world.redeem(&world.browser(), "web", &transfer.token).await;
        assert_eq!(other.outcome(), Outcome::Login, "the token is used up");
        let token = answered(&sent, json!({"color": "green"}));
        let code = browser.get(&back(&sent, &token)).await.code();
        let tokens = world.code("web", &code).await.expect(200).json();
        assert_eq!(
            world.verify(&tokens["id_token"], "web").await.claims["https://example.com/color"],
            "green"
        );
        assert!(world.has_session(&browser).await);
        let native = world.revoke("native", &transfer.refresh_token).await;
        native.expect(200);
        assert!(
            !world.has_session(&browser).await,
            "the session is the transfer's"
        );
    }
}

async fn the_other_protocols_go_the_same_way(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&federated_tenant(1)).start().await);
    bind(&world, "post-login", &[("Away", AWAY)]).await;
    let browser = world.browser();
    for path in ["/samlp/sp", "/wsfed/rp?wa=wsignin1.0&wtrealm=urn%3Arp"] {
        let begun = browser.get(path).await;
        let sent = match begun.outcome_of_ours() {
            Some(Outcome::Login) => elsewhere(&browser.log_in(&begun, &world.email).await),
            _ => elsewhere(&begun),
        };
        let token = answered(&sent, json!({"color": "green"}));
        let answer = browser.get(&back(&sent, &token)).await;
        let form = posted(&browser, answer).await;
        match path {
            "/samlp/sp" => assert_eq!(statuses(&form.response()), ["Success"]),
            _ => assert!(form.field("wresult").contains("<saml:Assertion ")),
        }
    }
}

async fn what_was_changed_meanwhile_counts(engine: Engine) {
    let world = start(engine).await;
    let browser = world.browser();
    let leave = async || {
        let begun = world
            .authorize(&browser, "web", &[("away", "1"), ("prompt", "login")])
            .await;
        elsewhere(&browser.log_in(&begun, &world.email).await)
    };
    let sent = leave().await;
    // One more Action, which has to be asked as well.
    let new = post_login("api.access.deny('Newer')");
    let all = world
        .manage(
            Method::GET,
            "/api/v2/actions/triggers/post-login/bindings",
            None,
        )
        .await
        .expect(200)
        .json();
    let mut bindings: Vec<Value> = all["bindings"]
        .as_array()
        .expect("bindings")
        .iter()
        .map(|b| json!({"ref": {"type": "action_id", "value": b["action"]["id"]}}))
        .collect();
    let body = json!({"name": "Newer", "supported_triggers": [{"id": "post-login"}], "code": new, "deploy": true});
    let made = world
        .manage(Method::POST, "/api/v2/actions/actions", Some(body))
        .await
        .expect(201)
        .json();
    bindings.insert(
        0,
        json!({"ref": {"type": "action_id", "value": made["id"]}}),
    );
    let set = async |bindings: &[Value]| {
        let path = "/api/v2/actions/triggers/post-login/bindings";
        let body = json!({ "bindings": bindings });
        world
            .manage(Method::PATCH, path, Some(body))
            .await
            .expect(200);
    };
    set(&bindings).await;
    let token = answered(&sent, json!({"color": "green"}));
    let answer = browser.get(&back(&sent, &token)).await;
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), "Newer".into())
    );

    // The one that asked is gone: nobody can say what the answer means.
    set(&bindings[1..]).await;
    let sent = leave().await;
    set(&[]).await;
    let token = answered(&sent, json!({"color": "green"}));
    let answer = browser.get(&back(&sent, &token)).await;
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), FAILED.into())
    );
    world
        .logged("f", "The Action \"Away\" is no longer bound")
        .await;
    assert!(!world.has_session(&browser).await);

    // It has no handler for who comes back.
    let code = post_login(
        "if (event.request.query.away) api.redirect.sendUserTo('https://elsewhere.example/')",
    );
    bind(&world, "post-login", &[("Half", &code)]).await;
    let sent = leave().await;
    let answer = browser
        .get(&format!("/continue?state={}", parameter(&sent, "state")))
        .await;
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), FAILED.into())
    );
    let told = "The Action \"Half\" failed: Error: The Action has no exports.onContinuePostLogin";
    world.logged("f", told).await;
}
