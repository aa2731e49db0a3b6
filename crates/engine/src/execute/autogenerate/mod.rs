//! `revision --autogenerate` and `check`: what takes the database to the models.

mod api;
mod comparators;
mod description;
mod long_names;
mod named_types;
mod namespaces;
mod planned;
mod plugins;
mod questions;
mod renames;
mod render_item;
mod renderers;
mod settings;
mod stamped;
mod unimported;
mod written;

use std::borrow::Cow;

use dialect::{Scope, objects::Object, own_tables};
use diff::{Differences, Kind, Level, Renames, Subject, diff};
use pyruntime::{Conversation, DescriptionCache, HostError, UnimportedModels};
use revisions::Heads;
use schema::{EnumType, Name, NamingConvention, Pair, Schema, Sequence, Table, TableName};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

pub(crate) use description::Description;
pub(crate) use renames::WishedRenames;
pub(crate) use settings::AutogenerateSettings;

use crate::{
    Error,
    execute::{Compares, Run, raise::database_error},
};

use comparators::OwnComparators;
use description::Found;
use planned::Planned;
use plugins::Chosen;
use questions::Questions;

/// What Python says of the models.
#[derive(Serialize, Deserialize)]
struct Described {
    // Not one flattened `Schema`: all of it would be held twice while it is read.
    #[serde(default)]
    tables: Vec<Table>,
    #[serde(default)]
    metadata_sizes: Vec<usize>,
    #[serde(default)]
    enums: Vec<EnumType>,
    #[serde(default)]
    sequences: Vec<Sequence>,
    #[serde(default)]
    naming_convention: Json,
    #[serde(default)]
    comparators: Json,
    /// Words of the catalogue to which the project gives a class: `vector`.
    #[serde(default)]
    type_words: Vec<String>,
    #[serde(default)]
    may_be_kept: bool,
}

/// The two sides and what they differ in.
struct Compared {
    models: Schema,
    database: Schema,
    differences: Differences,
    comparators: Option<OwnComparators>,
    /// Files with models that env.py never imports, where they were looked for already.
    unimported: Option<Vec<UnimportedModels>>,
}

impl Described {
    fn read(models: Json) -> Result<Self, HostError> {
        serde_json::from_value(models)
            .map_err(|error| HostError::new("NotImplementedError", format!("the models cannot be read: {error}")))
    }
}

impl Run<'_> {
    /// Compares the models of env.py with the database, and hands what differs to the command.
    pub(super) fn autogenerate(&mut self, heads: &Heads, python: &mut Conversation<'_>) -> Result<(), HostError> {
        self.require_heads(heads)?;
        self.tell_plugins(python)?;
        let mut compared = self.compare_models(python)?;
        if self.expects_nothing() {
            self.tell_edited()?;
        }
        self.tell_messages(&compared.differences, python)?;
        self.name_unimported(&mut compared, python)?;
        let planned = self.planned(&compared, python)?;
        self.hand_over(planned, heads, python)?;
        self.describe(&compared.database)
    }

    /// Returns what both functions of the revision do, after the user's comparators have had their say.
    fn planned(&mut self, compared: &Compared, python: &mut Conversation<'_>) -> Result<Pair<Vec<Planned>>, HostError> {
        let planned = Planned::of(&compared.differences.changes, &compared.database);
        match compared.comparators {
            Some(comparators) => self.ask_comparators(comparators, &planned, &compared.database, python),
            None => Ok(planned),
        }
    }

    fn tell_plugins(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        for name in Chosen::of(&self.context()?.settings.autogenerate)?.names {
            let text = format!("setting up autogenerate plugin {name}");
            self.log(python, "alembic.runtime.plugins", 20, &text)?;
        }
        Ok(())
    }

    fn tell_messages(&mut self, differences: &Differences, python: &mut Conversation<'_>) -> Result<(), HostError> {
        for alike in differences.messages.chunk_by(|one, next| one.level == next.level) {
            match alike.first().map(|message| message.level) {
                Some(Level::Info) if !self.is_hushed() => {
                    self.log_all(alike.iter().map(|message| (message.logger, message.text.as_str())), python)?;
                }
                Some(Level::Warning) => alike.iter().for_each(|message| self.warn(&message.text)),
                Some(Level::Info) | None => {}
            }
        }
        Ok(())
    }

    /// Reads the models of env.py and the database, and compares them.
    fn compare_models(&mut self, python: &mut Conversation<'_>) -> Result<Compared, HostError> {
        self.inspect_ahead()?;
        let mut models = self.described_models(python)?;
        if self.context()?.settings.naming_convention_waits {
            let convention = serde_json::from_value(models.naming_convention.take())
                .map_err(|error| HostError::new("TypeError", format!("naming_convention: {error}")))?;
            self.context()?.set_naming_convention(convention);
        }
        // The files are looked through while the database is read.
        let unimported = if self.expects_nothing() { Some(self.unimported(&models.tables, python)?) } else { None };
        Ok(Compared { unimported, ..self.compare_with(models, python)? })
    }

    fn compare_with(&mut self, models: Described, python: &mut Conversation<'_>) -> Result<Compared, HostError> {
        let comparators = OwnComparators::read(models.comparators)?;
        let type_words = models.type_words;
        let mut models = Schema {
            tables: models.tables,
            metadata_sizes: models.metadata_sizes,
            enums: models.enums,
            sequences: models.sequences,
            ..Schema::default()
        };
        models.shrink_to_fit();
        let mut database = self.inspect()?;
        if let Cow::Owned(seen) = self.in_sight(&database, python)? {
            database = seen;
        }
        self.name_types(&mut database, &type_words, python)?;
        database.shrink_to_fit();
        let differences = self.compare(Pair { before: &database, after: &models }, python)?;
        long_names::refuse(&differences.changes, self.context()?.dialect)?;
        Ok(Compared { models, database, differences, comparators, unimported: None })
    }

    /// Returns what the models declare: as it was kept by an earlier run, or as Python says.
    fn described_models(&mut self, python: &mut Conversation<'_>) -> Result<Described, HostError> {
        let key = self.have_python(python, "models_key", Map::new())?;
        let cache = self.project.cache_directory().map(DescriptionCache::new);
        let kept = key.as_str().zip(cache);
        if let Some(described) = kept.as_ref().and_then(|(key, cache)| cache.read(key)) {
            return Ok(described);
        }
        self.described_tables.clear();
        let mut models = Described::read(self.have_python(python, "describe_models", Map::new())?)?;
        let last = std::mem::replace(&mut models.tables, std::mem::take(&mut self.described_tables));
        models.tables.extend(last);
        if let Some((key, cache)) = kept.filter(|_| models.may_be_kept) {
            cache.write(key, &models);
        }
        Ok(models)
    }

    /// Returns what `check` says of the differences. env.py has ended then and cannot catch it.
    pub(super) fn verdict(&self) -> Result<(), Error> {
        self.renames.require_fulfilled()?;
        let Some(extras) = self.settings.extras.as_ref().filter(|_| self.settings.compares == Compares::Check) else {
            return Ok(());
        };
        // As in Alembic those of the last revision count, where `process_revision_directives` made several.
        let differences = extras.written().pop().unwrap_or_default().differences;
        if differences.is_empty() {
            return Ok(());
        }
        Err(Error::command(format!("New upgrade operations detected: [{}]", differences.join(", "))))
    }

    /// A database that is behind its files would give a revision that repeats them.
    fn require_heads(&self, heads: &Heads) -> Result<(), HostError> {
        let at = self.project.resolve_rows(heads).map_err(Error::into_host_error)?;
        let wanted = self.project.graph_of_run().heads().to_vec();
        let is_there = at.len() == wanted.len() && at.iter().all(|id| wanted.contains(id));
        if is_there { Ok(()) } else { Err(HostError::command("Target database is not up to date.")) }
    }

    /// Whether a command is about to say that models and database agree, if all is well.
    fn expects_nothing(&self) -> bool {
        matches!(self.settings.compares, Compares::Check | Compares::Description)
    }

    /// Begins to read the database; meanwhile Python has its say of the models.
    fn inspect_ahead(&mut self) -> Result<(), HostError> {
        let scope = self.scope()?;
        if let Some(number) = self.context()?.connection {
            self.connections.inspect_ahead(number, &scope);
        }
        Ok(())
    }

    fn scope(&mut self) -> Result<Scope, HostError> {
        Ok(match self.context()?.settings.autogenerate.include_schemas {
            true => Scope::EveryNamespace,
            false => Scope::DefaultNamespace,
        })
    }

    pub(super) fn inspect(&mut self) -> Result<Schema, HostError> {
        let scope = self.scope()?;
        let context = self.context()?;
        let dialect = context.dialect;
        let Some(number) = context.connection else {
            return Err(HostError::command("autogenerate can't use as_sql=True as it prevents querying the database"));
        };
        let inspected = self.connections.inspect(number, &scope)?;
        match inspected {
            Some(Ok(mut schema)) => {
                own_tables::leave_out(&mut schema);
                Ok(schema)
            }
            Some(Err(error)) => Err(database_error(&error, &self.connections.get(number)?.driver, None)),
            None => {
                let text = format!("autogenerate on {}: its catalogues are not read yet", dialect.facts().name);
                Err(HostError::new("NotImplementedError", text))
            }
        }
    }

    /// Reads what the database holds beside tables.
    pub(super) fn read_objects(&mut self) -> Result<Vec<Object>, HostError> {
        let scope = self.scope()?;
        let Some(number) = self.context()?.connection else { return Ok(Vec::new()) };
        let open = self.connections.get(number)?;
        let objects = open.dialect.objects(open.connection.as_mut(), &scope).transpose();
        Ok(objects.map_err(|error| database_error(&error, &open.driver, None))?.unwrap_or_default())
    }

    /// Returns those of some tables of the database that `include_name` or `include_object` leaves out.
    pub(super) fn hidden_tables(
        &mut self,
        tables: &[TableName],
        database: &Schema,
        python: &mut Conversation<'_>,
    ) -> Result<Vec<TableName>, HostError> {
        let known = database.tables.iter().map(|table| &table.name).filter(|name| tables.contains(name));
        let known: Vec<TableName> = known.cloned().collect();
        if known.is_empty() {
            return Ok(known);
        }
        self.comparing(database, python, |context, _| {
            let is_shown = |table: &TableName| {
                let name = Some(&table.name);
                let subject = Subject {
                    kind: Kind::Table,
                    name,
                    table: Some(table),
                    of: diff::Compared::Database,
                    has_other: true,
                };
                context.filter.includes_name(Kind::Schema, table.namespace.as_ref(), None)
                    && context.filter.includes_name(Kind::Table, name, Some(table))
                    && context.filter.includes(&subject)
            };
            known.into_iter().filter(|table| !is_shown(table)).collect()
        })
    }

    /// Describes what takes one database to another; a rename is not guessed, because nobody has asked for one.
    pub(super) fn differences(
        &mut self,
        schemas: Pair<&Schema>,
        python: &mut Conversation<'_>,
    ) -> Result<Description, HostError> {
        let differences =
            self.comparing(schemas.before, python, |context, _| diff(schemas, &Renames::default(), context))?;
        let planned = Planned::of(&differences.changes, schemas.before).after;
        let shown = planned.iter().filter(|one| !one.tuples.is_empty());
        let found: Vec<_> = shown.map(|one| Found { operation: one.operation.as_ref(), tuples: &one.tuples }).collect();
        let context = self.context()?;
        Ok(Description::of(&found, schemas.before, context.dialect, &context.wording))
    }

    fn compare(&mut self, schemas: Pair<&Schema>, python: &mut Conversation<'_>) -> Result<Differences, HostError> {
        let renames = self.find_renames(schemas, python)?;
        let before = renames.applied(self.context()?.dialect, schemas.before);
        let schemas = Pair { before: &*before, after: schemas.after };
        self.comparing(schemas.before, python, |context, _| diff(schemas, &renames, context))
    }

    /// Has something compared with the settings of env.py, whose functions may be asked.
    fn comparing<Found>(
        &mut self,
        database: &Schema,
        python: &mut Conversation<'_>,
        compare: impl FnOnce(&diff::Context<'_>, &Questions<'_, '_, '_>) -> Found,
    ) -> Result<Found, HostError> {
        let default_namespace = self.default_namespace()?;
        let context = self.context()?;
        let settings = context.settings.autogenerate.clone();
        let naming_convention: NamingConvention = context.wording.naming_convention.clone();
        let (dialect, version_table) = (context.dialect, context.settings.version_table().name);
        let (compares_types, compares_server_defaults) =
            (settings.compare_type.is_on(), settings.compare_server_default.is_on());
        let chosen = Chosen::of(&settings)?;
        let questions = Questions::new(settings, chosen, database, self, python);
        let found = compare(
            &diff::Context {
                dialect,
                naming_convention: &naming_convention,
                compares_types,
                compares_server_defaults,
                version_table,
                default_namespace,
                compares_all_indexes: true,
                filter: &questions,
                server: &questions,
            },
            &questions,
        );
        questions.end()?;
        Ok(found)
    }

    fn default_namespace(&mut self) -> Result<Option<Name>, HostError> {
        let Some(number) = self.context()?.connection else { return Ok(None) };
        let open = self.connections.get(number)?;
        let name = open.connection.default_namespace().map_err(|error| database_error(&error, &open.driver, None))?;
        Ok(name.map(Name::from))
    }
}
