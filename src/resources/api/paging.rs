//! The two ways of paging: by number, and by checkpoint.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::domain::json_schema::Mismatch;
use crate::resources::api::error::ApiError;
use crate::resources::api::query::{Parameter, Query};
use crate::store::engine::StoreError;
use crate::store::listing::RowRange as Rows;

/// How many are shown where nothing else is asked for.
pub const DEFAULT_SIZE: u32 = 50;
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

/// Numbered pages of some lists end here.
const MAX_RECORDS: u32 = 1_000;

/// Which part of a list a request asks for: a page by number, or what follows a checkpoint.
#[derive(Debug)]
pub struct Part {
    /// What a checkpoint follows; empty at the start. `None`: a page by number.
    after: Option<String>,
    pub offset: u32,
    /// How many are shown.
    pub size: u32,
    /// Whether the answer says how many there are.
    pub totals: bool,
}

impl Part {
    /// From the query; a checkpoint is asked for by `from` or `take`, and then the rest does not count.
    pub fn of(query: &Query) -> Result<Self, ApiError> {
        if query.text("from").is_some() || query.integer("take").is_some() {
            return Self::checkpoint(query);
        }
        let size = query.integer("per_page").unwrap_or(DEFAULT_SIZE);
        Ok(Self {
            after: None,
            offset: query.integer("page").unwrap_or(0).saturating_mul(size),
            size,
            totals: query.flag("include_totals") == Some(true),
        })
    }

    /// A list whose numbered pages end at 1,000 records.
    pub fn bounded(query: &Query) -> Result<Self, ApiError> {
        let part = Self::of(query)?;
        if part.after.is_some() || part.offset.saturating_add(part.size) <= MAX_RECORDS {
            return Ok(part);
        }
        let number = query.integer("page").unwrap_or(0);
        let message = format!(
            "Requesting page {number} exceeds the allowed maximum of {MAX_RECORDS} records. To fetch results beyond {MAX_RECORDS}, use the checkpoint pagination method."
        );
        Err(ApiError::new(400, message).code("invalid_query_string"))
    }

    /// A list that is only paged by checkpoint.
    pub fn checkpoint(query: &Query) -> Result<Self, ApiError> {
        let from = query.text("from").map(open_cursor).transpose()?;
        Ok(Self {
            after: Some(from.unwrap_or_default()),
            offset: 0,
            size: query.integer("take").unwrap_or(DEFAULT_SIZE),
            totals: false,
        })
    }

    /// The same where `per_page` is an older `take`, and an answer may say how many there are.
    pub fn checkpoint_or_page(query: &Query) -> Result<Self, ApiError> {
        let part = Self::checkpoint(query)?;
        let size = query.integer("take").or(query.integer("per_page"));
        let size = size.unwrap_or(DEFAULT_SIZE);
        let page = query
            .integer("page")
            .filter(|_| query.text("from").is_none());
        Ok(Self {
            offset: page.unwrap_or(0).saturating_mul(size),
            size,
            totals: query.flag("include_totals") == Some(true),
            ..part
        })
    }

    /// Whether it follows a checkpoint.
    pub fn is_checkpoint(&self) -> bool {
        self.after.is_some()
    }

    /// The rows to read: one more than is shown where the answer says whether there is a next part.
    pub fn rows(&self) -> Rows<'_> {
        let more = u32::from(self.is_checkpoint());
        Rows {
            after: self.after.as_deref(),
            offset: self.offset,
            limit: self.size + more,
        }
    }

    /// How many there are, counted only if the answer says so.
    pub async fn total(
        &self,
        count: impl Future<Output = Result<i64, StoreError>>,
    ) -> Result<i64, StoreError> {
        match self.totals {
            true => count.await,
            false => Ok(0),
        }
    }

    /// The rows of a list that is held whole, because it cannot grow beyond a small bound.
    pub fn among<T>(&self, mut bounded: Vec<T>, id: impl Fn(&T) -> String) -> Vec<T> {
        let rows = self.rows();
        if let Some(after) = rows.after {
            bounded.sort_by_cached_key(&id);
            bounded.retain(|item| id(item).as_str() > after);
        }
        let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let skipped = bounded.into_iter().skip(at(rows.offset));
        skipped.take(at(rows.limit)).collect()
    }

    /// The answer, of the rows that were read: for a page the bare array, or the object with `total`; for a checkpoint the
    /// object with `next`.
    pub fn answer<T>(
        &self,
        name: &str,
        mut read: Vec<T>,
        total: i64,
        (id, shown): (impl Fn(&T) -> String, impl Fn(&T) -> Value),
    ) -> Value {
        if !self.is_checkpoint() {
            return self.page(name, read.iter().map(shown).collect(), total);
        }
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let next = (size > 0 && read.len() > size).then(|| cursor(&id(&read[size - 1])));
        read.truncate(size);
        let mut body = json!({ name: read.iter().map(shown).collect::<Vec<_>>() });
        if let Some(next) = next {
            body["next"] = next.into();
        }
        body
    }

    /// The answer of a page: the bare array, or the object with `total`.
    pub fn page(&self, name: &str, items: Vec<Value>, total: i64) -> Value {
        if !self.totals {
            return items.into();
        }
        json!({ "total": total, "start": self.offset, "limit": self.size, name: items })
    }

    /// The answer of a list that has nothing.
    pub fn nothing(&self, name: &str) -> Value {
        let (id, shown) = (String::clone, |_: &String| Value::Null);
        self.answer(name, vec![], 0, (id, shown))
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
