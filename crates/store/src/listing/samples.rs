//! Every list with every filter, for the test that asks both engines how they would read it.

use super::{Filter, List, NO_CHECKPOINT, RowRange, counted, select};
use crate::organizations::{Listed, Sort};
use crate::{
    client_grants, clients, connections, grants, organization_connections, organization_grants,
    organization_members, permissions, resource_servers, role_members, roles,
};

/// A statement of a list, and its parameters as SQL writes them.
#[derive(Debug)]
pub struct Sample {
    pub sql: String,
    pub values: Vec<String>,
    /// The rows that it may have to look at: those that come before the part, and the part.
    pub reads: u32,
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
    let mut samples = Vec::new();
    for (list, filters) in lists() {
        for part in parts {
            if part.after.is_some() && list.id == NO_CHECKPOINT {
                continue;
            }
            samples.push(Sample {
                sql: select(is_postgres, &list, &filters, part).text(),
                values: values(&filters, Some(part)),
                reads: part.offset + part.limit,
            });
        }
        samples.push(Sample {
            sql: counted(is_postgres, &list, &filters).text(),
            values: values(&filters, None),
            reads: u32::MAX,
        });
    }
    samples
}

fn lists() -> Vec<(List, Vec<Filter<'static>>)> {
    const ONE: &str = "n00000001";
    let ones: &'static [String] = Vec::leak(vec![ONE.to_owned()]);
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
fn values(filters: &[Filter<'_>], part: Option<RowRange<'_>>) -> Vec<String> {
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
        }
    }
    if let Some(part) = part {
        values.extend(part.after.map(quoted));
        values.push(part.limit.to_string());
        values.push(part.offset.to_string());
    }
    values
}
