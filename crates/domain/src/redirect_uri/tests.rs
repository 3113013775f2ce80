//! What matches what.

use super::*;

fn ok(given: &str, registered: &str) -> bool {
    is_registered(given, &[registered.to_owned()], None)
}

#[test]
fn callbacks_are_equal_to_the_letter() {
    let cb = "https://app.example.com/cb";
    assert!(ok(cb, cb));
    for other in [
        "https://app.example.com/cb/",
        "https://APP.example.com/cb",
        "https://app.example.com:443/cb",
        "https://app.example.com/cb?x=1",
        "https://app.example.com/cb#x",
        "https://app.example.com/./cb",
        "https://app.example.com@evil.example/cb",
        "https://app.example.com.evil.example/cb",
        "https://app.example.com\\@evil.example/cb",
        "http://app.example.com/cb",
        "https://app.example.com/cb%0a",
        "https://app.example.com/\tcb",
    ] {
        assert!(!ok(other, cb), "{other}");
    }
}

#[test]
fn a_loopback_callback_may_use_any_port() {
    assert!(ok("http://127.0.0.1:53124/cb", "http://127.0.0.1/cb"));
    assert!(ok("http://[::1]:1/cb", "http://[::1]:8080/cb"));
    assert!(!ok("http://127.0.0.1:53124/other", "http://127.0.0.1/cb"));
    assert!(!ok(
        "http://127.0.0.1.evil.example/cb",
        "http://127.0.0.1/cb"
    ));
    assert!(!ok(
        "http://127.0.0.1:80@evil.example/cb",
        "http://127.0.0.1/cb"
    ));
    assert!(!ok("http://localhost:1/cb", "http://localhost:3000/cb"));
}

#[test]
fn a_pattern_stands_for_one_label() {
    let any = "https://*.example.com/cb";
    let around = "https://pre-*-suf.example.com/cb";
    for (given, pattern) in [
        ("https://pr-12.example.com/cb", any),
        ("https://pre-12-suf.example.com/cb", around),
        (
            "https://12-suf.example.com/cb",
            "https://*-suf.example.com/cb",
        ),
        (
            "https://pre-12.example.com/cb",
            "https://pre-*.example.com/cb",
        ),
        (
            "https://a.example.com:8443/cb?x=1",
            "https://*.example.com:8443/cb?x=1",
        ),
        // Patterns are normalised as URLs are.
        ("https://a.example.com/cb", "HTTPS://*.Example.COM:443/cb"),
        ("https://a.example.com/", "https://*.example.com"),
        ("https://a.example.com", "https://*.example.com"),
        ("https://a.example.com", "https://*.example.com/"),
        ("http://a.b.co/cb", "http://*.b.co/cb"),
    ] {
        assert!(ok(given, pattern), "{given} {pattern}");
    }
    for (given, pattern) in [
        ("https://a.b.example.com/cb", any),
        ("https://.example.com/cb", any),
        ("https://example.com/cb", any),
        ("https://evil/x.example.com/cb", any),
        ("https://evil.example/.example.com/cb", any),
        ("https://evil.example?.example.com/cb", any),
        ("https://evil.example\\.example.com/cb", any),
        ("https://user@a.example.com/cb", any),
        ("https://a.example.com:8443/cb", any),
        ("http://a.example.com/cb", any),
        ("https://a.example.com/cb?x=1", any),
        ("https://a.example.com/CB", any),
        ("https://a.example.com/x/../cb", any),
        ("https://%61.example.com/cb", any),
        ("https://a_b.example.com/cb", any),
        ("https://*.example.com/cb", any),
        ("https://pre--suf.example.com/cb", around),
        ("https://pre-x.example.com/cb", around),
        ("https://xpre-1-suf.example.com/cb", around),
        ("https://evil.com/", "https://*.com/"),
        ("https://*.com/", "https://*.com/"),
        ("https://a.b.example.com/", "https://a.*.example.com/"),
        ("https://a.b.example.com/", "https://*.*.example.com/"),
        ("https://a.example.com/", "https://{other}.example.com/"),
        ("https://a..com/", "https://*..com/"),
        ("myapp://a.example.com/cb", "myapp://*.example.com/cb"),
    ] {
        assert!(!ok(given, pattern), "{given} {pattern}");
    }
    // A star behind the host is no placeholder.
    assert!(ok("https://example.com/*", "https://example.com/*"));
    assert!(!ok("https://example.com/x", "https://example.com/*"));
}

#[test]
fn an_organizations_name_stands_for_itself() {
    let entry = ["https://{organization_name}.app.example/cb".to_owned()];
    let is = |given, organization| is_registered(given, &entry, organization);
    assert!(is("https://acme.app.example/cb", Some("acme")));
    assert!(is("https://acme_2.app.example/cb", Some("acme_2")));
    for (given, organization) in [
        ("https://acme.app.example/cb", None),
        ("https://acme.app.example/cb", Some("other")),
        ("https://acme.app.example/cb", Some("ACME")),
        ("https://acme.evil.example/cb", Some("acme")),
        ("https://x.acme.app.example/cb", Some("acme")),
        ("https://{organization_name}.app.example/cb", Some("acme")),
    ] {
        assert!(!is(given, organization), "{given} {organization:?}");
    }
    for none in [
        "https://x-{organization_name}.app.example",
        "https://{organization_name}.app",
    ] {
        assert!(matches_nothing(none), "{none}");
    }
}

#[test]
fn dangerous_schemes_go_nowhere() {
    for uri in [
        "javascript:alert(1)",
        "view-source:https://a.example",
        "INTENT://a.example#Intent;end",
    ] {
        assert!(!ok(uri, uri), "{uri}");
        assert!(is_dangerous(uri), "{uri}");
    }
}

#[test]
fn a_form_is_posted_to_the_web_only() {
    for good in [
        "https://a.example/cb",
        "http://localhost:3000",
        "http://[::1]:1/",
    ] {
        assert!(is_web_address(good), "{good}");
    }
    for bad in [
        "com.example.app://cb",
        "httpx://a.example/cb",
        "http:",
        "https://user@a.example/",
        "https://*.a.example/",
        "/cb",
        "",
    ] {
        assert!(!is_web_address(bad), "{bad}");
    }
}

#[test]
fn logout_urls_ignore_the_query() {
    let allowed = [
        "https://app.example.com/bye",
        "https://pr-*.example.com/bye?a",
    ];
    let allowed = allowed.map(str::to_owned);
    for good in [
        "https://APP.example.com/bye?x=1",
        "https://app.example.com:443/bye#x",
        "https://PR-1.example.com/bye?b",
    ] {
        assert!(is_allowed_logout_url(good, &allowed), "{good}");
    }
    for bad in [
        "https://app.example.com/bye/more",
        "https://app.example.com/BYE",
        "https://app.example.com:1/bye",
        "https://user@app.example.com/bye",
        "https://pr-*.example.com/bye",
        "//app.example.com/bye",
        // Browsers and parsers read these as the same address; we only take what is written as one.
        "https:app.example.com/bye",
        "https:/app.example.com/bye",
    ] {
        assert!(!is_allowed_logout_url(bad, &allowed), "{bad}");
    }
}

#[test]
fn after_an_oidc_logout_the_query_counts() {
    let allowed = [
        "https://app.example.com/bye?a=1",
        "https://*.example.com/x",
        "https://root.example",
    ];
    let allowed = allowed.map(str::to_owned);
    for good in [
        "https://APP.example.com/bye?a=1",
        "https://other.example.com/x",
        "https://root.example/",
    ] {
        assert!(is_post_logout_url(good, &allowed), "{good}");
    }
    for bad in [
        "https://app.example.com/bye",
        "https://app.example.com/bye?a=1&b=2",
        "https://app.example.com/bye?a=1#x",
        "https://other.example.com/x?a",
    ] {
        assert!(!is_post_logout_url(bad, &allowed), "{bad}");
    }
}

#[test]
fn origins_are_scheme_host_and_port() {
    let list = [
        "https://spa.example/ignored?x",
        "https://pr-*.app.example",
        "https://{organization_name}.app.example",
        "capacitor://localhost",
        "app:/nowhere",
    ];
    let list = list.map(str::to_owned);
    for good in [
        "https://spa.example",
        "https://spa.example:443",
        "https://pr-1.app.example",
        "https://acme.app.example",
        "capacitor://localhost",
    ] {
        assert!(is_allowed_origin(good, &list, Some("acme")), "{good}");
    }
    for bad in [
        "null",
        "",
        "http://spa.example",
        "https://spa.example:8443",
        "https://pr-1.evil.example",
        "https://a.pr-1.app.example",
        "https://other.app.example",
        "https://pr-*.app.example",
        "capacitor://elsewhere",
        "app:/nowhere",
    ] {
        assert!(!is_allowed_origin(bad, &list, Some("acme")), "{bad}");
    }
}
