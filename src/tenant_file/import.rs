//! Imports a tenant file: plan and apply in one transaction, under the tenant's lock.

use sha2::{Digest, Sha256};

use super::apply::{ApplyError, apply};
use super::file::TenantFile;
use super::place::FileError;
use super::plan::{Plan, plan};
use super::planner::{Change, Context};
use super::row::Hash;
use super::section::Sections;
use crate::store::engine::StoreError;
use crate::store::{Store, tenant};

/// Whether to import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// Only say what would change.
    DryRun,
    Always,
    /// Not where an entry would be left out.
    Strict,
    /// Not where the last import was of the same file: a server's start.
    WhenChanged,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Summary {
    /// A line for each row, in the order in which they were written.
    pub changes: Vec<String>,
    /// What the file says and the tenant does not follow.
    pub warnings: Vec<String>,
    /// Entries, or parts of them, that break a rule.
    pub left_out: Vec<FileError>,
    /// The last import was of the same file; nothing was compared.
    pub skipped: bool,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{0} was changed by another request meanwhile: nothing was imported, try again")]
    Conflict(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Brings the tenant to what the file says, as far as that breaks no rule. With an error, nothing is imported.
pub async fn import(
    store: &Store,
    file: &TenantFile,
    context: &Context<'_>,
    hash: Hash<'_>,
    mode: ImportMode,
) -> Result<Summary, ImportError> {
    let mut tx = store.begin().await?;
    let fingerprint = fingerprint(file, context);
    if mode != ImportMode::DryRun {
        let last = tenant::lock(&mut tx).await?;
        if mode == ImportMode::WhenChanged && last.as_deref() == Some(fingerprint.as_str()) {
            return Ok(Summary {
                warnings: file.warnings.clone(),
                left_out: file.left_out.clone(),
                skipped: true,
                ..Summary::default()
            });
        }
    }
    let plan = plan(&mut tx, file, context).await?;
    let is_whole = file.left_out.is_empty() && plan.left_out.is_empty();
    if mode != ImportMode::DryRun && (is_whole || mode != ImportMode::Strict) {
        apply(&mut tx, &plan.changes, context, hash).await?;
        tenant::set_imported(&mut tx, &fingerprint).await?;
        tx.commit().await?;
        store.forget_copies();
    }
    Ok(summary(file, plan))
}

/// Makes the Management API where it is missing, or lacks a scope: for a tenant without a file.
pub async fn ensure_management_api(
    store: &Store,
    sections: Sections,
    context: &Context<'_>,
) -> Result<(), ImportError> {
    let mut tx = store.begin().await?;
    tenant::lock(&mut tx).await?;
    let plan = plan(&mut tx, &TenantFile::empty(sections), context).await?;
    if !plan.changes.is_empty() {
        apply(&mut tx, &plan.changes, context, &|_| String::new()).await?;
        tx.commit().await?;
        store.forget_copies();
    }
    Ok(())
}

fn summary(file: &TenantFile, plan: Plan) -> Summary {
    let mut warnings = file.warnings.clone();
    warnings.extend(plan.warnings);
    let mut left_out = file.left_out.clone();
    left_out.extend(plan.left_out);
    Summary {
        changes: plan.changes.iter().map(Change::describe).collect(),
        warnings,
        left_out,
        skipped: false,
    }
}

/// Names what an import would start from: the file, the issuer that audiences depend on, and the version, which may
/// understand more of the same file.
fn fingerprint(file: &TenantFile, context: &Context<'_>) -> String {
    let origins: Vec<&str> = context.settings.origins().map(|o| o.as_str()).collect();
    let parts = [
        file.digest.as_str(),
        env!("CARGO_PKG_VERSION"),
        &origins.join(" "),
    ];
    let digest = Sha256::digest(parts.join("\n"));
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

impl From<ApplyError> for ImportError {
    fn from(e: ApplyError) -> Self {
        match e {
            ApplyError::Conflict(what) => Self::Conflict(what),
            ApplyError::Store(e) => Self::Store(e),
        }
    }
}
