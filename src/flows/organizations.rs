//! Signing in to an organization: whether the client may, whether there is such an organization, and whether it lets the
//! user in. Nothing here is asked where no organization is named.

use super::{Answer, Code, Ctx, Refusal};
use crate::domain::client::Client;
use crate::domain::organization::{self, Organization, OrganizationUsage};
use crate::domain::user::User;
use crate::store::organization_members;
use crate::store::organizations::{self, UserInOrganization};
use crate::tokens;

/// An organization that a user is signed in to, as their tokens name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    pub id: String,
    pub name: String,
    tells_name: bool,
}

impl Entered {
    /// For the tokens.
    pub fn claims(&self) -> tokens::TokenOrganization<'_> {
        tokens::TokenOrganization {
            id: &self.id,
            name: self.tells_name.then_some(self.name.as_str()),
        }
    }
}

/// The organization of that id, or, in tenants that allow it, of that name.
pub async fn find(ctx: &Ctx, named: &str) -> Answer<Option<Organization>> {
    let found = if organization::is_id(named) {
        organizations::by_id(&mut ctx.store.read().await?, named).await?
    } else if takes_names(ctx).await? {
        // SDKs compare names without regard to case.
        let name = named.to_lowercase();
        organizations::by_name(&mut ctx.store.read().await?, &name).await?
    } else {
        None
    };
    Ok(found.map(|stored| stored.organization))
}

async fn takes_names(ctx: &Ctx) -> Answer<bool> {
    let tenant = ctx.store.tenant().await?;
    Ok(tenant.allow_organization_name_in_authentication_api == Some(true))
}

/// Whether the client's requests may, or have to, name an organization.
pub fn may_name(client: &Client, named: Option<&str>) -> Result<(), Refusal> {
    let usage = client.organization_usage.unwrap_or_default();
    match (named, usage) {
        (None, OrganizationUsage::Require) => {
            Err(Code::InvalidRequest.refuse("parameter organization is required for this client"))
        }
        (Some(_), OrganizationUsage::Deny) => {
            Err(Code::InvalidRequest
                .refuse("parameter organization is not allowed for this client"))
        }
        _ => Ok(()),
    }
}

/// The refusal of an organization that does not exist.
pub fn unknown() -> Refusal {
    Code::InvalidRequest.refuse("parameter organization is invalid")
}

/// The refusal of a connection that the organization does not have, for the receiver of `code`.
pub fn not_enabled(code: Code, id: &str) -> Refusal {
    code.refuse(format!(
        "the connection is not enabled for the {id} organization"
    ))
}

/// Why an organization does not let a user in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdmitted {
    Unknown,
    ConnectionNotEnabled,
    NotMember,
}

impl NotAdmitted {
    /// In Auth0's words, for the receiver of `code`.
    pub fn refuse(self, code: Code, id: &str, user: &User) -> Refusal {
        match self {
            Self::Unknown => unknown(),
            Self::ConnectionNotEnabled => not_enabled(code, id),
            Self::NotMember => code.refuse(format!(
                "user {} is not part of the {id} organization",
                user.user_id
            )),
        }
    }
}

/// Whether the organization lets the user in: it has the user's connection, and the user is a member of it.
pub async fn admits(ctx: &Ctx, id: &str, user: &User) -> Answer<Result<Entered, NotAdmitted>> {
    let standing = standing(ctx, id, user).await?;
    match standing {
        Err(why) => Ok(Err(why)),
        Ok(standing) if !standing.is_member => Ok(Err(NotAdmitted::NotMember)),
        Ok(standing) => Ok(Ok(entered(ctx, standing.organization).await?)),
    }
}

/// The same at a login: users of some connections become members by it.
pub async fn enter(ctx: &Ctx, id: &str, user: &User) -> Answer<Result<Entered, NotAdmitted>> {
    let standing = match standing(ctx, id, user).await? {
        Ok(standing) => standing,
        Err(why) => return Ok(Err(why)),
    };
    if !standing.is_member {
        let assigns = standing
            .connection
            .is_some_and(|connection| connection.assign_membership_on_login);
        if !assigns {
            return Ok(Err(NotAdmitted::NotMember));
        }
        let mut db = ctx.store.write().await?;
        if !organization_members::add(&mut db, id, &user.user_id).await? {
            return Ok(Err(NotAdmitted::Unknown));
        }
    }
    Ok(Ok(entered(ctx, standing.organization).await?))
}

async fn standing(
    ctx: &Ctx,
    id: &str,
    user: &User,
) -> Answer<Result<UserInOrganization, NotAdmitted>> {
    let connections = ctx.store.connections().await?;
    let connection = connections.iter().find(|c| c.name == user.connection);
    let connection_id = connection.map_or("", |c| c.id.as_str());
    let mut db = ctx.store.read().await?;
    let found = organizations::standing(&mut db, id, &user.user_id, connection_id).await?;
    Ok(match found {
        None => Err(NotAdmitted::Unknown),
        Some(standing) if !standing.connection.as_ref().is_some_and(|c| c.is_enabled) => {
            Err(NotAdmitted::ConnectionNotEnabled)
        }
        Some(standing) => Ok(standing),
    })
}

/// The organization, as tokens tell it.
pub async fn entered(ctx: &Ctx, organization: Organization) -> Answer<Entered> {
    Ok(Entered {
        id: organization.id,
        name: organization.name,
        tells_name: takes_names(ctx).await?,
    })
}

/// The organization of a login, checked again when its tokens are made: who has left it gets none.
pub async fn of_login(ctx: &Ctx, id: Option<&str>, user: &User) -> Answer<Option<Entered>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let admitted = admits(ctx, id, user).await?;
    let refuse = |why: NotAdmitted| why.refuse(Code::InvalidGrant, id, user);
    Ok(Some(admitted.map_err(refuse)?))
}
