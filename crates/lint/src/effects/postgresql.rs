//! The effects of PostgreSQL's statements; the levels are those of its manual ("Explicit Locking", and each command's
//! page), and a test compares them with what `pg_locks` and `pg_class` of a real server say.

use schema::TableName;

use super::{Effect, alter_table};
use crate::{Action, ConstraintKind, LockLevel, NewIndex, NewTable, Reindexed, Situation, situation::plain};

/// Returns what a statement does to tables that were there before the plan.
pub(super) fn effects_of(action: &Action, situation: &Situation) -> Vec<Effect> {
    let mut effects = all_effects(action, situation);
    effects.retain(|effect| !situation.picture.is_new(&effect.relation));
    effects
}

fn all_effects(action: &Action, situation: &Situation) -> Vec<Effect> {
    let on = |table: &TableName, level: LockLevel| vec![Effect::of(table, level)];
    let each = |tables: &[TableName], level: LockLevel| -> Vec<Effect> {
        tables.iter().map(|table| Effect::of(table, level)).collect()
    };
    match action {
        Action::CreateTable(table) => created(table),
        Action::AlterTable { table, changes, .. } => {
            changes.iter().flat_map(|change| alter_table::effects_of(table, change, situation)).collect()
        }
        Action::DropTable { tables, cascade, .. } => {
            let mut effects = dropped(tables, situation);
            if *cascade {
                effects.extend(each(&referring(tables, situation), LockLevel::AccessExclusive));
            }
            effects
        }
        Action::CreateIndex(index) => vec![created_index(index)],
        Action::DropIndex { indexes, concurrently, .. } => {
            let level = if *concurrently { LockLevel::ShareUpdateExclusive } else { LockLevel::AccessExclusive };
            each(&tables_of(indexes, situation), level)
        }
        Action::RenameIndex { index, .. } => on(index, LockLevel::ShareUpdateExclusive),
        Action::Reindex { target, name, concurrently } => reindexed(*target, name.as_ref(), *concurrently, situation),
        Action::Rewrite { tables, .. } => {
            tables.iter().map(|table| Effect::of(table, LockLevel::AccessExclusive).rewriting()).collect()
        }
        Action::Maintain { tables, .. } => {
            tables.iter().map(|table| Effect::of(table, LockLevel::ShareUpdateExclusive).scanning()).collect()
        }
        Action::Truncate { tables, cascade } => {
            let mut all = tables.clone();
            let mut more = if *cascade { referring(&all, situation) } else { Vec::new() };
            while !more.is_empty() {
                all.append(&mut more);
                more = referring(&all, situation);
            }
            // The rows are not read; an empty file takes the place of the table's.
            let emptied = |table| Effect { rewrites: true, ..Effect::of(table, LockLevel::AccessExclusive) };
            all.iter().map(emptied).collect()
        }
        Action::DropSchema { names, cascade: true, .. } => {
            let is_inside =
                |table: &&TableName| table.namespace.as_ref().is_some_and(|namespace| names.contains(&namespace.text));
            let tables: Vec<TableName> = situation.picture.tables.keys().filter(is_inside).cloned().collect();
            let mut effects = dropped(&tables, situation);
            effects.extend(each(&referring(&tables, situation), LockLevel::AccessExclusive));
            effects
        }
        Action::LockTable { tables, level } => each(tables, *level),
        Action::RefreshView { view, concurrently: true } => vec![Effect::of(view, LockLevel::Exclusive).scanning()],
        Action::RefreshView { view, concurrently: false } => {
            vec![Effect::of(view, LockLevel::AccessExclusive).rewriting()]
        }
        Action::CreateTrigger { table } => on(table, LockLevel::ShareRowExclusive),
        Action::OnTable { table, .. } => on(table, LockLevel::AccessExclusive),
        Action::CreateStatistics { table } => on(table, LockLevel::ShareUpdateExclusive),
        Action::CommentOnTable { table } => on(table, LockLevel::ShareUpdateExclusive),
        Action::CreateView { sources, .. } => each(sources, LockLevel::AccessShare),
        Action::CreateMaterializedView { sources, .. } => {
            sources.iter().map(|table| Effect::of(table, LockLevel::AccessShare).scanning()).collect()
        }
        Action::DropView { views } => each(views, LockLevel::AccessExclusive),
        Action::Write { table, has_condition, sources, word } => {
            let mut effects = on(table, LockLevel::RowExclusive);
            effects[0].scans = matches!(*word, "UPDATE" | "DELETE") && !has_condition;
            effects.extend(each(sources, LockLevel::AccessShare));
            effects
        }
        Action::Select { sources, for_update } => {
            each(sources, if *for_update { LockLevel::RowShare } else { LockLevel::AccessShare })
        }
        Action::AddEnumValue { .. }
        | Action::RenameEnumValue { .. }
        | Action::CreateType { .. }
        | Action::DropType { .. }
        | Action::CreateDomain { .. }
        | Action::AlterDomain { .. }
        | Action::CreateSchema { .. }
        | Action::DropSchema { cascade: false, .. }
        | Action::RenameSchema { .. }
        | Action::DropDatabase { .. }
        | Action::CreateExtension { .. }
        | Action::CreateSequence { .. }
        | Action::DropSequence { .. }
        | Action::Set { .. }
        | Action::Begin
        | Action::Commit
        | Action::Rollback
        | Action::Code { .. }
        | Action::Other => Vec::new(),
    }
}

fn created(table: &NewTable) -> Vec<Effect> {
    let own = table.name.as_ref();
    let of_columns = table.columns.iter().flat_map(|column| &column.constraints);
    let mut effects: Vec<Effect> =
        table.sources.iter().map(|source| Effect::of(source, LockLevel::AccessShare)).collect();
    for constraint in table.constraints.iter().chain(of_columns) {
        if let ConstraintKind::ForeignKey { referred, .. } = &constraint.kind
            && own != Some(referred)
        {
            effects.push(Effect::of(referred, LockLevel::ShareRowExclusive));
        }
    }
    if table.from_query {
        effects.iter_mut().for_each(|effect| effect.scans = true);
    }
    // A default partition is read by the new partition's sake only if there is one: not known here.
    effects.extend(table.partition_of.iter().map(|parent| Effect::of(parent, LockLevel::AccessExclusive)));
    effects.extend(table.inherits.iter().map(|parent| Effect::of(parent, LockLevel::ShareUpdateExclusive)));
    effects
}

fn created_index(index: &NewIndex) -> Effect {
    let level = if index.concurrently { LockLevel::ShareUpdateExclusive } else { LockLevel::Share };
    let effect = Effect::of(&index.table, level);
    // `ON ONLY` a partitioned table: the partitions get theirs later.
    // Of an index with expressions nobody knows whether a column comes first.
    let has_known_order = index.is_btree && index.columns.len() == index.width;
    match (index.on_only, has_known_order) {
        (true, _) => effect,
        (false, true) => effect.indexing_by(&index.columns),
        (false, false) => effect.indexing(),
    }
}

fn reindexed(target: Reindexed, name: Option<&TableName>, concurrently: bool, situation: &Situation) -> Vec<Effect> {
    let Some(name) = name else { return Vec::new() };
    let level = if concurrently { LockLevel::ShareUpdateExclusive } else { LockLevel::Share };
    match target {
        Reindexed::Table => vec![Effect::of(name, level).indexing()],
        Reindexed::Index => {
            let table = situation.picture.table_of_index(name).cloned();
            let table = table.map(|table| Effect::of(&table, level).indexing());
            let index_level = if concurrently { level } else { LockLevel::AccessExclusive };
            let index = Effect { rewrites: !concurrently, ..Effect::of(name, index_level).indexing() };
            table.into_iter().chain([index]).collect()
        }
        Reindexed::Schema | Reindexed::Database | Reindexed::System => Vec::new(),
    }
}

/// The tables of indexes; of an index that nobody knows, itself.
fn tables_of(indexes: &[TableName], situation: &Situation) -> Vec<TableName> {
    let table = |index: &TableName| situation.picture.table_of_index(index).unwrap_or(index).clone();
    indexes.iter().map(table).collect()
}

/// Tables that are dropped, and those that the triggers of their foreign keys go from.
fn dropped(tables: &[TableName], situation: &Situation) -> Vec<Effect> {
    let others = tables.iter().flat_map(|table| referred(table, situation));
    tables.iter().cloned().chain(others).map(|table| Effect::of(&table, LockLevel::AccessExclusive)).collect()
}

/// The other tables that have a foreign key to one of these.
pub(super) fn referring(tables: &[TableName], situation: &Situation) -> Vec<TableName> {
    let is_one_of = |wanted: &TableName| tables.iter().any(|table| plain(table) == plain(wanted));
    let refers = |table: &&TableName| referred(table, situation).any(|other| is_one_of(&other));
    situation.picture.tables.keys().filter(|table| !is_one_of(table)).filter(refers).cloned().collect()
}

/// The tables that foreign keys of a table refer to.
pub(super) fn referred(table: &TableName, situation: &Situation) -> impl Iterator<Item = TableName> {
    let constraints = situation.picture.table(table).map(|facts| facts.constraints.values());
    constraints.into_iter().flatten().filter_map(|facts| match &facts.kind {
        ConstraintKind::ForeignKey { referred, .. } => Some(referred.clone()),
        _ => None,
    })
}
