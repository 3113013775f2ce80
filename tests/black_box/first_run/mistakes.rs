//! What a newcomer meets in the first minutes: words of the command line, and mistakes that are easily made.

use std::fs;
use std::net::TcpListener;
use std::sync::Arc;

use reqwest::Url;

use crate::harness::*;

on_both_engines! {
    an_empty_database_passes_the_check,
    what_holds_no_section_is_no_tenant,
    one_of_a_thing_is_told_in_the_singular,
}

/// A database of its own, without a tenant.
async fn without_tenant(engine: Engine) -> Setup {
    Setup::on(Arc::new(Database::create(engine).await))
}

/// Runs a command that is to fail, and gives what it says.
fn fails(setup: &Setup, arguments: &[&str]) -> String {
    let output = setup.run(arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
    said(&output)
}

/// Found before a database is opened.
#[tokio::test]
async fn a_word_that_is_no_level_is_refused_by_every_command() {
    let setup = without_tenant(Engine::Sqlite).await;
    for command in ["serve", "dev", "check"] {
        let said = fails(&setup, &[command, "--log", "verbose"]);
        let expected =
            "log: found \"verbose\" (--log); expected off, error, warn, info, debug, trace";
        assert!(said.contains(expected), "{command}: {said}");
    }
}

/// No port is listened on once its listener is gone.
#[tokio::test]
async fn a_database_that_takes_no_connection_is_named_with_the_reason() {
    let setup = without_tenant(Engine::Sqlite).await;
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let url = format!("postgres://footbridge:secret@127.0.0.1:{port}/footbridge");
    let said = fails(&setup, &["migrate", "--database-url", &url]);
    assert!(said.contains(&format!("127.0.0.1:{port}")), "{said}");
    assert!(said.to_lowercase().contains("connection refused"), "{said}");
    assert!(!said.contains("secret@"), "{said}");
}

async fn an_empty_database_passes_the_check(engine: Engine) {
    let setup = without_tenant(engine).await;
    assert!(setup.run(&["migrate"]).status.success());
    let checked = setup.run(&["check"]);
    let said = said(&checked);
    assert!(checked.status.success(), "{said}");
    assert!(said.contains("ok: tenant: empty"), "{said}");
    assert!(said.contains("0 errors, 1 warning\n"), "{said}");
}

async fn what_holds_no_section_is_no_tenant(engine: Engine) {
    let setup = without_tenant(engine).await;
    let folder = setup.database().directory();
    let empty = folder.join("empty");
    let prose = folder.join("prose");
    for made in [&empty, &prose] {
        fs::create_dir(made).expect("our own directory");
    }
    fs::write(prose.join("README.md"), "# Ours\n").expect("our own directory");
    fs::write(folder.join("empty.yaml"), "").expect("our own directory");
    fs::write(folder.join("comment.yaml"), "# clients:\n").expect("our own directory");
    fs::write(folder.join("other.yaml"), "name: ours\n").expect("our own directory");
    for (name, expected) in [
        ("empty", "expected a tenant.yaml, or folders"),
        ("prose", "expected a tenant.yaml, or folders"),
        ("empty.yaml", "expected sections such as `clients:`"),
        ("comment.yaml", "expected sections such as `clients:`"),
        ("other.yaml", "expected sections such as `clients:`"),
    ] {
        for arguments in [&["import", name][..], &["check", "--tenant", name]] {
            let said = fails(&setup, arguments);
            let holds_none = format!("{name}: holds no section of a tenant file; {expected}");
            assert!(said.contains(&holds_none), "{arguments:?}: {said}");
        }
    }
    // A section without entries is one.
    fs::write(folder.join("section.yaml"), "clients: []\n").expect("our own directory");
    fs::create_dir(empty.join("clients")).expect("our own directory");
    for name in ["section.yaml", "empty"] {
        let imported = setup.run(&["import", name]);
        assert!(imported.status.success(), "{name}: {imported:?}");
    }
}

/// Of the network, whatever the database is.
#[tokio::test]
async fn a_taken_port_is_told_with_the_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let setup = without_tenant(Engine::Sqlite).await;
    for (command, flag) in [
        ("serve", "--listen"),
        ("dev", "--listen"),
        ("serve", "--metrics-listen"),
    ] {
        let said = fails(&setup, &[command, flag, &address]);
        let what = format!("cannot bind to {address}: Address already in use");
        let mend = format!("; stop the program that uses it, or choose another port with {flag}");
        assert!(said.contains(&what) && said.contains(&mend), "{said}");
    }
}

async fn one_of_a_thing_is_told_in_the_singular(engine: Engine) {
    let setup = without_tenant(engine).await;
    let folder = setup.database().directory();
    let file = folder.join("tenant.yaml");
    let text = "tenant: {friendly_name: Ours}\nclients: [{name: A}, {name: B}]\n";
    fs::write(&file, text).expect("our own directory");
    setup.run(&["import", "tenant.yaml"]);
    let text = "clients: [{name: A, description: new}, {description: nameless}]\n";
    fs::write(&file, text).expect("our own directory");
    let strict = fails(&setup, &["import", "--strict", "tenant.yaml"]);
    assert!(strict.contains("1 entry breaks a rule"), "{strict}");
    let imported = said(&setup.run(&["import", "tenant.yaml"]));
    assert!(
        imported.contains("1 change made, 1 entry left out"),
        "{imported}"
    );
    let checked = fails(&setup, &["check", "--tenant", "nowhere.yaml"]);
    assert!(checked.contains("the check found 1 error\n"), "{checked}");
}

#[tokio::test]
async fn what_postgres_refuses_is_told_once_and_every_mend_is_said() {
    let setup = without_tenant(Engine::Postgres).await;
    let mut url = Url::parse(&setup.database().url).expect("the database's URL");
    url.set_path("/nowhere");
    let setup = setup.set("DATABASE_URL", url.as_str());
    for command in ["migrate", "check"] {
        let said = fails(&setup, &[command]);
        let told = said.matches("database \"nowhere\" does not exist").count();
        assert_eq!(told, 1, "{said}");
    }
    let without_key = setup.set("TEST_MODE", "false");
    let said = fails(&without_key, &["check"]);
    assert!(
        said.contains("secret_key: found none with Postgres"),
        "{said}"
    );
    assert!(said.contains("fix: give the secret_key"), "{said}");
}
