//! The checker against histories that were written by hand: the smallest that break each invariant, and those beside them
//! that break none.
//!
//! A line is `<start>-<end> <kind> <key>[:<shown>][><given>] <outcome>`: `+` acknowledged, `-` refused, `?` unknown. Then
//! may follow `until <expiry>`, `clock <time>` and `of <whom>`.

use super::Invariant::{
    AtMostOnce, Durability, Expiry, NoPhantom, Revocation, Rotation, StaysUsed,
};
use super::{Invariant, Kind, Operation, Outcome, check};

fn read(line: &str) -> Operation {
    let mut words = line.split_whitespace();
    let mut next = || words.next().unwrap_or_else(|| panic!("{line}"));
    let (start, end) = next().split_once('-').expect("a start and an end");
    let kind = match next() {
        "issue" => Kind::Issue,
        "use" => Kind::Use,
        "redeem" => Kind::Redeem,
        "rotate" => Kind::Rotate,
        "revoke" => Kind::Revoke,
        other => panic!("{other}"),
    };
    let secrets = next();
    let (shown, given) = match secrets.split_once('>') {
        None => (secrets, None),
        Some((shown, given)) => (shown, Some(given.to_owned())),
    };
    let (key, shown) = shown.split_once(':').unwrap_or((shown, shown));
    let outcome = match next() {
        "+" => Outcome::Acknowledged,
        "-" => Outcome::Refused,
        "?" => Outcome::Unknown,
        other => panic!("{other}"),
    };
    let is_issue = kind == Kind::Issue;
    let mut operation = Operation {
        kind,
        key: key.to_owned(),
        shown: if is_issue { "" } else { shown }.to_owned(),
        given: if is_issue {
            Some(key.to_owned())
        } else {
            given
        },
        expires: None,
        whose: None,
        process: 0,
        start: start.parse().expect("a number"),
        end: end.parse().expect("a number"),
        clock: 0,
        outcome,
    };
    while let (Some(what), Some(value)) = (words.next(), words.next()) {
        match what {
            "until" => operation.expires = value.parse().ok(),
            "clock" => operation.clock = value.parse().expect("a number"),
            "of" => operation.whose = Some(value.to_owned()),
            other => panic!("{other}"),
        }
    }
    operation
}

#[track_caller]
fn judge(history: &str, expected: &[Invariant]) {
    let lines = history.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    let history: Vec<Operation> = lines.map(read).collect();
    let found = check(&history);
    let invariants: Vec<Invariant> = found.iter().map(|violation| violation.invariant).collect();
    assert_eq!(invariants, expected, "{found:#?}");
}

#[test]
fn what_was_given_is_there() {
    let issue = "0-1 issue a +\n";
    judge(&format!("{issue} 2-3 redeem a -"), &[Durability]);
    judge("0-1 issue a ?\n 2-3 redeem a -", &[]);
    // Somebody may have used it up, or ended it.
    for other in ["redeem a ?", "redeem a +", "revoke a ?", "revoke a +"] {
        judge(&format!("{issue} 2-5 {other}\n 3-4 redeem a -"), &[]);
        judge(
            &format!("{issue} 2-3 redeem a -\n 4-5 {other}"),
            match other {
                "redeem a +" => &[Durability, StaysUsed],
                _ => &[Durability],
            },
        );
    }
    // Two refusals do not explain each other.
    let both = "2-4 redeem a -\n 3-5 redeem a -";
    judge(&format!("{issue} {both}"), &[Durability, Durability]);
    judge(
        "0-1 issue a +\n 2-3 redeem a>s +\n 4-5 use s -",
        &[Durability],
    );
}

#[test]
fn one_of_several_redeems_it() {
    let first = "0-1 issue a +\n 2-5 redeem a +\n";
    judge(&format!("{first} 3-4 redeem a -"), &[]);
    judge(&format!("{first} 3-4 redeem a ?"), &[]);
    judge(&format!("{first} 3-4 redeem a +"), &[AtMostOnce]);
    judge(&format!("{first} 3-6 redeem a +"), &[AtMostOnce]);
}

#[test]
fn what_is_used_up_stays_used_up() {
    let first = "0-1 issue a +\n 2-3 redeem a +\n";
    judge(&format!("{first} 4-5 redeem a -"), &[]);
    judge(&format!("{first} 4-5 redeem a +"), &[StaysUsed]);
    let doubtful = "0-1 issue a +\n 2-3 redeem a ?\n";
    judge(&format!("{doubtful} 4-5 redeem a +"), &[]);
    judge(&format!("{doubtful} 4-5 redeem a -"), &[]);
    let turns = "4-5 redeem a -\n 6-7 redeem a +";
    judge(&format!("{doubtful} {turns}"), &[StaysUsed]);
}

#[test]
fn what_is_revoked_opens_nothing() {
    judge(
        "0-1 issue a +\n 2-3 revoke a +\n 4-5 use a +",
        &[Revocation],
    );
    judge("0-1 issue a +\n 2-5 revoke a +\n 4-6 use a +", &[]);
    judge("0-1 issue a +\n 2-3 revoke a ?\n 4-5 use a +", &[]);
    let turns = "4-5 use a -\n 6-7 use a +";
    judge(
        &format!("0-1 issue a +\n 2-3 revoke a ?\n {turns}"),
        &[Revocation],
    );
    // With what it came of.
    let family = "0-1 issue f +\n 2-3 use f>t +\n";
    judge(&format!("{family} 4-5 revoke f +\n 6-7 redeem t -"), &[]);
    judge(
        &format!("{family} 4-5 revoke f +\n 6-7 redeem t +"),
        &[Revocation],
    );
}

#[test]
fn what_has_expired_opens_nothing() {
    let issue = "0-1 issue a + until 60\n";
    judge(&format!("{issue} 2-3 redeem a + clock 59"), &[]);
    judge(&format!("{issue} 2-3 redeem a - clock 60"), &[]);
    judge(&format!("{issue} 2-3 redeem a + clock 60"), &[Expiry]);
    judge(&format!("{issue} 2-3 redeem a - clock 59"), &[Durability]);
}

#[test]
fn rotating_secrets_are_one_line() {
    let first = "0-1 issue a +\n 2-5 rotate a:a>b +\n";
    judge(&format!("{first} 6-7 rotate a:b>c +"), &[]);
    judge(&format!("{first} 3-4 rotate a:a>c +"), &[Rotation]);
    judge(&format!("{first} 6-7 rotate a:b -"), &[Durability]);
    // What is shown again ends the line.
    let replay = format!("{first} 6-7 rotate a:a -\n");
    judge(&format!("{replay} 8-9 rotate a:b -"), &[]);
    judge(&format!("{replay} 8-9 rotate a:b>c +"), &[Rotation]);
    judge(
        &format!("{first} 3-8 rotate a:a -\n 6-7 rotate a:b>c +"),
        &[],
    );
    // One whose answer never came may have had a successor that nobody knows.
    let doubtful = "0-1 issue a +\n 2-3 rotate a:a ?\n";
    judge(&format!("{doubtful} 4-5 rotate a:a -"), &[]);
    judge(&format!("{doubtful} 4-5 rotate a:a>b +"), &[]);
    judge(
        &format!("{doubtful} 4-5 rotate a:a -\n 6-7 rotate a:a>b +"),
        &[Rotation],
    );
}

#[test]
fn what_succeeds_was_issued_and_to_whom() {
    judge("2-3 redeem a +", &[NoPhantom]);
    judge("2-3 redeem a -", &[]);
    judge("0-1 issue a + of ada\n 2-3 redeem a + of ada", &[]);
    judge("0-1 issue a + of ada\n 2-3 redeem a + of bea", &[NoPhantom]);
    judge(
        "0-1 issue f + of ada\n 2-3 use f>t +\n 4-5 redeem t + of bea",
        &[NoPhantom],
    );
    judge("0-3 redeem a +\n 4-5 issue a +", &[NoPhantom]);
}

#[test]
fn a_complaint_shows_the_whole_history_of_the_secret() {
    let lines = [
        "6-7 redeem t +",
        "0-1 issue f +",
        "4-5 revoke f +",
        "8-9 use f -",
        "2-3 use f>t +",
    ];
    let found = check(&lines.map(read));
    let printed = format!("{:?}", found[0]);
    let order = ["Use f -> t", "Revoke f", "Redeem t: Acknowledged"];
    let places = order.map(|text| printed.find(text).unwrap_or_else(|| panic!("{printed}")));
    assert!(places.is_sorted(), "{printed}");
    assert!(printed.starts_with("Revocation of t: "), "{printed}");
}
