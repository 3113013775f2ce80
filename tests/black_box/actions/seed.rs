//! The Action that Auth0's pages on Native to Web SSO print, as it is printed there.

use serde_json::{Value, json};

use super::{bind, post_login};
use crate::harness::*;

const PRINTED: &str = r#"/**
* Handler to be executed while redeeming a Session Transfer Token
* @param {Event} event - Details about the user and the context in which they are logging in.
* @param {PostLoginAPI} api - Interface whose methods can be used to change the behavior of the login.
*/
exports.onExecutePostLogin = async (event, api) => {
   if(
     event.session_transfer_token &&
     event.session_transfer_token.request.geoip.countryCode !== event.request.geoip.countryCode
     ) {
     api.access.deny("Network mismatch detected")
   }
};
"#;

const BERLIN: &str = "192.0.2.1";
const MUNICH: &str = "192.0.2.200";
const LYON: &str = "198.51.100.7";

async fn start(engine: Engine) -> World {
    let setup = Setup::new(engine).await;
    let path = setup.database().directory().join("city.mmdb");
    write_city_database(&path, &[("192.0.2.0/24", "DE"), ("198.51.100.0/24", "FR")]);
    let setup = setup.set("CITY_DATABASE", &path.display().to_string());
    let world = World::of(&setup.start().await);
    bind(&world, "post-login", &[("Country", PRINTED)]).await;
    world
}

on_both_engines! {
    a_transfer_stays_in_its_country,
    a_page_in_between_does_not_hide_the_transfer,
    places_and_networks_come_of_their_own_databases,
}

async fn a_transfer_stays_in_its_country(engine: Engine) {
    let world = start(engine).await;
    let there = world.at(MUNICH);
    let transfer = world.at(BERLIN).transfer("native").await;
    let answer = there
        .redeem(&there.browser(), "web-open", &transfer.token)
        .await;
    there.code("web-open", &answer.code()).await.expect(200);

    let transfer = world.at(BERLIN).transfer("native").await;
    let abroad = world.at(LYON);
    let browser = abroad.browser();
    let answer = abroad.redeem(&browser, "web-open", &transfer.token).await;
    let refused = Outcome::Refused("access_denied".into(), "Network mismatch detected".into());
    assert_eq!(answer.outcome(), refused);
    assert_eq!(answer.parameter("state").as_deref(), Some(STATE));
    assert!(!abroad.has_session(&browser).await, "nobody was signed in");
    let entry = abroad.logged("f", "Network mismatch detected").await;
    assert_eq!(entry["details"]["action"]["name"], "Country");
    assert_eq!(entry["client_id"], "web-open");
    let ran = super::execution(&world, &entry).await;
    assert_eq!(ran["trigger_id"], "post-login");
    assert_eq!(ran["results"][0]["action_name"], "Country");

    // A denial does not bring the token back.
    let home = world.at(BERLIN);
    let answer = home
        .redeem(&home.browser(), "web-open", &transfer.token)
        .await;
    assert_eq!(answer.outcome(), Outcome::Login);
}

async fn a_page_in_between_does_not_hide_the_transfer(engine: Engine) {
    let world = start(engine).await;
    let transfer = world.at(BERLIN).transfer("native").await;
    let abroad = world.at(LYON);
    let browser = abroad.browser();
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("prompt", "consent"),
    ];
    let start = abroad.authorize(&browser, "web-open", &more).await;
    assert_eq!(start.outcome(), Outcome::Consent);
    let page = browser.follow(&start).await;
    let answered = browser.submit(&page, &[("action", "accept")]).await;
    let answer = browser.follow(&answered).await;
    let refused = Outcome::Refused("access_denied".into(), "Network mismatch detected".into());
    assert_eq!(answer.outcome(), refused);
}

const FACTS: &str = "
    const facts = ({ asn, geoip }) => ({ asn, geoip });
    const transfer = event.session_transfer_token;
    if (transfer) {
      api.idToken.setCustomClaim('https://example.com/there', facts(transfer.request));
      api.idToken.setCustomClaim('https://example.com/here', facts(event.request));
    }";

/// What the Action above sees of the two requests of a transfer from Berlin to Lyon.
async fn facts(world: &World) -> Value {
    let transfer = world.at(BERLIN).transfer("native").await;
    let abroad = world.at(LYON);
    let browser = abroad.browser();
    let answer = abroad.redeem(&browser, "web-open", &transfer.token).await;
    let tokens = abroad.code("web-open", &answer.code()).await;
    let token = tokens.expect(200).json()["id_token"].clone();
    let token = world.verify(&token, "web-open").await;
    let claim = |name: &str| token.claims[format!("https://example.com/{name}")].clone();
    json!([claim("there"), claim("here")])
}

async fn places_and_networks_come_of_their_own_databases(engine: Engine) {
    let setup = Setup::new(engine).await;
    let directory = setup.database().directory().to_owned();
    let (city, asn) = (directory.join("city.mmdb"), directory.join("asn.mmdb"));
    write_city_database(&city, &[("192.0.2.0/24", "DE"), ("198.51.100.0/24", "XK")]);
    write_asn_database(&asn, &[("192.0.2.0/24", 64500), ("198.51.100.0/24", 64501)]);
    let setup = setup.set("CITY_DATABASE", &city.display().to_string());
    let both = setup
        .clone()
        .set("ASN_DATABASE", &asn.display().to_string());
    let world = World::of(&both.start().await);
    bind(&world, "post-login", &[("Facts", &post_login(FACTS))]).await;
    // ISO 3166-1 has no three letters for XK.
    let there = json!({"countryCode": "DE", "countryCode3": "DEU"});
    let here = json!({"countryCode": "XK"});
    let expected = json!([{"asn": "64500", "geoip": there}, {"asn": "64501", "geoip": here}]);
    assert_eq!(facts(&world).await, expected);
    let world = World::of(&setup.start().await);
    let without = json!([{ "geoip": there }, { "geoip": here }]);
    assert_eq!(facts(&world).await, without);
}
