use super::{GRANTS, UNKNOWN};
use crate::domain::grant_type::{self, Endpoint};

#[test]
fn every_grant_type_of_the_token_endpoint_has_one_grant() {
    let mut declared: Vec<_> = grant_type::ALL
        .iter()
        .filter(|grant| grant.endpoint == Endpoint::Token)
        .map(|grant| grant.name)
        .collect();
    let mut served: Vec<_> = GRANTS.iter().map(|entry| entry.grant_type.name).collect();
    declared.sort_unstable();
    served.sort_unstable();
    assert_eq!(declared, served);
}

#[test]
fn the_document_on_monitoring_lists_the_labels() {
    let labels = GRANTS.iter().flat_map(|entry| entry.labels);
    let labels: Vec<_> = labels
        .chain([&UNKNOWN])
        .map(|label| format!("`{label}`"))
        .collect();
    let wanted = format!("`grant`: {};", labels.join(" "));
    let document = include_str!("../../../docs/monitoring.md");
    assert!(
        document.contains(&wanted),
        "docs/monitoring.md has to say: {wanted}"
    );
}
