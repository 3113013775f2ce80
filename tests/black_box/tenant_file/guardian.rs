//! Second factors in tenant files: imported from either layout, exported, and told where this server cannot ask for them.

use std::fs;

use serde_json::json;

use crate::harness::*;

on_both_engines! {
    a_directory_switches_factors,
    what_nobody_can_be_asked_for_is_told,
    what_text_messages_say_is_carried,
}

async fn a_directory_switches_factors(engine: Engine) {
    let setup = Setup::new(engine).await;
    let folder = setup.database().directory().join("exported");
    for (name, text) in [
        ("factors/otp.json", r#"{"name": "otp", "enabled": true}"#),
        (
            "factors/recovery-code.json",
            r#"{"name": "recovery-code", "enabled": true}"#,
        ),
        ("factors/sms.json", r#"{"name": "sms", "enabled": false}"#),
        ("policies.json", r#"{"policies": ["all-applications"]}"#),
        (
            "phoneFactorSelectedProvider.json",
            r#"{"provider": "auth0"}"#,
        ),
        (
            "providers/push-notification-apns.json",
            r#"{"name": "push-notification", "provider": "apns"}"#,
        ),
    ] {
        let path = folder.join("guardian").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("our own directory");
        fs::write(path, text).expect("our own directory");
    }
    let path = folder.display().to_string();
    let imported = setup.run(&["import", &path]);
    let text = said(&imported);
    assert!(imported.status.success(), "{text}");
    for expected in [
        "change second factors: otp, recovery-code",
        "change when a second factor is asked for: policies",
        "guardian/providers: not applied by this version",
    ] {
        assert!(text.contains(expected), "{expected} in\n{text}");
    }
    assert!(
        !text.contains("SelectedProvider") && !text.contains("sms"),
        "{text}"
    );
    let again = setup.run(&["import", &path]);
    assert!(said(&again).contains("0 changes made"), "{}", said(&again));

    let file = setup
        .database()
        .directory()
        .join("out.yaml")
        .display()
        .to_string();
    let exported = setup.run(&["export", &file]);
    assert!(exported.status.success(), "{}", said(&exported));
    let again = setup.run(&["import", &file]);
    assert!(said(&again).contains("0 changes made"), "{}", said(&again));
    let elsewhere = Setup::new(engine).await;
    let imported = elsewhere.run(&["import", &file]);
    assert!(imported.status.success(), "{}", said(&imported));
    let world = World::of(&elsewhere.start().await);
    let factors = get(&world, "/guardian/factors").await;
    let factors = factors.as_array().expect("a list").iter();
    let on: Vec<_> = factors
        .filter(|factor| factor["enabled"] == true)
        .map(|factor| &factor["name"])
        .collect();
    assert_eq!(on, ["otp", "recovery-code"]);
    assert_eq!(
        get(&world, "/guardian/policies").await,
        json!(["all-applications"])
    );
}

async fn what_nobody_can_be_asked_for_is_told(engine: Engine) {
    let setup = Setup::new(engine).await;
    let path = setup.database().directory().join("tenant.yaml");
    let text = "guardianFactors:\n- {name: duo, enabled: true}\n- {name: email, enabled: true}\n\
        guardianPolicies: {policies: [all-applications]}\n";
    fs::write(&path, text).expect("our own directory");
    let checked = setup
        .clone()
        .set("TENANT", &path.display().to_string())
        .run(&["check"]);
    let text = said(&checked);
    assert_eq!(checked.status.code(), Some(1), "{text}");
    for expected in [
        "guardianFactors[0].enabled: this version does not have the factor duo",
        "error: second factors: are demanded of every login, but none is enabled that users can enroll",
    ] {
        assert!(text.contains(expected), "{expected} in\n{text}");
    }
    fs::write(&path, "guardianPolicies: {policies: [confidence-score]}\n")
        .expect("our own directory");
    let imported = setup.run(&["import", &path.display().to_string()]);
    let text = said(&imported);
    assert!(imported.status.success(), "{text}");
    let expected = "guardianPolicies.policies: this version does not assess how risky a login is";
    assert!(text.contains(expected), "{text}");
    assert!(!text.contains("change when"), "{text}");
}

async fn what_text_messages_say_is_carried(engine: Engine) {
    let setup = Setup::new(engine).await;
    let folder = setup.database().directory().join("exported");
    let texts = json!({ "enrollment_message": "Enroll by {{ code }}", "verification_message": "{{ code }} it is" });
    let with_name = |name: &str, first: &str| {
        let mut template = texts.clone();
        template["name"] = name.into();
        template["enrollment_message"] = first.into();
        template.to_string()
    };
    for (name, text) in [
        (
            "templates/phone.json",
            with_name("phone", "Another {{ code }}"),
        ),
        (
            "templates/sms.json",
            with_name("sms", "Enroll by {{ code }}"),
        ),
        (
            "phoneFactorMessageTypes.json",
            r#"{"message_types": ["sms", "voice"]}"#.to_owned(),
        ),
        (
            "phoneFactorSelectedProvider.json",
            r#"{"provider": "phone-message-hook"}"#.to_owned(),
        ),
    ] {
        let path = folder.join("guardian").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("our own directory");
        fs::write(path, text).expect("our own directory");
    }
    let path = folder.display().to_string();
    let imported = setup.run(&["import", &path]);
    let text = said(&imported);
    assert!(imported.status.success(), "{text}");
    assert!(text.contains("voice is not applied"), "{text}");
    let again = setup.run(&["import", &path]);
    assert!(said(&again).contains("0 changes made"), "{}", said(&again));
    let file = setup.database().directory().join("out.yaml");
    let file = file.display().to_string();
    let exported = setup.run(&["export", &file]);
    assert!(exported.status.success(), "{}", said(&exported));
    let elsewhere = Setup::new(engine).await;
    let imported = elsewhere.run(&["import", &file]);
    assert!(imported.status.success(), "{}", said(&imported));
    let world = World::of(&elsewhere.start().await);
    for (path, expected) in [
        ("sms/templates", texts.clone()),
        ("phone/message-types", json!({ "message_types": ["sms"] })),
        (
            "phone/selected-provider",
            json!({ "provider": "phone-message-hook" }),
        ),
    ] {
        let path = format!("/guardian/factors/{path}");
        assert_eq!(get(&world, &path).await, expected, "{path}");
    }
    // What this server does not have changes nothing.
    fs::write(
        setup.database().directory().join("twilio.yaml"),
        "guardianPhoneFactorSelectedProvider: {provider: twilio}\n",
    )
    .expect("our own directory");
    let path = setup.database().directory().join("twilio.yaml");
    let imported = setup.run(&["import", &path.display().to_string()]);
    let text = said(&imported);
    assert!(text.contains("twilio is not applied"), "{text}");
    assert!(text.contains("0 changes made"), "{text}");
}
