//! Every list with every filter, for the test that asks both engines how they would read it.

use super::{Filter, List, NO_CHECKPOINT, RowRange, counted, select};
use crate::organizations::{Listed, Sort};
use crate::search::conditions;
use crate::tenant_logs::LogOrder;
use crate::{
    client_grants, clients, connections, device_credentials, families, grants,
    organization_connections, organization_grants, organization_invitations, organization_members,
    permissions, resource_servers, role_members, roles, session_list, tenant_logs, user_search,
};
use footbridge_domain::search::Condition;
use footbridge_domain::user_query::UserSort;
use footbridge_domain::{log_query, user_query};

/// A statement of a list, and its parameters as SQL writes them.
#[derive(Debug, Clone)]
pub struct Sample {
    pub sql: String,
    pub values: Vec<String>,
    /// The rows that it may have to look at: those that come before the part, and the part.
    pub reads: u32,
    /// An index finds the few rows that it may have, and they are sorted.
    pub is_narrow: bool,
}

/// How far a page begins from the start.
const OFFSET: u32 = 500;
const LIMIT: u32 = 50;

/// The first page, one far from the start, one behind a checkpoint and the total, of every list with every filter.
pub fn samples(is_postgres: bool) -> Vec<Sample> {
    let parts = [
        RowRange::first(LIMIT),
        RowRange {
            offset: OFFSET,
            ..RowRange::first(LIMIT)
        },
        RowRange {
            after: Some("n00000500"),
            ..RowRange::first(LIMIT + 1)
        },
    ];
    let all = lists().into_iter().chain(lists_of_users());
    let wide = all.map(|(list, filters)| (list, filters, false));
    let narrow = narrow().into_iter();
    let narrow = narrow.map(|(list, filters)| (list, filters, true));
    let mut samples = statements().to_vec();
    for (list, filters, is_narrow) in wide.chain(narrow) {
        for part in parts {
            if part.after.is_some() && list.id == NO_CHECKPOINT {
                continue;
            }
            samples.push(Sample {
                sql: select(is_postgres, &list, &filters, part).text(),
                values: values(is_postgres, &filters, Some(part)),
                reads: part.offset + part.limit,
                is_narrow,
            });
        }
        samples.push(Sample {
            sql: counted(is_postgres, &list, &filters).text(),
            values: values(is_postgres, &filters, None),
            reads: u32::MAX,
            is_narrow,
        });
    }
    samples
}

/// The lists of which only what is alive is shown: whether it is depends on other rows, so they are statements of their own.
fn statements() -> [Sample; 9] {
    let [families, count_of_families] = families::LISTING;
    let [sessions, clients, count_of_sessions] = session_list::LISTING;
    let sample = |sql: &str, values: &str, reads: u32| Sample {
        sql: sql.to_owned(),
        values: vec![values.to_owned()],
        reads,
        is_narrow: false,
    };
    let (all, far) = (LIMIT, OFFSET + LIMIT);
    [
        sample(families, "'n00000001', 0, NULL, '', 50, 0", all),
        sample(families, "'n00000001', 0, NULL, '', 50, 500", far),
        sample(families, "'n00000001', 0, NULL, 'n00000500', 50, 0", all),
        sample(families, "'n00000001', 0, 'n00000001', '', 50, 0", all),
        sample(count_of_families, "'n00000001', 0, NULL", u32::MAX),
        sample(sessions, "'n00000001', 0, '', 50, 500", far),
        sample(sessions, "'n00000001', 0, 'n00000500', 50, 0", all),
        sample(clients, "'n00000001', 'n00000500', 'n00000549'", all),
        sample(count_of_sessions, "'n00000001', 0", u32::MAX),
    ]
}

/// Users whom `q` finds.
fn users(q: &str) -> Vec<Filter<'static>> {
    let condition = user_query::parse(q).expect("a query of ours");
    user_search::meeting(Box::leak(Box::new(condition))).to_vec()
}

/// Events that `q` finds.
fn events(q: &str) -> Vec<Filter<'static>> {
    let condition = log_query::parse(q).expect("a query of ours");
    vec![Filter::Event(Box::leak(Box::new(condition)))]
}

fn lists_of_users() -> Vec<(List, Vec<Filter<'static>>)> {
    let mut lists = vec![];
    for sort in UserSort::ALL {
        for descending in [false, true] {
            let list = user_search::in_order(sort, descending);
            match user_search::optional(sort) {
                None => lists.push((list, users(""))),
                Some(column) => lists.extend([true, false].map(|value| {
                    let value = vec![Filter::Present(column, value)];
                    (list, [users(""), value].concat())
                })),
            }
        }
    }
    let oldest = user_search::in_order(UserSort::CreatedAt, false);
    lists.push((oldest, users("identities.connection:c")));
    for order in [LogOrder::NewestFirst, LogOrder::OldestFirst] {
        for q in ["", "user_id:n00000001"] {
            lists.push((tenant_logs::in_order(order), events(q)));
        }
    }
    for (user_id, client_id) in [(None, None), (Some(ONE), None), (None, Some(ONE))] {
        lists.push((
            device_credentials::LIST,
            device_credentials::of(user_id, client_id),
        ));
    }
    lists
}

/// Those that find few rows, by an index for what was named or for how it begins.
fn narrow() -> Vec<(List, Vec<Filter<'static>>)> {
    let oldest = user_search::in_order(UserSort::CreatedAt, false);
    let queries = [
        "user_id:n00000001",
        "email:n00000001",
        "email:n0000001*",
        "username:n00000001",
        "username:n0000001*",
        "name:n00000001",
        "name:n0000001*",
        "family_name:n00000001",
    ];
    let identifiers = vec![resource_servers::among(ones())];
    let apis = (resource_servers::LIST, identifiers);
    let users = queries.map(|q| (oldest, users(q)));
    users.into_iter().chain([apis]).collect()
}

const ONE: &str = "n00000001";

fn ones() -> &'static [String] {
    Vec::leak(vec![ONE.to_owned()])
}

fn lists() -> Vec<(List, Vec<Filter<'static>>)> {
    let ones = ones();
    let mut lists = vec![
        (roles::LIST, vec![]),
        (roles::LIST, vec![roles::named("n0")]),
        (role_members::ROLES, role_members::of(ONE, "").to_vec()),
        (role_members::USERS, role_members::with(ONE).to_vec()),
        (permissions::OF_ROLES, permissions::of(ONE).to_vec()),
        (
            organization_members::USERS,
            organization_members::of(ONE).to_vec(),
        ),
        (resource_servers::LIST, vec![]),
        (connections::OF_CLIENT, connections::of(ONE, None)),
        (connections::OF_CLIENT, connections::of(ONE, Some(ones))),
        (connections::ENABLED, connections::at(ONE).to_vec()),
    ];
    let mut add = |list: List, filters: Vec<Filter<'static>>| lists.push((list, filters));
    let all = client_grants::ClientGrantFilters::default();
    for filters in [
        all,
        client_grants::ClientGrantFilters {
            client_id: Some(ONE),
            ..all
        },
        client_grants::ClientGrantFilters {
            audience: Some(ONE),
            ..all
        },
        client_grants::ClientGrantFilters {
            subject_type: Some("client"),
            ..all
        },
        client_grants::ClientGrantFilters {
            any_organization: Some(false),
            ..all
        },
    ] {
        add(client_grants::LIST, filters.list());
    }
    let all = connections::ConnectionFilters::default();
    for filters in [
        all,
        connections::ConnectionFilters {
            strategies: Some(ones),
            ..all
        },
        connections::ConnectionFilters {
            name: Some(ONE),
            ..all
        },
    ] {
        add(connections::LIST, filters.list());
    }
    let all = clients::ClientFilters::default();
    for filters in [
        all,
        clients::ClientFilters {
            is_global: Some(false),
            ..all
        },
        clients::ClientFilters {
            is_first_party: Some(true),
            ..all
        },
        clients::ClientFilters {
            external_client_id: Some(ONE),
            ..all
        },
        clients::ClientFilters {
            app_types: Some(ones),
            ..all
        },
    ] {
        add(clients::LIST, filters.list());
    }
    let all = organization_grants::OrganizationGrantFilters {
        organization: ONE,
        client_id: None,
        audience: None,
        ids: None,
    };
    // An audience is looked for as a client is.
    for filters in [
        all,
        organization_grants::OrganizationGrantFilters {
            client_id: Some(ONE),
            ..all
        },
    ] {
        add(organization_grants::GRANTS, filters.list());
    }
    let all = organization_connections::OrganizationConnectionFilters::all(ONE);
    for filters in [
        all,
        organization_connections::OrganizationConnectionFilters {
            is_enabled: Some(true),
            ..all
        },
    ] {
        add(organization_connections::LIST, filters.list());
    }
    for newest_first in [true, false] {
        add(
            organization_invitations::in_order(newest_first),
            organization_invitations::of(ONE).to_vec(),
        );
    }
    let all = grants::ConsentFilters::default();
    for filters in [
        all,
        grants::ConsentFilters {
            user_id: Some(ONE),
            ..all
        },
        grants::ConsentFilters {
            client_id: Some(ONE),
            ..all
        },
        grants::ConsentFilters {
            audience: Some(ONE),
            ..all
        },
    ] {
        add(grants::LIST, filters.list());
    }
    for sort in [Sort::Made, Sort::Name, Sort::DisplayName] {
        for descending in [false, true] {
            let (list, _) = Listed::All { sort, descending }.list();
            add(list, vec![]);
        }
    }
    for listed in [Listed::OfUser(ONE), Listed::OfGrant(ONE)] {
        let (list, filter) = listed.list();
        add(list, filter.into_iter().collect());
    }
    lists
}

/// In the order in which they are bound.
fn values(is_postgres: bool, filters: &[Filter<'_>], part: Option<RowRange<'_>>) -> Vec<String> {
    let quoted = |text: &str| format!("'{text}'");
    let mut values = Vec::new();
    for filter in filters {
        match filter {
            Filter::Is(_, text) | Filter::Contains(_, text) => {
                values.push(quoted(text));
            }
            Filter::OneOf(_, texts) => {
                values.extend(texts.iter().map(|text| quoted(text)));
            }
            Filter::Flag(_, flag) => values.push(flag.to_string()),
            Filter::User(Condition::Text { pattern, .. })
            | Filter::Event(Condition::Text { pattern, .. }) => {
                let written = || conditions::written(is_postgres, pattern);
                let text = pattern.as_exact().map_or_else(written, str::to_owned);
                values.push(quoted(&text));
            }
            Filter::Present(..) | Filter::User(_) | Filter::Event(_) => {}
        }
    }
    if let Some(part) = part {
        values.extend(part.after.map(quoted));
        values.push(part.limit.to_string());
        values.push(part.offset.to_string());
    }
    values
}
