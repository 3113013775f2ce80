//! What is somewhere in the `profile` of a user `k`. A path leads through lists as if they were not there, an empty list or object
//! is nothing, and a value is a text, a number or a flag: whichever reads like what is asked for.

use serde_json::json;

use crate::engine::DynamicSql;

/// Whether a value at the end of the path reads like `text`.
pub(crate) fn push_has(sql: &mut DynamicSql, path: &[String], text: &str) {
    if sql.is_postgres() {
        let filter = "? (@ == $text || @ == $number || @ == $flag)";
        // A variable has to have a value: where the text is no number or flag, it is the text.
        let variables = json!({
            "text": text,
            "number": number(text).map_or_else(|| json!(text), |n| json!(n)),
            "flag": flag(text).map_or_else(|| json!(text), |f| json!(f)),
        });
        return push_postgres(sql, path, filter, Some(variables.to_string()));
    }
    push_sqlite(sql, path, |sql, is| {
        sql.push(is.text).bind_text(text).push(")");
        if let Some(number) = number(text) {
            sql.push(is.number).bind_number(number).push(")");
        }
        if let Some(flag) = flag(text) {
            sql.push(if flag { is.yes } else { is.no });
        }
    });
}

/// Whether there is anything at the end of the path.
pub(crate) fn push_exists(sql: &mut DynamicSql, path: &[String]) {
    if sql.is_postgres() {
        let filter = r#"? ((@.type() != "null" && @.type() != "object") || exists(@.*))"#;
        return push_postgres(sql, path, filter, None);
    }
    push_sqlite(sql, path, |sql, is| {
        sql.push(is.something);
    });
}

/// A jsonpath (lax: it goes through lists by itself), bound like any other value.
fn push_postgres(sql: &mut DynamicSql, path: &[String], filter: &str, variables: Option<String>) {
    let keys: String = path.iter().map(|key| format!(".{}", json!(key))).collect();
    sql.push("jsonb_path_exists(CAST(k.profile AS JSONB), CAST(");
    sql.bind_text(&format!("${keys} {filter}"));
    sql.push(" AS JSONPATH), CAST(");
    sql.bind_text(variables.as_deref().unwrap_or("{}"));
    sql.push(" AS JSONB), TRUE)");
}

/// What is written about one step of a path. A step is a key `k` of an object, and the elements `e` of what is there: those
/// of a list, or the only one. Steps lie within one another, and each speaks only of the one around it, so that two sets of
/// names are enough.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// Up to the key.
    into: &'static str,
    /// After the key.
    each: &'static str,
    text: &'static str,
    number: &'static str,
    yes: &'static str,
    no: &'static str,
    something: &'static str,
}

macro_rules! step {
    ($object:literal, $k:literal, $e:literal) => {
        Step {
            into: concat!(
                "EXISTS (SELECT 1 FROM json_each(",
                $object,
                ") ",
                $k,
                " WHERE ",
                $k,
                ".key = "
            ),
            each: concat!(
                " AND EXISTS (SELECT 1 FROM json_each(CASE ",
                $k,
                ".type WHEN 'array' THEN ",
                $k,
                ".value WHEN 'object' THEN '[' || ",
                $k,
                ".value || ']' WHEN 'true' THEN '[true]' \
                 WHEN 'false' THEN '[false]' WHEN 'null' THEN '[]' ELSE json_array(",
                $k,
                ".value) END) ",
                $e,
                " WHERE "
            ),
            text: concat!("(", $e, ".type = 'text' AND ", $e, ".value = "),
            number: concat!(
                " OR (",
                $e,
                ".type IN ('integer', 'real') AND ",
                $e,
                ".value = "
            ),
            yes: concat!(" OR ", $e, ".type = 'true'"),
            no: concat!(" OR ", $e, ".type = 'false'"),
            something: concat!(
                $e,
                ".type <> 'null' AND NOT (",
                $e,
                ".type = 'object' AND ",
                $e,
                ".value = '{}')"
            ),
        }
    };
}

const FIRST: Step = step!("k.profile", "k0", "e0");
const EVEN: Step = step!(
    "CASE e1.type WHEN 'object' THEN e1.value ELSE '{}' END",
    "k0",
    "e0"
);
const ODD: Step = step!(
    "CASE e0.type WHEN 'object' THEN e0.value ELSE '{}' END",
    "k1",
    "e1"
);

fn push_sqlite(sql: &mut DynamicSql, path: &[String], leaf: impl FnOnce(&mut DynamicSql, Step)) {
    let step = |n: usize| match n {
        0 => FIRST,
        n if n % 2 == 0 => EVEN,
        _ => ODD,
    };
    for (n, key) in path.iter().enumerate() {
        sql.push(step(n).into).bind_text(key).push(step(n).each);
    }
    leaf(sql, step(path.len().saturating_sub(1)));
    for _ in path {
        sql.push("))");
    }
}

fn number(text: &str) -> Option<f64> {
    serde_json::from_str::<serde_json::Number>(text)
        .ok()?
        .as_f64()
}

fn flag(text: &str) -> Option<bool> {
    text.parse().ok()
}
