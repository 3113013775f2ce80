//! An endpoint of the Management API as data, and a call of it, without HTTP.

use std::pin::Pin;

use serde_json::{Map, Value};

use super::caller::Caller;
use super::error::ApiError;
use super::query::{Parameter, Query};
use super::reply::Outcome;
use crate::flows::Ctx;

/// One endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    pub method: &'static str,
    /// Below `/api/v2`.
    pub path: &'static str,
    /// The token needs one of them.
    pub scopes: &'static [Scope],
    pub query: &'static [Parameter],
    pub takes: Takes,
    /// A write's name in the tenant log; `None` for what only reads.
    pub writes: Option<&'static str>,
    pub handler: Handler,
}

/// What body an endpoint takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Nothing,
    Object,
    /// An object of which these scopes, unless the token has another one of the route's, allow some members only.
    ObjectByScope(&'static [(Scope, &'static [Member])]),
    /// An object, or `null` for an empty one.
    ObjectOrNull,
    List,
    /// `multipart/form-data`: strings, and a file.
    Parts,
    /// An object, or a string that stands for one with that member alone.
    ObjectOrText(Member),
}

/// Answers a call.
pub type Handler = for<'a> fn(&'a Call) -> Answering<'a>;

/// The answer to come.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

type Scope = &'static str;
type Member = &'static str;

impl Route {
    /// An endpoint without a body, without parameters, and that only reads.
    pub const fn new(
        method: &'static str,
        path: &'static str,
        scopes: &'static [Scope],
        handler: Handler,
    ) -> Self {
        Self {
            method,
            path,
            scopes,
            query: &[],
            takes: Takes::Nothing,
            writes: None,
            handler,
        }
    }

    /// `GET`
    pub const fn get(path: &'static str, scopes: &'static [Scope], handler: Handler) -> Self {
        Self::new("GET", path, scopes, handler)
    }

    /// `POST` of an object, under `log` in the tenant log.
    pub const fn post(
        path: &'static str,
        scopes: &'static [Scope],
        log: &'static str,
        handler: Handler,
    ) -> Self {
        let route = Self::new("POST", path, scopes, handler);
        route.logged(log).takes(Takes::Object)
    }

    /// `PATCH` with an object, under `log` in the tenant log.
    pub const fn patch(
        path: &'static str,
        scopes: &'static [Scope],
        log: &'static str,
        handler: Handler,
    ) -> Self {
        let route = Self::new("PATCH", path, scopes, handler);
        route.logged(log).takes(Takes::Object)
    }

    /// `PUT` of an object, under `log` in the tenant log.
    pub const fn put(
        path: &'static str,
        scopes: &'static [Scope],
        log: &'static str,
        handler: Handler,
    ) -> Self {
        let route = Self::new("PUT", path, scopes, handler);
        route.logged(log).takes(Takes::Object)
    }

    /// `DELETE`, under `log` in the tenant log.
    pub const fn delete(
        path: &'static str,
        scopes: &'static [Scope],
        log: &'static str,
        handler: Handler,
    ) -> Self {
        Self::new("DELETE", path, scopes, handler).logged(log)
    }

    /// The same with these parameters.
    pub const fn query(self, query: &'static [Parameter]) -> Self {
        Self { query, ..self }
    }

    /// The same with another body.
    pub const fn takes(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    /// The same as a write.
    pub const fn logged(self, log: &'static str) -> Self {
        Self {
            writes: Some(log),
            ..self
        }
    }

    /// The scopes that allow the whole body. One of the current user never does beside another: what that user may send is
    /// named by the route.
    pub fn scopes_for_every_member(&self) -> Vec<Scope> {
        let is_full =
            |scope: &Scope| !scope.contains(":current_user") && self.members_for(scope).is_empty();
        self.scopes.iter().copied().filter(is_full).collect()
    }

    /// The members that the scope allows, where it does not allow the whole body.
    pub fn members_for(&self, scope: &str) -> &'static [Member] {
        let Takes::ObjectByScope(rows) = self.takes else {
            return &[];
        };
        let row = rows.iter().find(|(of, _)| *of == scope);
        row.map_or(&[], |(_, members)| members)
    }

    /// Whether the endpoint takes the parameter itself.
    pub fn declares(&self, parameter: &Parameter) -> bool {
        self.query.iter().any(|own| own.name == parameter.name)
    }
}

/// A call that has passed every check that its route can make.
#[derive(Debug)]
pub struct Call {
    pub route: &'static Route,
    pub ctx: Ctx,
    pub caller: Caller,
    /// Whether `id` is a user's.
    pub about_user: bool,
    /// The path's variable parts, percent-decoded: the first, and those after it.
    pub id: String,
    pub further_ids: Vec<String>,
    pub query: Query,
    pub body: Map<String, Value>,
    /// The body of an endpoint that takes a list.
    pub list: Vec<Value>,
    /// The file of an endpoint that takes one.
    pub file: Option<Vec<u8>>,
}

impl Call {
    /// Whether a user's token would act on another user.
    fn is_about_another(&self) -> bool {
        let own = self.caller.user_id.as_ref();
        self.about_user && own.is_some_and(|own| *own != self.id)
    }

    /// Whether the caller may do this to that user, and send every member of that body.
    pub fn check_rights(&self) -> Result<(), ApiError> {
        if self.is_about_another() {
            return Err(ApiError::another_user());
        }
        let full = self.route.scopes_for_every_member();
        if full.is_empty() || self.caller.has_any(&full) {
            return Ok(());
        }
        let held = self
            .route
            .scopes
            .iter()
            .filter(|s| self.caller.has_any(&[s]));
        let allowed: Vec<_> = held.flat_map(|s| self.route.members_for(s)).collect();
        let is_allowed = |name: &String| allowed.iter().any(|member| *member == name);
        if self.list.is_empty() && self.body.keys().all(is_allowed) {
            return Ok(());
        }
        Err(ApiError::insufficient_scope(&full))
    }

    /// The second variable part of the path.
    pub fn second_id(&self) -> &str {
        self.further_ids.first().map_or("", String::as_str)
    }
}
