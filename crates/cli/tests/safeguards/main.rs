//! What keeps a deploy from losing anything: backups, the trash, drift, and `deploy` itself.

mod backup;
mod deploy;
mod deploy_warnings;
mod drift;
mod drift_beside_tables;
mod pooler;
mod subject;
