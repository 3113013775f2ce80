//! What a POST to `/authorize` leaves behind before it is known who signs in: little, and for a known client only.

use crate::harness::*;

on_both_engines! {
    a_posted_request_for_no_client_is_refused_as_any_other,
    a_posted_request_is_kept_up_to_a_length,
}

async fn post(world: &World, more: &[(&str, &str)]) -> Answer {
    let callback = callback("web");
    let usual = [
        ("response_type", "code"),
        ("redirect_uri", callback.as_str()),
        ("scope", "openid"),
    ];
    let form: Vec<_> = usual.iter().chain(more).copied().collect();
    world.post("/authorize", &form).await
}

async fn a_posted_request_for_no_client_is_refused_as_any_other(engine: Engine) {
    let world = World::shared(engine).await;
    for (unknown, status, told) in [
        (
            &[("client_id", "nothing-of-ours")][..],
            403,
            "Unknown client: nothing-of-ours",
        ),
        (&[], 400, "Missing required parameter: client_id"),
    ] {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(unknown)
            .finish();
        let asked = world.http.get(&format!("/authorize?{query}")).await;
        let posted = post(&world, unknown).await;
        for answer in [asked, posted] {
            assert_eq!(answer.status, status, "{answer:#?}");
            assert!(answer.body.contains(told), "{answer:#?}");
        }
    }
    // As with a query, a misspelt one will do.
    let misspelt = post(&world, &[("client_ID", "web")]).await;
    assert_eq!(misspelt.outcome(), Outcome::Resume);
}

async fn a_posted_request_is_kept_up_to_a_length(engine: Engine) {
    let world = World::shared(engine).await;
    let web = ("client_id", "web");
    let (half, whole) = ("x".repeat(8_000), "x".repeat(16_000));
    let fits = post(&world, &[web, ("ext-a", &half)]).await;
    assert_eq!(fits.outcome(), Outcome::Resume);
    // Every character may become three.
    for long in [
        &[web, ("ext-a", &half), ("ext-b", &half), ("ext-c", &half)][..],
        &[web, ("ext-a", &"/".repeat(8_000))],
    ] {
        let refused = post(&world, long).await;
        assert_eq!(refused.status, 400, "{refused:#?}");
        let told = "The parameters are too long";
        assert!(refused.body.contains(told), "{refused:#?}");
    }
    // Secrets, which no page and no Action reads, are not kept.
    let secret = post(&world, &[web, ("ext-a", &half), ("password", &whole)]).await;
    assert_eq!(secret.outcome(), Outcome::Resume);
}
