//! Hints at model files that env.py never imports.

use std::collections::BTreeSet;

use operation::Operation;
use pyruntime::{Cache, Conversation, HostError, LoadedModule, UnimportedModels, unimported_models};
use schema::Table;
use serde_json::Map;

use super::Compared;
use crate::execute::Run;

/// More files than this are counted only.
const MOST_NAMED: usize = 20;

impl Run<'_> {
    /// Finds the files whose tables are not among the models.
    pub(super) fn unimported(
        &mut self,
        models: &[Table],
        python: &mut Conversation<'_>,
    ) -> Result<Vec<UnimportedModels>, HostError> {
        let loaded = self.have_python(python, "loaded_modules", Map::new())?;
        let Ok(loaded) = serde_json::from_value::<Vec<LoadedModule>>(loaded) else { return Ok(Vec::new()) };
        let known: BTreeSet<String> = models.iter().map(|table| table.name.name.text.clone()).collect();
        let directory = self.project.directory();
        let environment = self.project.process_environment();
        let folders = std::iter::once(&directory.directory).chain(&directory.version_locations);
        let left_out: Vec<_> = folders.map(|folder| environment.absolute(folder)).collect();
        let cache = self.project.cache_directory().map(Cache::new);
        Ok(unimported_models(&loaded, &known, &left_out, cache.as_ref()))
    }

    /// Names the files, where it looks as if some were forgotten: tables that only the database has, models without a
    /// table, or no difference at all.
    pub(super) fn name_unimported(
        &mut self,
        compared: &mut Compared,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let (models, changes) = (&compared.models.tables, &compared.differences.changes);
        let removes_table = changes.iter().any(|change| matches!(change.operation, Operation::DropTable(_)));
        if !(models.is_empty() || changes.is_empty() || removes_table) {
            return Ok(());
        }
        let found = match compared.unimported.take() {
            Some(found) => found,
            None => self.unimported(models, python)?,
        };
        let root = self.project.config().directory().canonicalize().ok();
        for one in found.iter().take(MOST_NAMED) {
            let shown = root.as_ref().and_then(|root| one.file.strip_prefix(root).ok()).unwrap_or(&one.file);
            let place = shown.display();
            self.hint(&format!(
                "{place} declares tables and was never imported by env.py (add `import {}` to env.py)",
                one.module
            ));
        }
        if let Some(more @ 1..) = found.len().checked_sub(MOST_NAMED) {
            self.hint(&format!("{more} more files declare tables and were never imported"));
        }
        Ok(())
    }
}
