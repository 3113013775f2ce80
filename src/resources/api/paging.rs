//! The two ways of paging: by number, and by checkpoint.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::domain::json_schema::Mismatch;
use crate::resources::api::error::ApiError;
use crate::resources::api::query::{Parameter, Query};

const DEFAULT_SIZE: u32 = 50;
const MAX_SIZE: u32 = 100;

/// `page`: far enough for any list, and far from any overflow.
pub const PAGE: Parameter = Parameter::integer("page", 0, 1_000_000);
/// `per_page`
pub const PER_PAGE: Parameter = Parameter::integer("per_page", 0, MAX_SIZE);
/// `include_totals`
pub const INCLUDE_TOTALS: Parameter = Parameter::flag("include_totals");
/// `from`
pub const FROM: Parameter = Parameter::text("from");
/// `take`
pub const TAKE: Parameter = Parameter::integer("take", 1, MAX_SIZE);

/// Which part of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paging {
    Numbered(Page),
    /// What follows `from`; the answer says where the next part begins.
    Checkpoint {
        from: Option<String>,
        take: u32,
    },
}

/// A page by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub start: u32,
    pub limit: u32,
    /// Whether the answer is an object that says how many there are.
    pub totals: bool,
}

impl Paging {
    /// From the query; a checkpoint is asked for by `from` or `take`, and then the rest does not count.
    pub fn of(query: &Query) -> Self {
        let (from, take) = (query.text("from"), query.integer("take"));
        if from.is_some() || take.is_some() {
            return Self::Checkpoint {
                from: from.map(str::to_owned),
                take: take.unwrap_or(DEFAULT_SIZE),
            };
        }
        Self::Numbered(Page::of(query))
    }
}

impl Page {
    /// From the query.
    pub fn of(query: &Query) -> Self {
        let limit = query.integer("per_page").unwrap_or(DEFAULT_SIZE);
        Self {
            start: query.integer("page").unwrap_or(0).saturating_mul(limit),
            limit,
            totals: query.flag("include_totals") == Some(true),
        }
    }

    /// The page of a list that is held whole.
    pub fn cut<T>(self, list: impl IntoIterator<Item = T>) -> Vec<T> {
        let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        list.into_iter()
            .skip(at(self.start))
            .take(at(self.limit))
            .collect()
    }

    /// The answer: the bare array, or the object with `total`.
    pub fn answer(self, name: &str, items: Vec<Value>, total: u64) -> Value {
        if !self.totals {
            return items.into();
        }
        json!({ "total": total, "start": self.start, "limit": self.limit, name: items })
    }
}

/// Whether the query asks for a checkpoint.
pub fn is_checkpoint(query: &Query) -> bool {
    matches!(Paging::of(query), Paging::Checkpoint { .. })
}

/// The part of `found` that the query asks for, as the answer has it: the bare array, or the object with totals or with
/// `next`. A checkpoint goes by `id`, so that it stands while others add and remove.
pub fn answer<T>(
    query: &Query,
    name: &str,
    mut found: Vec<T>,
    id: impl Fn(&T) -> String,
    shown: impl Fn(&T) -> Value,
) -> Result<Value, ApiError> {
    match Paging::of(query) {
        Paging::Numbered(page) => {
            let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
            let cut: Vec<Value> = page.cut(&found).into_iter().map(shown).collect();
            Ok(page.answer(name, cut, total))
        }
        Paging::Checkpoint { from, take } => {
            let from = from.map(|cursor| open_cursor(&cursor)).transpose()?;
            found.sort_by_cached_key(&id);
            found.retain(|item| from.as_ref().is_none_or(|last| id(item) > *last));
            let size = usize::try_from(take).unwrap_or(usize::MAX);
            let next = (found.len() > size).then(|| cursor(&id(&found[size - 1])));
            found.truncate(size);
            let mut body = json!({ name: found.iter().map(shown).collect::<Vec<_>>() });
            if let Some(next) = next {
                body["next"] = next.into();
            }
            Ok(body)
        }
    }
}

/// A part of a list that is only paged by checkpoint, and too long to be read whole. `per_page` is an older `take`.
#[derive(Debug)]
pub struct Checkpoint {
    /// Every id of the part is greater.
    pub after: String,
    pub offset: u32,
    take: u32,
    /// Whether the answer says how many there are.
    pub totals: bool,
}

impl Checkpoint {
    /// From the query.
    pub fn of(query: &Query) -> Result<Self, ApiError> {
        let (from, totals) = (query.text("from"), query.flag("include_totals"));
        let take = query.integer("take").or(query.integer("per_page"));
        let take = take.unwrap_or(DEFAULT_SIZE);
        let page = query.integer("page").filter(|_| from.is_none());
        Ok(Self {
            after: from.map(open_cursor).transpose()?.unwrap_or_default(),
            offset: page.unwrap_or(0).saturating_mul(take),
            take,
            totals: totals == Some(true),
        })
    }

    /// How many to read: one more than is shown, to know whether there is a next part.
    pub fn limit(&self) -> u32 {
        self.take + 1
    }

    /// The answer, of what was read.
    pub fn answer<T>(
        &self,
        name: &str,
        mut read: Vec<T>,
        id: impl Fn(&T) -> &str,
        shown: impl Fn(&T) -> Value,
    ) -> Value {
        let size = usize::try_from(self.take).unwrap_or(usize::MAX);
        let next = (size > 0 && read.len() > size).then(|| cursor(id(&read[size - 1])));
        read.truncate(size);
        let mut body = json!({ name: read.iter().map(shown).collect::<Vec<_>>() });
        if let Some(next) = next {
            body["next"] = next.into();
        }
        body
    }
}

/// A part of a list that is too long to be read whole and is paged in either way: which rows to read.
#[derive(Debug)]
pub struct Rows {
    /// Every id of the part is greater.
    pub after: String,
    pub offset: u32,
    /// One more than is shown where the answer says whether there is a next part.
    pub limit: u32,
    /// Whether the answer says how many there are.
    pub totals: bool,
    page: Option<Page>,
}

impl Rows {
    /// From the query.
    pub fn of(query: &Query) -> Result<Self, ApiError> {
        Ok(match Paging::of(query) {
            Paging::Numbered(page) => Self {
                after: String::new(),
                offset: page.start,
                limit: page.limit,
                totals: page.totals,
                page: Some(page),
            },
            Paging::Checkpoint { from, take } => Self {
                after: from
                    .map(|cursor| open_cursor(&cursor))
                    .transpose()?
                    .unwrap_or_default(),
                offset: 0,
                limit: take + 1,
                totals: false,
                page: None,
            },
        })
    }

    /// The answer, of what was read.
    pub fn answer<T>(
        &self,
        name: &str,
        mut read: Vec<T>,
        total: i64,
        (id, shown): (impl Fn(&T) -> String, impl Fn(&T) -> Value),
    ) -> Value {
        if let Some(page) = self.page {
            let items = read.iter().map(shown).collect();
            return page.answer(name, items, u64::try_from(total).unwrap_or(0));
        }
        let size = usize::try_from(self.limit - 1).unwrap_or(usize::MAX);
        let next = (size > 0 && read.len() > size).then(|| cursor(&id(&read[size - 1])));
        read.truncate(size);
        let mut body = json!({ name: read.iter().map(shown).collect::<Vec<_>>() });
        if let Some(next) = next {
            body["next"] = next.into();
        }
        body
    }
}

/// Where the next part begins. It is only ever compared with ids, so a made-up one finds a place in the order and no more.
fn cursor(id: &str) -> String {
    URL_SAFE_NO_PAD.encode(id)
}

fn open_cursor(text: &str) -> Result<String, ApiError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| {
            let sentence = "Object didn't pass validation for format cursor";
            ApiError::bad_query(&Mismatch::at("from", sentence, None))
        })
}
