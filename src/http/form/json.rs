//! A JSON object as parameters. serde_json's own map keeps the last of two equal keys, so this reads pair by pair.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};

use super::{ParamError, Params, Reading};

/// Parameters that are objects; in a form they are JSON.
const OBJECTS: [&str; 3] = ["authn_response", "user_profile", "user_metadata"];

pub(super) fn read(body: &[u8]) -> Result<Params, ParamError> {
    match serde_json::from_slice(body) {
        Ok(Object(outcome)) => outcome,
        Err(e) if e.classify() == Category::Data => Err(ParamError::NotAnObject),
        Err(_) => Err(ParamError::BadJson),
    }
}

/// The parameters, or the first thing that is wrong with all of them.
struct Object(Result<Params, ParamError>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut reading = Reading::default();
        while let Some((name, member)) = map.next_entry::<String, Member>()? {
            let text = member.into_text(&name);
            if let Err(wrong) = reading.add(name, text) {
                // The rest is still read: a body that is not JSON is reported as such.
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(Object(Err(wrong)));
            }
        }
        Ok(Object(Ok(reading.params)))
    }
}

/// The types of a member.
enum Member {
    Text(String),
    /// An integer or a boolean, written out.
    Literal(String),
    Texts(Vec<String>),
    /// An object, as JSON.
    Object(String),
    /// `null`: the same as absent. SDKs send it for members without a value.
    Nothing,
    Other,
}

impl Member {
    fn into_text(self, name: &str) -> Result<String, ParamError> {
        match (self, name) {
            (Self::Text(text), _) => Ok(text),
            (Self::Nothing, _) => Ok(String::new()),
            (Self::Texts(words), "scope" | "authenticator_types" | "oob_channels") => {
                Ok(words.join(" "))
            }
            (Self::Object(text), name) if OBJECTS.contains(&name) => Ok(text),
            (_, "scope") => Err(ParamError::BadScope),
            (Self::Literal(text), _) => Ok(text),
            _ => Err(ParamError::NotAString(name.into())),
        }
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MemberVisitor)
    }
}

struct MemberVisitor;

impl<'de> Visitor<'de> for MemberVisitor {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Member, E> {
        Ok(Member::Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Member, E> {
        Ok(Member::Literal(value.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Member, E> {
        Ok(Member::Literal(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Member, E> {
        Ok(Member::Literal(number.to_string()))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Member, E> {
        Ok(Member::Other)
    }

    fn visit_unit<E: Error>(self) -> Result<Member, E> {
        Ok(Member::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Member, A::Error> {
        let mut texts = Some(Vec::new());
        while let Some(item) = items.next_element::<Member>()? {
            match (item, &mut texts) {
                (Member::Text(text), Some(texts)) => texts.push(text),
                _ => texts = None,
            }
        }
        Ok(texts.map_or(Member::Other, Member::Texts))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Member, A::Error> {
        let mut object = Map::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            object.insert(name, value);
        }
        Ok(Member::Object(Value::Object(object).to_string()))
    }
}
