//! Jobs of the Management API.

use serde::{Deserialize, Serialize};

use super::time::Timestamp;

/// A job, as it is stored and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    #[serde(rename = "type")]
    pub kind: JobType,
    pub status: JobStatus,
    pub created_at: Timestamp,
    pub id: String,
    /// Of a job that imports users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<UserImport>,
}

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobType {
    VerificationEmail,
    UsersImport,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    Pending,
    Completed,
    Failed,
}

/// How users are imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserImport {
    pub connection_id: String,
    /// The connection's name.
    pub connection: String,
    /// A user with the same e-mail address is changed, instead of being an error.
    pub upsert: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    pub send_completion_email: bool,
    #[serde(default)]
    pub summary: ImportSummary,
}

/// How many users of the file became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    pub failed: u64,
    pub updated: u64,
    pub inserted: u64,
    pub total: u64,
}
