//! What `/userinfo` and ID tokens say of a user: claims of the profile's root, and those that Actions add.

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::actions::{bind, post_login};
use crate::harness::*;

on_both_engines! {
    claims_come_from_the_root_of_the_profile,
    what_users_write_about_themselves_is_no_claim,
    userinfo_has_what_actions_add_to_the_id_token,
}

/// The claims of OIDC Core, section 5.1, that a person has besides name and e-mail address.
pub fn profile() -> Map<String, Value> {
    let profile = json!({
        "given_name": "Ada", "family_name": "Lovelace", "middle_name": "King",
        "preferred_username": "ada", "profile": "https://people.example/ada",
        "picture": "https://people.example/ada.png", "website": "https://ada.example",
        "gender": "female", "birthdate": "1815-12-10", "zoneinfo": "Europe/London",
        "locale": "en-GB", "phone_number": "+441234567890", "phone_verified": true,
        "address": { "street_address": "12 St James's Square", "locality": "London", "country": "GB" },
    });
    profile.as_object().expect("an object").clone()
}

const ALL: &str = "openid profile email address phone";

/// A server whose first person has every claim at the root of the profile, and the second has them in `user_metadata`.
async fn server(engine: Engine) -> World {
    let setup = Setup::new(engine).await;
    let mut tenant = Tenant::standard(2);
    let root = tenant.user(0).as_object_mut().expect("an object");
    root.extend(profile());
    tenant.user(1)["user_metadata"] = Value::Object(profile());
    tenant.client("web")["grant_types"] =
        json!(["authorization_code", "implicit", "refresh_token"]);
    World::of(&setup.tenant(&tenant).start().await)
}

/// The claims of an ID token and of `/userinfo` for everything that can be asked for.
async fn claims(world: &World) -> [Value; 2] {
    let tokens = world
        .password("native", &[("scope", ALL)])
        .await
        .expect(200)
        .json();
    let id = world.verify(&tokens["id_token"], "native").await.claims;
    let info = world.userinfo(&text(&tokens, "access_token")).await;
    [id, info.expect(200).json()]
}

async fn claims_come_from_the_root_of_the_profile(engine: Engine) {
    let world = server(engine).await;
    for found in claims(&world).await {
        for (name, value) in profile() {
            let name = name.replace("phone_verified", "phone_number_verified");
            assert_eq!(found[&name], value, "{name} in {found}");
        }
        assert!(found.get("phone_verified").is_none(), "{found}");
    }
}

async fn what_users_write_about_themselves_is_no_claim(engine: Engine) {
    let world = server(engine).await.with_user(1);
    for found in claims(&world).await {
        for (name, value) in profile() {
            let name = name.replace("phone_verified", "phone_number_verified");
            assert_ne!(found[&name], value, "{name} in {found}");
        }
        assert!(found.get("user_metadata").is_none(), "{found}");
    }
}

async fn userinfo_has_what_actions_add_to_the_id_token(engine: Engine) {
    let world = server(engine).await;
    let before = world.password("native", &[]).await.expect(200).json();
    let action = post_login(
        "api.idToken.setCustomClaim('https://app.example/roles', ['admin', event.client.client_id]);
         api.idToken.setCustomClaim('department', { name: 'R&D' });
         api.idToken.setCustomClaim('email', 'other@example.com');
         api.accessToken.setCustomClaim('https://app.example/only', 'for APIs');",
    );
    bind(&world, "post-login", &[("claims", &action)]).await;
    let role = "https://app.example/roles";
    let expect = async |access_token: &Value, client: &str| {
        let answer = world
            .userinfo(access_token.as_str().expect("a token"))
            .await;
        let claims = answer.expect(200).json();
        assert_eq!(claims[role], json!(["admin", client]), "{claims}");
        assert_eq!(claims["department"], json!({ "name": "R&D" }));
        assert_eq!(
            claims["email"], world.email,
            "a claim of ours stays: {claims}"
        );
        assert!(claims.get("https://app.example/only").is_none(), "{claims}");
    };
    // For an opaque token, a token for an API, and one from a refresh.
    let api = [
        ("audience", API),
        ("scope", "openid email offline_access read:orders"),
    ];
    for more in [&[][..], &api] {
        let tokens = world.password("native", more).await.expect(200).json();
        expect(&tokens["access_token"], "native").await;
        let refreshed = world
            .refresh("native", &text(&tokens, "refresh_token"), &[])
            .await;
        expect(&refreshed.expect(200).json()["access_token"], "native").await;
    }
    // From a code, and from the front channel.
    let (browser, tokens) = world.logged_in("web").await;
    expect(&tokens["access_token"], "web").await;
    let front = world
        .authorize(&browser, "web", &[("response_type", "token id_token")])
        .await;
    let to = front.location().expect("a redirect");
    let token = form_urlencoded::parse(to.fragment().unwrap_or("").as_bytes())
        .find(|(name, _)| name == "access_token")
        .map(|(_, value)| json!(value));
    expect(&token.expect("an access token"), "web").await;
    // A login before has none, and a login that lacks `openid` has no ID token.
    let claims = world
        .userinfo(&text(&before, "access_token"))
        .await
        .expect(200)
        .json();
    assert!(claims.get(role).is_none(), "{claims}");
    // They end with the token.
    world.advance("2d").await;
    let request = world.http.request(Method::GET, "/userinfo");
    let token = text(&tokens, "access_token");
    world
        .http
        .send(request.bearer_auth(token))
        .await
        .expect(401);
}
