//! What a tenant has one of: each document is tried on the same state.

use proptest::strategy::{Strategy, ValueTree};
use serde_json::{Map, Value, json};

use super::documents::{Case, cases};
use super::section::Section;
use super::*;
use crate::domain::branding::Branding;
use crate::domain::prompts::Prompts;
use crate::store::{email_provider, tenant};

const NUMBER: usize = 60;

/// Puts everything back, and then to what `original` has.
async fn reset(server: &Server, section: Section, original: Option<&Map<String, Value>>) {
    let mut tx = server.app.parts.store.begin().await.expect("a transaction");
    let back = tenant::replace_kept(&mut tx, &Branding::default()).await;
    back.expect("the branding goes back");
    let back = tenant::replace_kept(&mut tx, &Prompts::default()).await;
    back.expect("the prompts go back");
    email_provider::delete(&mut tx).await.expect("no provider");
    tx.commit().await.expect("a commit");
    if let Some(original) = original {
        let summary = imported(server, section.key(), &original.clone().into()).await;
        assert_eq!(summary.left_out, [], "{}", section.key());
    }
}

/// How a request makes a provider, or changes what there is one of: the id that `requested` takes.
fn id(section: Section, is_there: bool) -> Option<&'static str> {
    (is_there || section != Section::EmailProvider).then_some("")
}

#[tokio::test]
async fn what_there_is_one_of_is_judged_as_a_request_that_changes_it() {
    let servers = tenants().await;
    let mut runner = runner();
    let mut tally = Tally::default();
    for section in [Section::Branding, Section::Prompts, Section::EmailProvider] {
        for is_there in [false, true] {
            let original = is_there.then(|| section.original(0));
            let generated = cases(section, is_there, NUMBER);
            let drawn = generated.new_tree(&mut runner).expect("cases").current();
            for case in drawn.iter().flat_map(|case| parts(section, case)) {
                for server in [&servers.0, &servers.1] {
                    reset(server, section, original.as_ref()).await;
                }
                let verdict = compare(section, &case, id(section, is_there), &servers).await;
                tally.add(section, verdict);
            }
        }
    }
    tally.assert_telling();
}

/// Each key of these is an entry of its own in a file; those of the provider belong together.
fn parts(section: Section, case: &Case) -> Vec<Case> {
    if section == Section::EmailProvider {
        return vec![case.clone()];
    }
    let one =
        |(key, value): (&String, &Value)| Case::of(Map::from_iter([(key.clone(), value.clone())]));
    case.body.iter().map(one).collect()
}

async fn compare(
    section: Section,
    case: &Case,
    id: Option<&str>,
    (requests, imports): &(Server, Server),
) -> Verdict {
    let expected = requested(requests, section, id, case).await;
    let summary = imported(imports, section.key(), &case.entry.clone().into()).await;
    let found = verdict_of(&summary, section.key());
    let entry = Value::Object(case.entry.clone());
    assert!(
        agree(expected, found),
        "{}: {expected:?} by request, {found:?} by import: {entry}\n{:#?}",
        section.key(),
        summary.left_out
    );
    if expected == Verdict::Taken {
        same(section, &[case], (requests, imports)).await;
    }
    found
}

#[tokio::test]
async fn texts_of_pages_are_judged_as_a_request_that_sets_them() {
    let (requests, imports) = tenants().await;
    let token = requests.token(SCOPES);
    for (language, prompt, texts) in [
        ("en", "login", json!({"login": {"title": "Welcome"}})),
        ("de", "login-id", json!({})),
        ("pt-BR", "consent", json!({"consent": {"title": ""}})),
        ("en", "login", json!({"login": {"title": 1}})),
        ("en", "login", json!({"login": "title"})),
        ("en", "login", json!({"": {"title": "Welcome"}})),
        (
            "en",
            "login",
            json!({"login": {"title": "x".repeat(10_001)}}),
        ),
        ("en", "fantasy", json!({})),
        ("fantasy", "login", json!({})),
    ] {
        let path = format!("/api/v2/prompts/{prompt}/custom-text/{language}");
        let answer = requests
            .send("PUT", &path, Some(&token), texts.clone())
            .await;
        let file = json!({"customText": {language: {prompt: texts}}});
        let summary = imported(&imports, "prompts", &file).await;
        let is_taken = summary.left_out.is_empty();
        assert_eq!(answer.status == 200, is_taken, "{path}: {texts}");
        if is_taken {
            let stored = |state: State| {
                let key = (language.to_owned(), prompt.to_owned());
                state.custom_texts.get(&key).cloned().unwrap_or_default()
            };
            let stored = (
                stored(state(&requests).await),
                stored(state(&imports).await),
            );
            assert_eq!(stored.0, stored.1, "{path}: {texts}");
        }
    }
}
