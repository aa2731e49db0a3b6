//! Has the server try parts of the models.

use dialect::{DomainInUse, Heard, Probe};
use diff::Server;
use schema::{EnumType, TableName};

use super::Questions;

impl Server for Questions<'_, '_, '_> {
    /// What cannot be tried is not known: the comparison goes on with the texts alone.
    fn probe(&self, probes: &[Probe]) -> Vec<Option<Heard>> {
        let run = &mut self.inner.borrow_mut().run;
        let nothing = || vec![None; probes.len()];
        let Some(context) = run.context.as_ref() else { return nothing() };
        let Some(Ok(open)) = context.connection.map(|number| run.connections.get(number)) else { return nothing() };
        match context.dialect.probe(open.connection.as_mut(), probes) {
            Some(Ok(heard)) => heard,
            Some(Err(_)) | None => nothing(),
        }
    }

    fn users_of_enum(&self, enum_type: &EnumType) -> Vec<String> {
        let run = &mut self.inner.borrow_mut().run;
        let Some(context) = run.context.as_ref() else { return Vec::new() };
        let Some(Ok(open)) = context.connection.map(|number| run.connections.get(number)) else { return Vec::new() };
        context.dialect.users_of_enum(open.connection.as_mut(), enum_type).unwrap_or_default()
    }

    fn domain_in_use(&self, domain: &TableName) -> Option<DomainInUse> {
        let run = &mut self.inner.borrow_mut().run;
        let context = run.context.as_ref()?;
        let open = run.connections.get(context.connection?).ok()?;
        context.dialect.domain_in_use(open.connection.as_mut(), domain).ok().flatten()
    }

    fn version(&self) -> Option<Vec<u32>> {
        let run = &mut self.inner.borrow_mut().run;
        let number = run.context.as_ref()?.connection?;
        Some(run.connections.get(number).ok()?.connection.server_version())
    }
}
