//! Actions at logins of the other protocols.

use super::{bind, post_login};
use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    an_action_shapes_or_refuses_a_response,
}

async fn an_action_shapes_or_refuses_a_response(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&federated_tenant(1)).start().await);
    let code = post_login(
        "if (event.transaction.protocol !== 'samlp') return;
         if (!event.session_transfer_token) api.access.deny('Only by transfer');
         api.samlResponse.setAttribute('https://example.com/role', ['editor', 'author']);
         api.samlResponse.setAudience('urn:chosen:by:action');",
    );
    bind(&world, "post-login", &[("Shape", &code)]).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let path = format!("/samlp/sp?session_transfer_token={}", transfer.token);
    let answer = browser.get(&path).await;
    let xml = posted(&browser, answer).await.response();
    assert_eq!(statuses(&xml), ["Success"]);
    for part in [
        "https://example.com/role",
        "editor",
        "author",
        "urn:chosen:by:action",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    let answer = browser.get("/samlp/sp").await;
    let xml = posted(&browser, answer).await.response();
    assert_eq!(statuses(&xml), ["Responder", "RequestDenied"]);
    assert!(xml.contains("Only by transfer"), "{xml}");
    let entry = world.logged("f", "Only by transfer").await;
    assert_eq!(entry["details"]["action"]["name"], "Shape");
}
