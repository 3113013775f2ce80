//! What is stored and shown without anybody acting upon it, as `docs/compatibility.md` tells it. The list is made here, of
//! the schemas of the requests, the types that the flows read, and what is refused; a test holds the document to it.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde_json::Value;

use super::RESOURCES;
use super::actions::document as action_document;
use super::api::call::Route;
use super::clients::document as client_document;
use super::connections::document as connection_document;
use super::log_streams::document as log_stream_document;
use super::not_offered::table as not_offered;
use super::resource_servers::document as resource_server_document;
use super::tenants::document as tenant_document;
use crate::domain::client::{Client, JwtConfiguration, RefreshTokenPolicy};
use crate::domain::connection::Connection;
use crate::domain::resource_server::ResourceServer;
use crate::domain::tenant::ErrorPageSettings;
use crate::domain::theme::{Theme, ThemeColors, Widget};
use crate::domain::{grant_type, session_transfer};

const DOCUMENT: &str = include_str!("../../docs/compatibility.md");
const BEGIN: &str = "<!-- stored: begin -->\n";
const END: &str = "<!-- stored: end -->";

/// Deserializes nothing: it only learns which fields a type asks for.
struct FieldsOf<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for FieldsOf<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("only structs have fields"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(serde::de::Error::custom(
            "the fields are all that is wanted",
        ))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The fields that a type reads.
fn fields_of<T: for<'de> Deserialize<'de>>() -> BTreeSet<String> {
    let mut fields: &'static [&'static str] = &[];
    let nothing = T::deserialize(FieldsOf(&mut fields));
    assert!(
        nothing.is_err() && !fields.is_empty(),
        "a struct with fields"
    );
    fields.iter().map(|&field| field.to_owned()).collect()
}

/// The properties that the requests of a schema take.
fn properties(schema: &str) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(schema).expect("a schema");
    let parts = ["properties", "create", "update"];
    let objects = parts.iter().filter_map(|part| schema[part].as_object());
    objects.flat_map(|object| object.keys().cloned()).collect()
}

/// The properties of an object within a schema.
fn members(schema: &str, path: &[&str]) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(schema).expect("a schema");
    let at = path
        .iter()
        .fold(&schema["properties"], |at, name| &at[name]);
    let members = at["properties"].as_object().expect("an object's schema");
    members.keys().cloned().collect()
}

fn words(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// What a request may set, less what is acted upon and what is refused.
fn kept(mut all: BTreeSet<String>, others: &[BTreeSet<String>]) -> Vec<String> {
    all.retain(|key| !others.iter().any(|other| other.contains(key)));
    all.into_iter().collect()
}

/// The section of the document.
fn section() -> String {
    let tenant = include_str!("tenants/schema.json");
    let client = include_str!("clients/schema.json");
    let api = include_str!("resource_servers/schema.json");
    let database = include_str!("connections/schema.json");
    let stream = include_str!("log_streams/schema.json");
    let theme = include_str!("branding_themes/schema.json");
    let options = |start: &str| -> BTreeSet<String> {
        let refused = connection_document::refused();
        refused
            .filter_map(|path| path.strip_prefix(start))
            .map(first)
            .collect()
    };
    let refused = |keys: &mut dyn Iterator<Item = &'static str>| keys.map(first).collect();
    let flags = tenant_document::KEPT_FLAGS;
    let rows = [
        (
            "tenant settings",
            tenant_document::KEPT
                .iter()
                .map(|&key| key.to_owned())
                .collect(),
        ),
        (
            "tenant settings: `error_page`",
            kept(
                members(tenant, &["error_page"]),
                &[fields_of::<ErrorPageSettings>(), words(&["html"])],
            ),
        ),
        (
            "tenant settings: `flags`",
            flags.iter().map(|&key| key.to_owned()).collect(),
        ),
        (
            "clients",
            kept(
                properties(client),
                &[
                    fields_of::<Client>(),
                    words(client_document::ACTED_UPON),
                    refused(&mut client_document::refused()),
                ],
            ),
        ),
        (
            "clients: `session_transfer`",
            kept(
                members(client, &["session_transfer"]),
                &[fields_of::<session_transfer::TransferSettings>()],
            ),
        ),
        (
            "clients: `refresh_token`",
            kept(
                members(client, &["refresh_token"]),
                &[fields_of::<RefreshTokenPolicy>()],
            ),
        ),
        (
            "clients: `jwt_configuration`",
            kept(
                members(client, &["jwt_configuration"]),
                &[fields_of::<JwtConfiguration>()],
            ),
        ),
        (
            "APIs",
            kept(
                properties(api),
                &[
                    fields_of::<ResourceServer>(),
                    refused(&mut resource_server_document::refused()),
                ],
            ),
        ),
        (
            "databases",
            kept(
                properties(database),
                &[
                    fields_of::<Connection>(),
                    words(&["options"]),
                    refused(&mut connection_document::refused()),
                ],
            ),
        ),
        (
            "databases: `options`",
            kept(
                members(database, &["options"]),
                &[
                    words(connection_document::OPTIONS_ACTED_UPON),
                    options("options."),
                ],
            ),
        ),
        (
            "Actions",
            action_document::KEPT
                .iter()
                .map(|&key| key.to_owned())
                .collect(),
        ),
        (
            "log streams",
            kept(
                properties(stream),
                &[words(log_stream_document::ACTED_UPON)],
            ),
        ),
        ("themes", kept(properties(theme), &[fields_of::<Theme>()])),
        (
            "themes: `colors`",
            kept(members(theme, &["colors"]), &[fields_of::<ThemeColors>()]),
        ),
        (
            "themes: `widget`",
            kept(members(theme, &["widget"]), &[fields_of::<Widget>()]),
        ),
    ];
    let mut out = String::from("| of | stored and shown, not acted upon |\n| --- | --- |\n");
    for (of, keys) in rows {
        let keys: Vec<String> = keys.iter().map(|key: &String| format!("`{key}`")).collect();
        let keys = if keys.is_empty() {
            "nothing".to_owned()
        } else {
            keys.join(", ")
        };
        // Auth0's own schema takes anything there.
        let open = if of.ends_with("`options`") {
            ", and what the schema does not know"
        } else {
            ""
        };
        writeln!(out, "| {of} | {keys}{open} |").expect("a text takes text");
    }
    out + &idle_grants() + &not_offered_at()
}

/// What of grants changes nothing.
fn idle_grants() -> String {
    let types = grant_type::ALL.map(|grant| format!("`{}`", grant.name));
    format!(
        "\nOf a client's `grant_types`, nothing acts upon any but {}. A client grant changes nothing where its client\n\
         may not use `client_credentials` (`subject_type: client`), or where its API's `subject_type_authorization` asks for\n\
         no grant. `footbridge import` and `footbridge check` name both.\n",
        types.join(", ")
    )
}

/// The first step of a path.
fn first(path: &str) -> String {
    path.split('.').next().unwrap_or_default().to_owned()
}

/// The families of endpoints that answer that nothing is there.
fn not_offered_at() -> String {
    let offered = RESOURCES.iter().copied().flatten();
    let is_offered = |family: &str| {
        let is_of = |route: &Route| {
            let rest = route.path.strip_prefix(family);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        offered.clone().any(is_of)
    };
    let family = |path: &str| {
        let family = match path.split_once("/{") {
            // What belongs to a thing that is there.
            Some((_, rest)) if rest.contains('/') => path.to_owned(),
            Some((start, _)) => start.to_owned(),
            None => path.split('/').take(3).collect::<Vec<_>>().join("/"),
        };
        match is_offered(&family) {
            true => path.to_owned(),
            false => family,
        }
    };
    let paths = not_offered::resources().iter().map(|r| family(r.path));
    let mut families: Vec<String> = paths.map(|path| format!("`{path}`")).collect();
    families.sort();
    families.dedup();
    format!(
        "\nThese endpoints say that nothing is there, or that it is off, and refuse what would change that with 403\n\
         `feature_not_enabled`: {}.\n",
        families.join(", ")
    )
}

#[test]
fn the_document_says_what_is_stored_without_effect() {
    let (_, rest) = DOCUMENT.split_once(BEGIN).expect("the section begins");
    let (told, _) = rest.split_once(END).expect("the section ends");
    let wanted = section();
    assert!(
        told == wanted,
        "docs/compatibility.md has to say, between its marks:\n\n{wanted}"
    );
}

#[test]
fn what_is_said_to_be_acted_upon_can_be_set() {
    let client = properties(include_str!("clients/schema.json"));
    assert!(words(client_document::ACTED_UPON).is_subset(&client));
    let options = include_str!("connections/schema.json");
    let options = members(options, &["options"]);
    for key in connection_document::OPTIONS_ACTED_UPON {
        // These two are taken without a rule in the schema, as Auth0 takes them.
        let is_open = ["disable_signup", "requires_username"].contains(key);
        assert!(is_open || options.contains(*key), "{key}");
    }
    assert!(
        words(action_document::KEPT).is_subset(&properties(include_str!("actions/schema.json")))
    );
}
