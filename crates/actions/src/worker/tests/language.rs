//! The run itself: handlers, commands, errors and their places, console, timers, what is new in each run.

use serde_json::json;

use super::*;

#[test]
fn commands_come_in_order_and_without_what_json_cannot_hold() {
    let source = "
        exports.onExecutePostLogin = async (event, api) => {
          const n = await Promise.resolve(event.n + 1);
          api.accessToken.setCustomClaim('https://example.com/n', n);
          api.idToken.setCustomClaim('roles', ['a', { b: 1 }]).user.setUserMetadata('color', 'red');
          if (n > 5) api.access.deny('n=' + n);
        };";
    let done = run(source, &json!({"n": 5}));
    assert_eq!(done.error, None);
    let expected = json!([
        {"op": "access_token.claim", "name": "https://example.com/n", "value": 6},
        {"op": "id_token.claim", "name": "roles", "value": ["a", {"b": 1}]},
        {"op": "user.metadata", "key": "color", "value": "red"},
        {"op": "access.deny", "reason": "n=6"},
    ]);
    assert_eq!(json!(done.commands), expected);
    assert!(failure("api.idToken.setCustomClaim('x', () => 1)").contains("JSON"));
    assert!(failure("api.access.deny(5)").contains("must be a string"));
}

#[test]
fn factors_are_asked_for_by_their_types() {
    let source = "exports.onExecutePostLogin = async (event, api) => {
          api.multifactor.enable('any', { allowRememberBrowser: true });
          api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }] });
          api.authentication.enrollWithAny([{ type: 'otp' }, { type: 'phone', options: {} }]);
        };";
    let done = run(source, &json!({}));
    assert_eq!(done.error, None);
    let expected = json!([
        {"op": "multifactor", "provider": "any", "remember": true},
        {"op": "authentication.challenge", "factors": ["otp", "email"]},
        {"op": "authentication.enroll", "factors": ["otp", "phone"]},
    ]);
    assert_eq!(json!(done.commands), expected);
    assert!(failure("api.multifactor.enable()").contains("must be a string"));
    assert!(failure("api.authentication.challengeWithAny([])").contains("must be a list"));
    assert!(failure("api.authentication.enrollWith('otp')").contains("The type of a factor"));
}

#[test]
fn both_styles_of_exports_and_plain_functions_work() {
    for source in [
        "module.exports = { onExecutePostLogin(event, api) { api.access.deny('x') } }",
        "exports.onExecutePostLogin = function (event, api) { api.access.deny('x') }",
        "x = 1; exports.onExecutePostLogin = (event, api) => Promise.resolve().then(() => { api.access.deny('x') })",
    ] {
        let done = run(source, &json!({}));
        assert_eq!(done.error, None, "{source}");
        assert_eq!(done.commands.len(), 1, "{source}");
    }
    let none = run("exports.other = 1", &json!({}));
    let message = none.error.unwrap().message;
    assert_eq!(
        message,
        "Error: The Action has no exports.onExecutePostLogin"
    );
}

#[test]
fn errors_name_the_line_of_the_tenants_own_source() {
    let source = "\nexports.onExecutePostLogin = async (event) => {\n  await null;\n  return event.user.name.first;\n};";
    let error = run(source, &json!({"user": {}})).error.unwrap();
    assert!(error.message.starts_with("TypeError: "), "{error:?}");
    assert_eq!(error.line, Some(4));
    let stack = error.stack.unwrap();
    assert!(stack.contains("action.js:4"), "{stack}");
    assert!(!stack.contains("core"), "{stack}");
}

#[test]
fn syntax_errors_say_line_and_column() {
    let mut bench = Bench::new();
    let error = bench
        .check("exports.a = 1;\nexports.b = = 2;")
        .error
        .unwrap();
    assert!(error.message.starts_with("SyntaxError: "), "{error:?}");
    assert_eq!(error.line, Some(2));
    assert!(
        error
            .column
            .is_some_and(|column| (11..=15).contains(&column)),
        "{error:?}"
    );
    let error = bench
        .check("const axios = require('axios');")
        .error
        .unwrap();
    assert_eq!((error.line, error.column), (Some(1), Some(15)));
    for fine in [
        "exports.a = async () => {}",
        "",
        "// only a comment",
        "x = 010; with (x) {}",
    ] {
        assert_eq!(bench.check(fine).error, None, "{fine:?}");
    }
}

#[test]
fn the_console_is_kept_within_bounds() {
    let lines = printed(
        "console.log('a', 1, { b: [1, 'x'] }, null); console.error(new Error('e')); console.log('%s has %d', 'it', 2)",
    );
    assert_eq!(
        lines,
        ["a 1 { b: [ 1, \"x\" ] } null", "Error: e", "it has 2"]
    );
    let lines = printed("for (let i = 0; i < 1000; i++) console.log('é'.repeat(1000))");
    let bytes: usize = lines.iter().map(String::len).sum();
    assert!((9_000..=10_240).contains(&bytes), "{bytes}");
}

#[test]
fn timers_and_promises_follow_one_another() {
    let lines = printed(
        "const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
         let ticks = 0; const ticker = setInterval(() => { ticks += 1; console.log('tick') }, 5);
         setTimeout(() => console.log('never'), 60000);
         while (ticks < 2) await sleep(5); clearInterval(ticker);
         await Promise.all([sleep(20), sleep(10)]); console.log('done');",
    );
    assert!(
        lines.iter().filter(|l| *l == "tick").count() >= 2,
        "{lines:?}"
    );
    assert_eq!(lines.last().unwrap(), "done");
    let stuck = failure("await new Promise(() => {})");
    assert_eq!(
        stuck,
        "The Action waits for something that will never happen"
    );
}

#[test]
fn nothing_stays_from_run_to_run() {
    let mut bench = Bench::new();
    let source = "Object.prototype.leak = (Object.prototype.leak ?? 0) + 1; globalThis.mine = (globalThis.mine ?? 0) + 1;
        exports.onExecutePostLogin = (event, api) => { console.log(Object.prototype.leak, mine) }";
    for _ in 0..3 {
        let done = bench.run(run_of(source, &json!({})), |_| Err(String::new()));
        assert_eq!(done.error, None);
        assert_eq!(done.log[0].text, "1 1");
    }
}

#[test]
fn a_version_is_sent_once() {
    let mut bench = Bench::new();
    let source = "exports.onExecutePostLogin = (event, api) => api.access.deny(event.why)";
    let no = |_: &ActionCall| Err(String::new());
    bench.run(run_of(source, &json!({"why": "one"})), no);
    let again = Run {
        source: None,
        ..run_of("", &json!({"why": "two"}))
    };
    let done = bench.run(again, no);
    assert_eq!(done.commands[0]["reason"], "two");
    let unknown = Run {
        source: None,
        version: "v2".into(),
        ..run_of("", &json!({}))
    };
    assert!(bench.run(unknown, no).error.is_some());
}

#[test]
fn the_clock_is_the_servers() {
    let source = "exports.onExecutePostLogin = () => console.log(Date.now() - event0 > 8.6e7, new Date().getTime() - event0 > 8.6e7,
        new Date(5).getTime(), new Date('2020-01-01T00:00:00Z').toISOString(), typeof Date(), new Date() instanceof Date);
        const event0 = REAL;";
    let real = footbridge_outside::Clock::default().process_now().millis();
    let run = Run {
        clock_offset: 86_400_000,
        ..run_of(&source.replace("REAL", &real.to_string()), &json!({}))
    };
    let done = Bench::new().run(run, |_| Err(String::new()));
    assert_eq!(done.error, None);
    assert_eq!(
        done.log[0].text,
        "true true 5 2020-01-01T00:00:00.000Z string true"
    );
}

#[test]
fn what_is_not_offered_says_so() {
    for (call, name) in [
        ("api.prompt.render('form')", "api.prompt.render"),
        (
            "crypto.subtle.wrapKey && await crypto.subtle.wrapKey()",
            "crypto.subtle.wrapKey",
        ),
        (
            "require('crypto').createCipheriv('aes-256-gcm')",
            "crypto.createCipheriv",
        ),
        ("process.exit()", "process.exit"),
        (
            "api.authentication.setPrimaryUser('auth0|2')",
            "api.authentication.setPrimaryUser",
        ),
    ] {
        let message = failure(call);
        assert!(
            message.contains(&format!("{name} is not available")),
            "{message}"
        );
    }
    assert!(failure("require('ax' + 'ios')").contains("Cannot find module 'axios'"));
}
