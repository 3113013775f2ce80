//! `footbridge bootstrap`

use anyhow::bail;
use serde_json::json;

use super::import::context;
use super::lines::say;
use super::open;
use crate::config::Config;
use crate::domain::management_scopes;
use crate::domain::settings::Settings;
use crate::ids;
use crate::outside::Entropy;
use crate::resources::sections::SECTIONS;
use crate::store::{Store, tenant};
use crate::tenant_file::apply::apply;
use crate::tenant_file::placeholders::Placeholders;
use crate::tenant_file::plan::plan;
use crate::tenant_file::planner::Context;
use crate::tenant_file::read::read_text;
use crate::tenant_file::state::State;

/// Whether to create another client.
#[derive(clap::Args)]
pub struct BootstrapArguments {
    /// Create another client even if one with every scope exists
    #[arg(long)]
    again: bool,
}

/// Creates a client with every scope of the Management API and prints its secret, once. A tenant without a database
/// connection gets the one that a new tenant has at Auth0.
pub async fn run(config: &Config, arguments: &BootstrapArguments) -> anyhow::Result<()> {
    let settings = config.settings(config.listen.port);
    let entropy = Entropy::system();
    let (store, clock) = open::store(config).await?;
    let secret = ids::client_secret(&entropy);
    let made = make(
        &store,
        &context(&settings, &entropy, &clock),
        &secret,
        arguments.again,
    )
    .await;
    store.engine().close().await;
    say(format_args!("client_id={}\nclient_secret={secret}", made?))
}

/// The new client's id. A tenant file of one client, applied under the tenant's lock.
async fn make(
    store: &Store,
    context: &Context<'_>,
    secret: &str,
    again: bool,
) -> anyhow::Result<String> {
    let mut tx = store.begin().await?;
    tenant::lock(&mut tx).await?;
    let state = State::load(&mut tx).await?;
    if let Some(name) = existing(&state, context.settings).filter(|_| !again) {
        bail!(
            "the client {name:?} already has every scope of the Management API: use it, or add --again to create another one"
        );
    }
    let id = ids::client_id(context.entropy);
    let mut file = json!({
        "clients": [{
            "name": free_name(&state),
            "client_id": id,
            "client_secret": secret,
            "app_type": "non_interactive",
            "token_endpoint_auth_method": "client_secret_post",
            "grant_types": ["client_credentials"],
        }],
        "clientGrants": [{
            "client_id": id,
            "audience": context.settings.issuer.join("api/v2/"),
            "scope": management_scopes::ALL.as_slice(),
        }],
    });
    if state.connections.is_empty() {
        file["databases"] = json!([{
            "name": "Username-Password-Authentication",
            "options": { "passwordPolicy": "good" },
        }]);
    }
    let none = Default::default();
    let placeholders = Placeholders::new(&none, context.settings.issuer.domain())?;
    let file = read_text(SECTIONS, "bootstrap", &file.to_string(), &placeholders)?;
    let plan = plan(&mut tx, &file, context).await?;
    if let Some(refused) = file.left_out.iter().chain(&plan.left_out).next() {
        bail!("{refused}");
    }
    // It holds no user, hence no password.
    apply(&mut tx, &plan.changes, context, &|_| String::new()).await?;
    tx.commit().await?;
    Ok(id)
}

fn existing(state: &State, settings: &Settings) -> Option<String> {
    let is_whole = |scope: &crate::domain::scope::Scope| {
        management_scopes::ALL.iter().all(|s| scope.contains(s))
    };
    let mut grants = state.client_grants.iter();
    let found = grants.find(|grant| {
        let client = state
            .client(&grant.client_id)
            .ok()
            .map(|at| &state.clients[at].client);
        settings.is_management_audience(&grant.audience)
            && is_whole(&grant.scope)
            && client.is_some_and(|c| c.app_type.as_deref() == Some("non_interactive"))
    });
    found.map(|grant| state.name_of(&grant.client_id))
}

fn free_name(state: &State) -> String {
    let is_free = |name: &String| state.clients.iter().all(|c| c.client.name != *name);
    let numbered = (2..).map(|n| format!("Bootstrap {n}"));
    let mut names = std::iter::once("Bootstrap".to_owned()).chain(numbered);
    names.find(is_free).unwrap_or_default()
}
