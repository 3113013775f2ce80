//! What is not there says so, in a form that programs and pages of any origin can read.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    unknown_routes_answer_json_that_any_origin_can_read,
    jobs_that_nobody_does_are_not_enabled,
}

async fn unknown_routes_answer_json_that_any_origin_can_read(engine: Engine) {
    let world = World::shared(engine).await;
    let ask = async |method: Method, path: &str| {
        let request = world.http.request(method, path);
        world
            .http
            .send(request.header("Origin", "https://app.example"))
            .await
    };
    for (method, path) in [
        (Method::POST, "/passwordless/nothing"),
        (Method::POST, "/mfa/nothing"),
        (Method::POST, "/dbconnections/nothing"),
        (Method::GET, "/oauth/nothing"),
        (Method::GET, "/.well-known/nothing"),
        (Method::DELETE, "/nothing"),
    ] {
        let answer = ask(method.clone(), path).await.expect(404);
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let description = format!("No such endpoint: {method} {path}");
        answer.expect_error(404, "not_found", &description);
        let preflight = ask(Method::OPTIONS, path).await.expect(204);
        assert_eq!(
            preflight.header("access-control-allow-origin"),
            "https://app.example"
        );
    }
    for (method, path, allowed) in [
        (Method::GET, "/oauth/token", "POST"),
        (Method::DELETE, "/userinfo", "GET"),
        (Method::GET, "/dbconnections/signup", "POST"),
    ] {
        let answer = ask(method.clone(), path).await.expect(405);
        assert!(answer.header("allow").contains(allowed), "{answer:#?}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        let description = format!("The endpoint does not accept this method: {method} {path}");
        answer.expect_error(405, "method_not_allowed", &description);
    }
    // The Management API has errors of its own.
    let answer = ask(Method::GET, "/api/v2/nothing").await.expect(404);
    assert_eq!(answer.json()["statusCode"], 404);
    // What was asked is repeated, and not at any length.
    let long = ask(Method::GET, &format!("/{}", "x".repeat(5_000)))
        .await
        .expect(404);
    assert!(long.body.len() < 400, "{}", long.body.len());
}

async fn jobs_that_nobody_does_are_not_enabled(engine: Engine) {
    let world = World::shared(engine).await;
    let body = json!({ "format": "json", "limit": 5 });
    let export = world.manage(Method::POST, "/api/v2/jobs/users-exports", Some(body));
    let refused = export.await.expect(403);
    assert_eq!(refused.json()["errorCode"], "feature_not_enabled");
    for path in ["/api/v2/jobs/job_1", "/api/v2/jobs/job_1/errors"] {
        let missing = world.manage(Method::GET, path, None).await;
        assert_eq!(missing.expect(404).json()["message"], "Job not found.");
    }
}
