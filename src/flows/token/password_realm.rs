//! Auth0's password grant that names its connection, the `realm`.

use super::checks::Permitted;
use super::grant::{Grant, Parameters, Requested};
use super::mint::TokenResponse;
use super::password::{Password, PasswordLogin};
use crate::domain::grant_type::{GrantType, PASSWORD_REALM};
use crate::flows::{Answer, Ctx};
use crate::tenant_log::EventCode;

/// The request.
pub struct PasswordRealm(PasswordLogin);

impl Grant for PasswordRealm {
    const TYPE: &'static GrantType = &PASSWORD_REALM;
    const LABELS: &'static [&'static str] = &["password_realm"];
    const SUCCESS: (EventCode, &'static str) = Password::SUCCESS;
    const FAILURE: EventCode = Password::FAILURE;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        let realm = |parameters: &Parameters<'_>| parameters.required("realm").map(Some);
        PasswordLogin::read(parameters, realm).map(Self)
    }

    fn requested(&self) -> Requested<'_> {
        self.0.requested()
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        self.0.exchange(ctx, client, Self::SUCCESS).await
    }
}
