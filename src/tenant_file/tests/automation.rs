//! Actions, triggers, log streams and attack protection: imported, changed, left alone, and exported.

use std::fs;

use super::*;
use crate::tenant_file::write;

const TEXT: &str = "
    attackProtection:
      bruteForceProtection: {enabled: true, shields: [block], mode: count_per_identifier_and_ip, allowlist: [], max_attempts: 7}
      suspiciousIpThrottling: {allowlist: [192.0.2.0/24], stage: {pre-login: {max_attempts: 90, rate: 864000}}}
      breachedPasswordDetection: {enabled: false, shields: [], method: standard}
      captcha: {}
    actions:
      - name: Look
        code: \"exports.onExecutePostLogin = async () => {};\\n\"
        deployed: true
        runtime: node22
        status: built
        dependencies: []
        secrets: [{name: KEY, value: hush}]
        supported_triggers: [{id: post-login, version: v3}]
      - {name: Draft, code: \"// nothing yet\", deployed: false, supported_triggers: [{id: credentials-exchange}]}
    triggers:
      post-login: [{action_name: Look, display_name: A look}]
      event-stream: []
    logStreams:
      - name: The lake
        type: http
        status: paused
        isPriority: false
        sink: {httpEndpoint: https://lake.example/in, httpAuthorization: hush}
        filters: [{type: category, name: auth.login.fail}]
    pages: [{name: password_reset, enabled: false, html: ./pages/password_reset.html}]
    branding: {templates: []}
    prompts: {identifier_first: false, universal_login_experience: new, customText: {}}";

#[tokio::test]
async fn they_are_made_and_left_alone() {
    let store = store().await;
    let summary = run(&store, &file(TEXT), ImportMode::Always).await.unwrap();
    assert!(summary.warnings.is_empty(), "{:?}", summary.warnings);
    for change in [
        "create action Look",
        "create action Draft",
        "create log stream The lake",
    ] {
        assert!(
            summary.changes.contains(&change.to_owned()),
            "{:?}",
            summary.changes
        );
    }
    let made = state(&store).await;
    let look = made.actions.iter().find(|a| a.name == "Look").unwrap();
    assert!(look.is_all_deployed());
    assert_eq!(look.content.secret_values()["KEY"], "hush");
    let draft = made.actions.iter().find(|a| a.name == "Draft").unwrap();
    assert!(draft.deployed.is_none());
    let binding = &made.bindings[0];
    assert_eq!(
        (binding.action_id.as_str(), binding.display_name.as_str()),
        (look.id.as_str(), "A look")
    );
    assert_eq!(made.log_streams[0].sink["httpAuthorization"], "hush");
    assert_eq!(made.brute_force.max_attempts, 7);
    let throttling = &made.suspicious_ip;
    assert_eq!(throttling.stage.pre_login.max_attempts, 90);
    assert_eq!(throttling.stage.pre_user_registration.max_attempts, 50);
    assert_eq!(changes(&store, TEXT).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_the_file_says_anew_is_changed() {
    let store = store().await;
    run(&store, &file(TEXT), ImportMode::Always).await.unwrap();
    let text = TEXT
        .replace("async () => {};", "async () => { /* new */ };")
        .replace("display_name: A look", "display_name: Another")
        .replace("https://lake.example/in", "https://lake.example/out")
        .replace("max_attempts: 7", "max_attempts: 8");
    let expected = [
        "change brute-force protection: enabled, shields, mode, allowlist, max_attempts",
        "change action Look: code, deployed",
        "change trigger post-login: bindings",
        "change log stream The lake: sink",
    ];
    assert_eq!(changes(&store, &text).await, expected);
    let after = state(&store).await;
    let look = after.actions.iter().find(|a| a.name == "Look").unwrap();
    assert_eq!(look.deployed.as_ref().unwrap().number, 2);
    assert!(look.is_all_deployed());
}

#[tokio::test]
async fn an_export_leaves_secrets_out_and_imports_as_nothing_here() {
    let store = store().await;
    run(&store, &file(TEXT), ImportMode::Always).await.unwrap();
    let text = write::render(SECTIONS, &state(&store).await, &settings());
    assert!(!text.contains("hush"), "{text}");
    assert_eq!(changes(&store, &text).await, Vec::<String>::new());
    let elsewhere = super::store().await;
    let summary = run(&elsewhere, &file(&text), ImportMode::Always)
        .await
        .unwrap();
    assert!(
        summary
            .warnings
            .iter()
            .any(|w| w.contains("KEY has no value")),
        "{:?}",
        summary.warnings
    );
    assert_eq!(
        write::render(SECTIONS, &state(&elsewhere).await, &settings()),
        text
    );
}

#[tokio::test]
async fn mistakes_are_explained() {
    for (text, problem) in [
        (
            "actions: [{name: A, supported_triggers: [{id: fantasy}]}]",
            "actions[0].supported_triggers[0]",
        ),
        (
            "actions: [{name: A, code: ./a.js, supported_triggers: [{id: post-login}]}]",
            "actions[0].code: must be code, or the name of a file",
        ),
        (
            "triggers: {post-login: [{action_name: A}]}",
            "triggers.post-login[0].action_name: must be the name of an action",
        ),
        (
            "actions: [{name: A, supported_triggers: [{id: post-login}]}]\ntriggers: {post-login: [{action_name: A}]}",
            "has not been deployed yet",
        ),
        (
            "actions: [{name: A, deployed: true, supported_triggers: [{id: post-login}]}]\ntriggers: {credentials-exchange: [{action_name: A}]}",
            "does not support the trigger",
        ),
        (
            "logStreams: [{name: A, type: http, sink: {httpEndpoint: http://a}}]",
            "logStreams[0].sink.httpEndpoint: must match",
        ),
        (
            "attackProtection: {bruteForceProtection: {max_attempts: 0}}",
            "bruteForceProtection.max_attempts: must be at least 1; found 0",
        ),
    ] {
        let refused = refusal(text).await;
        assert!(refused.contains(problem), "{refused}");
    }
}

#[tokio::test]
async fn what_nobody_does_is_named() {
    let text = "
        attackProtection:
          suspiciousIpThrottling: {shields: [block, admin_notification]}
          breachedPasswordDetection: {enabled: true}
        logStreams: [{name: A, type: datadog, sink: {datadogRegion: us}}]
        triggers: {send-phone-message: [{action_name: A}]}
        pages: [{name: login, enabled: true, html: ./pages/login.html}]
        branding: {templates: [{template: classic}]}";
    let summary = run(&store().await, &file(text), ImportMode::Always)
        .await
        .unwrap();
    for place in [
        "attackProtection.suspiciousIpThrottling.shields",
        "attackProtection.breachedPasswordDetection",
        "logStreams[0].type",
        "triggers.send-phone-message",
        "pages",
        "branding.templates[0]",
    ] {
        let about = format!("t.yaml: {place}: ");
        assert!(
            summary.warnings.iter().any(|w| w.starts_with(&about)),
            "{place}: {:?}",
            summary.warnings
        );
    }
}

#[tokio::test]
async fn branding_is_merged_by_the_rules_of_requests() {
    let store = store().await;
    let text = "
        branding:
          logo_url: https://a.example/logo.png
          font: {url: 'https://a.example/f.woff2'}
          colors: {primary: '#123456'}";
    run(&store, &file(text), ImportMode::Always).await.unwrap();
    let text = "
        branding:
          logo_url: http://a.example/logo.png
          favicon_url: https://a.example/icon.png
          colors: {page_background: '#fff', fantasy: 1}
          fantasy: 1";
    let summary = run(&store, &file(text), ImportMode::Always).await.unwrap();
    assert_eq!(summary.left_out.len(), 3, "{:?}", summary.left_out);
    let expected = json!({"logo_url": "https://a.example/logo.png", "favicon_url": "https://a.example/icon.png",
        "font": {"url": "https://a.example/f.woff2"},
        "colors": {"primary": "#123456", "page_background": "#fff"}});
    assert_eq!(json!(state(&store).await.branding), expected);
}

#[tokio::test]
async fn a_directory_holds_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("actions/Look/code.js", "// ##SECRET##\n");
    let action = json!({"name": "Look", "code": "./actions/Look/code.js", "deployed": true, "runtime": "node22",
        "status": "built", "secrets": [], "supported_triggers": [{"id": "post-login", "version": "v3"}]});
    put("actions/Look.json", &action.to_string());
    put(
        "triggers/triggers.json",
        r#"{"post-login": [{"action_name": "Look", "display_name": "Look"}]}"#,
    );
    put(
        "log-streams/A.json",
        r#"{"name": "A", "type": "http", "sink": {"httpEndpoint": "https://a"}}"#,
    );
    put(
        "attack-protection/brute-force-protection.json",
        r#"{"max_attempts": 7}"#,
    );
    put("attack-protection/captcha.json", "{}");
    put(
        "guardian/factors/otp.json",
        r#"{"name": "otp", "enabled": false}"#,
    );
    put("guardian/policies.json", r#"{"policies": []}"#);
    put(
        "pages/password_reset.json",
        r#"{"name": "password_reset", "enabled": false}"#,
    );
    put("pages/password_reset.html", "");
    let values = HashMap::from([("SECRET".to_owned(), "from-the-environment".to_owned())]);
    let placeholders = Placeholders::new(&values, "localhost:4000").unwrap();
    let file = read::read(SECTIONS, folder.path(), &placeholders).unwrap();
    assert!(file.warnings.is_empty(), "{:?}", file.warnings);
    let store = store().await;
    run(&store, &file, ImportMode::Always).await.unwrap();
    let made = state(&store).await;
    assert_eq!(made.actions[0].content.code, "// from-the-environment\n");
    assert_eq!(
        (
            made.bindings.len(),
            made.log_streams.len(),
            made.brute_force.max_attempts
        ),
        (1, 1, 7)
    );
    put(
        "actions/Look.json",
        &action.to_string().replace("./actions", "../actions"),
    );
    let file = read::read(SECTIONS, folder.path(), &placeholders).unwrap();
    let refused = file.left_out[0].to_string();
    assert!(
        refused.contains("Look.json: code: must be code, or the name of a file"),
        "{refused}"
    );
}
