//! Every column that names something, and what becomes of its rows when that is deleted.

/// What can be deleted, with what hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aggregate {
    User,
    /// By its id, or by its name.
    Connection,
    Client,
    Organization,
    /// By its identifier, the audience of its tokens.
    ResourceServer,
    Role,
    ClientGrant,
}

/// What becomes of the rows of a column, or of a member of a document, that names what is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// No row names it afterwards.
    Erased,
    /// Rows stay, for this reason.
    Kept(&'static str),
}

use Aggregate::{Client, ClientGrant, Connection, Organization, ResourceServer, Role, User};
use Fate::{Erased, Kept};

const LOG: Fate = Kept("the tenant log says what happened, for as long as it is kept");
const CONSUMED: Fate = Kept(
    "tokens stay for 24 hours, so that a used one is not mistaken for an invented one; they end with their family",
);
const FAMILY: Fate =
    Kept("ended: the row tells a token shown again from one made up, until the purge");
const CODE: Fate = Kept("good for a minute, in a session and for a client that are there");
const NEVER_AGAIN: Fate = Kept(
    "refused while there is no such organization, and no other one will have the id; the purge removes it",
);
const OF_SESSION: Fate =
    Kept("goes with its session, and says until then which applications took part");

/// Every column, and every member of a document (`table.column#member`), that names an aggregate.
pub const NAMES: &[(Aggregate, &str, Fate)] = &[
    (User, "users.user_id", Erased),
    (User, "users.linked_to", Erased),
    (User, "sessions.user_id", Erased),
    (User, "tickets.user_id", Erased),
    (User, "mail_outbox.user_id", Erased),
    (User, "grants.user_id", Erased),
    (User, "device_credentials.user_id", Erased),
    (User, "authenticators.user_id", Erased),
    (User, "mfa_tokens.user_id", Erased),
    (User, "remembered_browsers.user_id", Erased),
    (User, "user_permissions.user_id", Erased),
    (User, "role_members.user_id", Erased),
    (User, "organization_members.user_id", Erased),
    (User, "refresh_families.user_id", FAMILY),
    (User, "session_transfers.user_id", CONSUMED),
    (User, "session_transfers.actor", CONSUMED),
    (User, "codes.user_id", CODE),
    (User, "tenant_logs.user_id", LOG),
    (
        User,
        "login_attempts.identifier",
        Kept("wrong passwords count for what was typed, whether a user has it or not"),
    ),
    (Connection, "connections.id", Erased),
    (Connection, "connections.name", Erased),
    (Connection, "users.connection", Erased),
    (Connection, "connection_clients.connection_id", Erased),
    (Connection, "organization_connections.connection_id", Erased),
    (Connection, "organization_invitations.connection_id", Erased),
    (Connection, "identifier_spellings.connection", Erased),
    (Connection, "tenant.document#default_directory", Erased),
    (
        Connection,
        "sessions.connection",
        Kept(
            "the users of other connections keep the sessions that they began by an identity of this one",
        ),
    ),
    (
        Connection,
        "refresh_families.login#connection",
        Kept("says how the family began; its own connection ends it"),
    ),
    (Connection, "tenant_logs.connection", LOG),
    (Client, "clients.client_id", Erased),
    (Client, "client_credentials.client_id", Erased),
    (Client, "client_grants.client_id", Erased),
    (Client, "client_names.client_id", Erased),
    (Client, "connection_clients.client_id", Erased),
    (Client, "organization_invitations.client_id", Erased),
    (Client, "grants.client_id", Erased),
    (Client, "device_credentials.client_id", Erased),
    (Client, "connections.document#enabled_clients", Erased),
    (Client, "clients.document#allowed_clients", Erased),
    (Client, "refresh_families.client_id", FAMILY),
    (Client, "session_transfers.client_id", CONSUMED),
    (Client, "codes.client_id", CODE),
    (
        Client,
        "pushed_requests.client_id",
        Kept("good for 30 seconds, and only for a client that is there"),
    ),
    (
        Client,
        "mfa_tokens.client_id",
        Kept("good for ten minutes, and only for a client that is there"),
    ),
    (
        Client,
        "passkey_challenges.client_id",
        Kept("good for five minutes, and only for a client that is there"),
    ),
    (Client, "session_clients.client_id", OF_SESSION),
    (Client, "saml_participants.client_id", OF_SESSION),
    (
        Client,
        "saml_messages.client_id",
        Kept("a message stays used up until it has expired"),
    ),
    (Client, "tenant_logs.client_id", LOG),
    (Organization, "organizations.id", Erased),
    (Organization, "organizations.name", Erased),
    (Organization, "organization_members.organization_id", Erased),
    (
        Organization,
        "organization_connections.organization_id",
        Erased,
    ),
    (Organization, "organization_grants.organization_id", Erased),
    (
        Organization,
        "organization_invitations.organization_id",
        Erased,
    ),
    (Organization, "role_members.organization_id", Erased),
    (
        Organization,
        "clients.document#default_organization",
        Erased,
    ),
    (Organization, "refresh_families.organization", NEVER_AGAIN),
    (Organization, "session_transfers.organization", NEVER_AGAIN),
    (ResourceServer, "resource_servers.id", Erased),
    (ResourceServer, "resource_servers.identifier", Erased),
    (ResourceServer, "client_grants.audience", Erased),
    (ResourceServer, "clients.resource_server", Erased),
    (ResourceServer, "role_permissions.audience", Erased),
    (ResourceServer, "user_permissions.audience", Erased),
    (ResourceServer, "grants.audience", Erased),
    (ResourceServer, "tenant.document#default_audience", Erased),
    (
        ResourceServer,
        "clients.document#resource_server_identifier",
        Erased,
    ),
    (
        ResourceServer,
        "refresh_families.audience",
        Kept("an exchange is refused while there is no such API; the token may be good for others"),
    ),
    (
        ResourceServer,
        "clients.document#refresh_token",
        Kept("a policy for an API that is not there allows nothing"),
    ),
    (Role, "roles.id", Erased),
    (Role, "roles.name", Erased),
    (Role, "role_permissions.role_id", Erased),
    (Role, "role_members.role_id", Erased),
    (ClientGrant, "client_grants.id", Erased),
    (ClientGrant, "organization_grants.grant_id", Erased),
];

/// Documents that hold ids of several kinds, or none, and why nothing is taken out of them.
pub const DOCUMENTS: &[(&str, &str)] = &[
    (
        "action_executions.document",
        "what an Action did, for as long as the tenant log is kept",
    ),
    ("action_versions.document", "the tenant's code"),
    ("actions.document", "the tenant's code"),
    (
        "authenticators.document",
        "a name, an address and a credential, which go with their user",
    ),
    ("client_grants.settings", "no ids"),
    ("codes.grant_document", "goes with its code, after a day"),
    ("custom_domains.document", "no ids"),
    ("custom_texts.document", "the tenant's own words"),
    ("email_provider.document", "no ids"),
    ("email_templates.document", "the tenant's own words"),
    ("log_streams.document", "no ids"),
    (
        "login_transactions.document",
        "sealed, and good for 30 minutes; who comes back is looked up again",
    ),
    (
        "mfa_tokens.document",
        "sealed, and good for ten minutes; what it names is looked up again",
    ),
    ("organization_connections.settings", "no ids"),
    (
        "organization_invitations.document",
        "good for 30 days; its roles are looked up again",
    ),
    ("organizations.document", "no ids but its own"),
    ("jobs.document", "no ids but its own and its connection's"),
    ("jobs.errors", "users that were not imported, for a day"),
    ("jobs.leased_by", "a process"),
    (
        "passkey_challenges.document",
        "sealed, and good for five minutes; what it names is looked up again",
    ),
    (
        "pushed_requests.parameters",
        "good for 30 seconds, and looked up again",
    ),
    ("refresh_families.metadata", "the tenant's own words"),
    ("resource_servers.document", "no ids but its own"),
    ("sessions.metadata", "the tenant's own words"),
    (
        "tenant_logs.document",
        "the tenant log says what happened, for as long as it is kept",
    ),
    (
        "tickets.document",
        "the way back to a client, which is looked up again",
    ),
    (
        "transfer_attempts.document",
        "the trace of a transfer, for a day",
    ),
    (
        "userinfo_claims.claims",
        "found by a token alone, which is good for a user that is there",
    ),
    ("users.profile", "the tenant's own words"),
];
