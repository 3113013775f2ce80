use std::collections::HashMap;

use super::*;

fn environment(pairs: &[(&str, &str)]) -> Environment {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Environment(pairs.iter().map(own).collect::<HashMap<_, _>>())
}

fn from_environment(pairs: &[(&str, &str)]) -> Result<Config, Problems> {
    Config::load(Sources {
        environment: environment(pairs),
        ..Sources::default()
    })
}

fn from_file(text: &str, flags: Flags, pairs: &[(&str, &str)]) -> Result<Config, Problems> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("footbridge.toml");
    std::fs::write(&path, text).unwrap();
    Config::load(Sources {
        flags,
        file: Some(path),
        environment: environment(pairs),
        dev: None,
    })
}

fn refusal(result: Result<Config, Problems>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn every_default_is_allowed_and_every_key_is_read() {
    let config = from_environment(&[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:4000");
    assert_eq!(
        config.settings(4000).issuer.as_str(),
        "http://localhost:4000/"
    );
    assert_eq!(config.database_url(), "sqlite://./footbridge.db");
    assert_eq!(config.shutdown_grace, Duration::from_secs(25));
    assert_eq!(config.database_statement_timeout, Duration::from_secs(2));
    assert_eq!(config.drain_delay, Duration::from_secs(5));
    let in_tests = from_environment(&[("FOOTBRIDGE_TEST_MODE", "true")]).unwrap();
    assert_eq!(in_tests.drain_delay, Duration::ZERO);
    assert!(config.warnings.is_empty());
    for key in KEYS
        .iter()
        .filter(|k| !k.allowed.is_empty() && k.allowed != "a path")
    {
        let text = refusal(from_environment(&[(&key.variable(), "\u{1}")]));
        assert!(
            text.starts_with(key.name) && text.contains(key.allowed),
            "{}: {text}",
            key.name
        );
    }
}

#[test]
fn a_flag_beats_the_environment_and_the_environment_the_file() {
    let file = "listen = \"127.0.0.1:1\"\nlog = \"warn\"\ndata_dir = \"/file\"\n";
    let flags = Flags::from([("listen", "127.0.0.1:3".to_owned())]);
    let pairs = [
        ("FOOTBRIDGE_LISTEN", "127.0.0.1:2"),
        ("FOOTBRIDGE_LOG", "debug"),
    ];
    let config = from_file(file, flags, &pairs).unwrap();
    assert_eq!(config.listen.port, 3);
    assert_eq!(
        (config.log.as_str(), config.data_dir.as_path()),
        ("debug", Path::new("/file"))
    );
    let url = |pairs| from_environment(pairs).unwrap().database.to_string();
    assert_eq!(url(&[("DATABASE_URL", "sqlite://a.db")]), "sqlite://a.db");
    let both = [
        ("DATABASE_URL", "sqlite://a.db"),
        ("FOOTBRIDGE_DATABASE_URL", "sqlite://b.db"),
    ];
    assert_eq!(url(&both), "sqlite://b.db");
    assert_eq!(
        from_environment(&[("FOOTBRIDGE_TENANT", "")])
            .unwrap()
            .tenant,
        None
    );
}

#[test]
fn all_mistakes_are_reported_at_once_with_what_is_allowed() {
    let text = refusal(from_file(
        "lissten = 1\ntest_mode = \"yes\"\n[tls]\nsert = \"x\"\n",
        Flags::new(),
        &[("FOOTBRIDGE_DEVICE_BINDING__IPV6_PREFIX", "129")],
    ));
    for part in [
        "footbridge.toml); did you mean listen?",
        "footbridge.toml); did you mean tls.cert?",
        "test_mode: found \"yes\"",
        "device_binding.ipv6_prefix: found \"129\" (FOOTBRIDGE_DEVICE_BINDING__IPV6_PREFIX); expected a number from 1 to 128",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains('\n'));
    let text = refusal(from_file("listen = \n", Flags::new(), &[]));
    assert!(text.contains("footbridge.toml, line 1"), "{text}");
    let text = refusal(from_environment(&[(CONFIG_VARIABLE, "/nowhere.toml")]));
    assert!(text.contains("/nowhere.toml"), "{text}");
    assert!(refusal(from_environment(&[("FOOTBRIDGE_TLS__CERT", "c")])).contains("tls.key"));
}

#[test]
fn what_is_logged_is_a_level_or_a_level_for_each_target() {
    let log = |text| from_environment(&[("FOOTBRIDGE_LOG", text)]).map(|config| config.log);
    for good in ["off", "WARN", "trace", "info,sqlx=debug", "footbridge=off"] {
        assert_eq!(log(good).unwrap(), good);
    }
    for bad in ["verbose", "info,sqlx", "sqlx=loud"] {
        let text = log(bad).unwrap_err().to_string();
        let said = format!("log: found {bad:?} (FOOTBRIDGE_LOG); expected off, error, warn");
        assert!(text.starts_with(&said), "{text}");
    }
}

#[test]
fn what_is_no_key_in_the_environment_is_a_warning() {
    let config = from_environment(&[("FOOTBRIDGE_LISSTEN", "x")]).unwrap();
    let text = config.warnings.join("\n");
    assert!(
        text.contains(
            "FOOTBRIDGE_LISSTEN is not a configuration key and is ignored; did you mean FOOTBRIDGE_LISTEN?"
        ),
        "{text}"
    );
}

#[test]
fn a_collector_is_a_base_url_without_secrets() {
    let read = |url: &str| from_environment(&[("FOOTBRIDGE_OTLP__ENDPOINT", url)]);
    let endpoint = |url: &str| read(url).unwrap().otlp_endpoint;
    let expected = Some("http://localhost:4318".to_owned());
    assert_eq!(endpoint("http://localhost:4318"), expected);
    assert_eq!(endpoint("http://localhost:4318/"), expected);
    let below = Some("https://collector.example/otlp".to_owned());
    assert_eq!(endpoint("https://collector.example/otlp/"), below);
    for bad in [
        "localhost:4318",
        "grpc://localhost:4317",
        "http://user:hush@localhost:4318",
        "http://localhost:4318/?key=hush",
    ] {
        assert!(refusal(read(bad)).contains("otlp.endpoint"), "{bad}");
    }
}

#[test]
fn limits_are_for_production_unless_they_are_set() {
    let limits = |environment: &[(&str, &str)]| {
        let limits = from_environment(environment).unwrap().settings(4000);
        let limits = limits.rate_limits;
        [
            limits.management,
            limits.logins,
            limits.events,
            limits.transfers,
        ]
    };
    assert_eq!(limits(&[]), [50, 500, 300, 20].map(Some));
    let test_mode = ("FOOTBRIDGE_TEST_MODE", "true");
    assert_eq!(limits(&[test_mode]), [None; 4]);
    let own = ("FOOTBRIDGE_RATE_LIMIT__MANAGEMENT", "7");
    assert_eq!(limits(&[test_mode, own]), [Some(7), None, None, None]);
    let none = ("FOOTBRIDGE_RATE_LIMIT__LOGINS", "0");
    assert_eq!(limits(&[none]), [Some(50), None, Some(300), Some(20)]);
    let text = refusal(from_file("rate_limit.login = 3", Flags::new(), &[]));
    assert!(text.contains("did you mean rate_limit.logins?"), "{text}");
    let text = refusal(from_file("quota = 3", Flags::new(), &[]));
    assert!(text.contains("expected one of issuer, "), "{text}");
}

#[test]
fn secrets_are_never_shown() {
    let short = "ab".repeat(31);
    let text = refusal(from_environment(&[("FOOTBRIDGE_SECRET_KEY", &short)]));
    assert!(
        text.contains("secret_key") && !text.contains(&short),
        "{text}"
    );
    let text = refusal(from_environment(&[(
        "DATABASE_URL",
        "mysql://me:hush@host/db",
    )]));
    assert!(text.contains("mysql:…") && !text.contains("hush"), "{text}");
    let pairs = [
        ("DATABASE_URL", "postgres://me:hush@host:5/db?password=hush"),
        ("OTHER", "hush"),
    ];
    let shown = format!("{:?}", from_environment(&pairs).unwrap());
    assert!(
        shown.contains("postgres://host:5/db") && !shown.contains("hush"),
        "{shown}"
    );
}

#[test]
fn a_key_may_be_hexadecimal_or_base64() {
    let expected = Some(SecretKey([0xfb; 32]));
    assert_eq!(SecretKey::parse(&"fB".repeat(32)), expected);
    for text in [
        "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=",
        "-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s",
    ] {
        assert_eq!(SecretKey::parse(text), expected, "{text}");
    }
    assert_eq!(SecretKey::parse(&"0g".repeat(32)), None);
    assert_eq!(SecretKey::parse("AAAA"), None);
}

#[test]
fn test_mode_needs_an_issuer_for_tests() {
    let issuer = ("FOOTBRIDGE_ISSUER", "https://login.example.com");
    let on = ("FOOTBRIDGE_TEST_MODE", "true");
    assert!(refusal(from_environment(&[issuer, on])).starts_with("test_mode: "));
    let anywhere = ("FOOTBRIDGE_TEST_MODE_ANYWHERE", "true");
    assert!(from_environment(&[issuer, on, anywhere]).unwrap().test_mode);
    assert!(
        from_environment(&[("FOOTBRIDGE_ISSUER", "http://a.test:1"), on])
            .unwrap()
            .test_mode
    );
}

#[test]
fn dev_takes_what_persists_from_flags_alone() {
    let pairs = [
        ("DATABASE_URL", "sqlite://mine.db"),
        ("FOOTBRIDGE_TENANT", "mine.yaml"),
        ("FOOTBRIDGE_DATA_DIR", "/mine"),
    ];
    let load = |flags| {
        Config::load(Sources {
            flags,
            environment: environment(&pairs),
            dev: Some("/tmp/demo".into()),
            ..Sources::default()
        })
        .unwrap()
    };
    let config = load(Flags::new());
    assert!(config.test_mode && config.tenant.is_none());
    assert_eq!(config.database_url(), "sqlite:///tmp/demo/footbridge.db");
    let config = load(Flags::from([(
        "database_url",
        "sqlite://given.db".to_owned(),
    )]));
    assert_eq!(config.database_url(), "sqlite:///tmp/demo/given.db");
}

#[test]
fn proxies_are_compared_as_their_callers_are() {
    let proxies =
        |text| from_environment(&[("FOOTBRIDGE_TRUSTED_PROXIES", text)]).map(|c| c.trusted_proxies);
    let texts: Vec<String> = proxies("::ffff:10.1.2.3/104, 192.0.2.9, fd00::/8")
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(texts, ["10.0.0.0/8", "192.0.2.9/32", "fd00::/8"]);
    assert!(proxies("10.0.0.0/99").is_err());
    let config = from_file("trusted_proxies = [\"10.0.0.0/8\"]", Flags::new(), &[]).unwrap();
    assert_eq!(config.trusted_proxies.len(), 1);
}

#[test]
fn listeners_are_a_host_and_a_port() {
    for (text, loopback) in [
        ("[::1]:0", true),
        ("localhost:1", true),
        ("0.0.0.0:4000", false),
        ("[::]:1", false),
    ] {
        let listen = Listen::parse(text).unwrap();
        assert_eq!(
            (listen.to_string().as_str(), listen.is_loopback()),
            (text, loopback)
        );
    }
    for text in [
        "nonsense",
        "::1:4000",
        ":4000",
        "a:70000",
        "[x]:1",
        "http://a:1",
    ] {
        assert_eq!(Listen::parse(text), None, "{text}");
    }
}

#[test]
fn the_issuer_follows_port_and_tls() {
    let secure = from_environment(&[
        ("FOOTBRIDGE_TLS__SELF_SIGNED", "true"),
        ("FOOTBRIDGE_CUSTOM_DOMAINS", "a.test:1,b.test"),
    ]);
    let settings = secure.unwrap().settings(4711);
    let origins: Vec<&str> = settings.origins().map(Origin::as_str).collect();
    assert_eq!(
        origins,
        [
            "https://localhost:4711/",
            "https://a.test:1/",
            "https://b.test/"
        ]
    );
}

/// `config/footbridge.example.toml` shows every key; what it sets is the default, what has none is commented out.
#[test]
fn the_example_file_holds_the_defaults() {
    let text = include_str!("../../config/footbridge.example.toml");
    assert_eq!(
        from_file(text, Flags::new(), &[]).unwrap(),
        from_environment(&[]).unwrap()
    );
    let uncommented = text.replace("\n# ", "\n#").replace("\n#?", "\n");
    let table: toml::Table = uncommented.parse().unwrap();
    for key in KEYS {
        let mut path = key.name.split('.');
        let first = table.get(path.next().unwrap());
        let found = path.fold(first, |value, part| value?.as_table()?.get(part));
        assert!(found.is_some(), "{} is missing", key.name);
        assert_eq!(
            text.contains(&format!("\n#?{} = ", key.name)),
            key.default.is_none(),
            "{}",
            key.name
        );
    }
}
