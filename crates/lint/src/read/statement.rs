//! Statements become actions.

use schema::TableName;
use squawk_syntax::{
    SyntaxNode,
    ast::{self, AstNode, Stmt, normalize_name_node},
};

use super::{
    alter_table::change,
    constraint::{column, constraint},
    name::{name_of, path_in, path_of, relations_in},
};
use crate::{Action, Constraint, LockLevel, NewColumn, NewIndex, NewTable, Reindexed};

/// Reads a statement; `None` where something that it needs is missing.
pub(super) fn action(statement: &Stmt) -> Option<Action> {
    Some(match statement {
        Stmt::CreateTable(create) => Action::CreateTable(new_table(create)),
        Stmt::CreateTableAs(create) => Action::CreateTable(NewTable {
            name: path_of(create.table_name()),
            if_not_exists: create.if_not_exists().is_some(),
            temporary: matches!(create.persistence(), Some(ast::Persistence::Temp(_))),
            from_query: true,
            sources: relations_in(create.syntax()),
            ..NewTable::default()
        }),
        Stmt::SelectInto(select) => Action::CreateTable(NewTable {
            name: path_of(select.into_clause()),
            from_query: true,
            sources: relations_in(select.syntax()),
            ..NewTable::default()
        }),
        Stmt::AlterTable(alter) => Action::AlterTable {
            table: path_of(alter.table_relation_name())?,
            if_exists: alter.if_exists().is_some(),
            changes: alter.actions().filter_map(|action| change(&action)).collect(),
        },
        Stmt::DropTable(drop) => Action::DropTable {
            tables: drop.table_name_refs().filter_map(|name| path_in(&name)).collect(),
            if_exists: drop.if_exists().is_some(),
            cascade: cascades(drop.drop_behavior().as_ref()),
        },
        Stmt::CreateIndex(create) => Action::CreateIndex(new_index(create)?),
        Stmt::DropIndex(drop) => Action::DropIndex {
            indexes: drop.index_refs().filter_map(|name| path_in(&name)).collect(),
            concurrently: drop.concurrently_token().is_some(),
            if_exists: drop.if_exists().is_some(),
        },
        Stmt::AlterIndex(alter) => match alter.action() {
            Some(ast::AlterIndexAction::IndexRenameTo(rename)) => {
                Action::RenameIndex { index: path_of(alter.index_ref())?, to: path_of(rename.index())?.name.text }
            }
            _ => Action::Other,
        },
        Stmt::Reindex(reindex) => reindexed(reindex)?,
        Stmt::Cluster(cluster) => Action::Rewrite {
            word: "CLUSTER",
            tables: path_of(cluster.table_name_ref())
                .or_else(|| path_of(cluster.cluster_legacy()?.on_path()?.table_name_ref()))
                .into_iter()
                .collect(),
        },
        Stmt::Repack(repack) => Action::Rewrite { word: "REPACK", tables: tables_of(repack.table_and_columns_list()) },
        Stmt::Vacuum(vacuum) => {
            let tables = tables_of(vacuum.table_and_columns_list());
            match vacuum.is_full() {
                true => Action::Rewrite { word: "VACUUM FULL", tables },
                false => Action::Maintain { word: "VACUUM", tables },
            }
        }
        Stmt::Analyze(analyze) => {
            Action::Maintain { word: "ANALYZE", tables: tables_of(analyze.table_and_columns_list()) }
        }
        Stmt::Truncate(truncate) => Action::Truncate {
            tables: truncate.table_list()?.table_relation_names().filter_map(|name| path_in(&name)).collect(),
            cascade: cascades(truncate.drop_behavior().as_ref()),
        },
        Stmt::Lock(lock) => Action::LockTable {
            tables: lock.relation_list()?.relation_names().filter_map(|name| path_in(&name)).collect(),
            level: lock.lock_mode_clause().and_then(|clause| clause.lock_mode()).map_or(LockLevel::AccessExclusive, level),
        },
        Stmt::Refresh(refresh) => Action::RefreshView {
            view: path_of(refresh.view_ref())?,
            concurrently: refresh.concurrently_token().is_some(),
        },
        Stmt::CreateTrigger(create) => Action::CreateTrigger { table: path_of(create.on_relation())? },
        Stmt::DropTrigger(drop) => Action::OnTable { word: "DROP TRIGGER", table: path_of(drop.on_relation())? },
        Stmt::CreatePolicy(create) => Action::OnTable { word: "CREATE POLICY", table: path_of(create.on_table())? },
        Stmt::AlterPolicy(alter) => Action::OnTable { word: "ALTER POLICY", table: path_of(on_table(alter))? },
        Stmt::DropPolicy(drop) => Action::OnTable { word: "DROP POLICY", table: path_of(on_table(drop))? },
        Stmt::CreateRule(create) => Action::OnTable { word: "CREATE RULE", table: path_of(create.rule_on())? },
        Stmt::CreateStatistics(create) => Action::CreateStatistics { table: path_of(create.from_table())? },
        Stmt::CommentOn(comment) => match comment.comment_object()? {
            ast::CommentObject::ObjectTable(table) => Action::CommentOnTable { table: path_of(table.table_name_ref())? },
            ast::CommentObject::ObjectColumn(column) => {
                // `namespace.table.column`: the table is what stands before the column.
                let path = column.name()?.path_ref()?;
                Action::CommentOnTable { table: path_in(&path.qualifier()?)? }
            }
            ast::CommentObject::ObjectConstraint(constraint) => {
                Action::CommentOnTable { table: path_of(constraint.table_name_ref())? }
            }
            _ => Action::Other,
        },
        Stmt::CreateView(create) => Action::CreateView {
            sources: create.query().map(|query| relations_in(query.syntax())).unwrap_or_default(),
            view: path_of(create.view())?,
        },
        Stmt::CreateMaterializedView(create) => Action::CreateMaterializedView {
            sources: create.query().map(|query| relations_in(query.syntax())).unwrap_or_default(),
            view: path_of(create.view())?,
        },
        Stmt::DropView(drop) => Action::DropView { views: drop.view_refs().filter_map(|name| path_in(&name)).collect() },
        Stmt::DropMaterializedView(drop) => Action::DropView { views: path_in(drop).into_iter().collect() },
        Stmt::Insert(insert) => write("INSERT", path_of(insert.relation_name_ref())?, true, insert.syntax()),
        Stmt::Update(update) => {
            let has_condition = update.where_clause_or_current_of().is_some();
            write("UPDATE", path_of(update.relation_name())?, has_condition, update.syntax())
        }
        Stmt::Delete(delete) => {
            let has_condition = delete.where_clause_or_current_of().is_some();
            write("DELETE", path_of(delete.relation_name())?, has_condition, delete.syntax())
        }
        Stmt::Merge(merge) => write("MERGE", path_of(merge.table_relation_name())?, true, merge.syntax()),
        Stmt::Copy(copy) => match (copy.copy_table(), copy.copy_direction()) {
            (Some(table), Some(ast::CopyDirection::CopyFrom(_))) => {
                write("COPY", path_in(&table)?, true, copy.syntax())
            }
            (Some(table), _) => Action::Select { sources: path_in(&table).into_iter().collect(), for_update: false },
            (None, _) => Action::Select { sources: relations_in(copy.syntax()), for_update: false },
        },
        Stmt::Select(_) | Stmt::CompoundSelect(_) | Stmt::ParenSelect(_) | Stmt::Table(_) | Stmt::Values(_) => {
            selected(statement.syntax())
        }
        Stmt::AlterType(alter) => {
            let name = path_of(alter.type_name_ref())?;
            match alter.action() {
                Some(ast::AlterTypeAction::AddValue(add)) => Action::AddEnumValue {
                    name,
                    placed: add.value_position().is_some(),
                    if_not_exists: add.if_not_exists().is_some(),
                },
                Some(ast::AlterTypeAction::RenameValue(_)) => Action::RenameEnumValue { name },
                _ => Action::Other,
            }
        }
        Stmt::CreateType(create) => Action::CreateType { name: path_of(create.type_name())? },
        Stmt::DropType(drop) => Action::DropType {
            names: drop.type_name_refs().filter_map(|name| path_in(&name)).collect(),
            if_exists: drop.if_exists().is_some(),
        },
        Stmt::CreateDomain(create) => Action::CreateDomain {
            name: path_of(create.domain())?,
            constrained: create.domain_qualifiers().any(|qualifier| {
                matches!(&qualifier, ast::DomainQualifier::Constraint(constraint)
                    if matches!(constraint, ast::Constraint::CheckConstraint(_) | ast::Constraint::NotNullConstraint(_)))
            }),
        },
        Stmt::AlterDomain(alter) => {
            let (adds_constraint, validates) = match alter.action() {
                Some(ast::AlterDomainAction::AddConstraint(add)) => {
                    (true, add.constraint().is_some_and(|constraint| !constraint.is_not_valid()))
                }
                Some(ast::AlterDomainAction::ValidateConstraint(_)) => (false, true),
                Some(ast::AlterDomainAction::SetNotNull(_)) => (true, true),
                _ => (false, false),
            };
            Action::AlterDomain { name: path_of(alter.domain_ref())?, adds_constraint, validates }
        }
        Stmt::CreateSchema(create) => Action::CreateSchema {
            name: create.schema_name().map(|name| normalize_name_node(&name)).unwrap_or_default(),
            if_not_exists: create.if_not_exists().is_some(),
        },
        Stmt::DropSchema(drop) => Action::DropSchema {
            names: drop.schema_refs().map(|name| name_of(&name)).collect(),
            cascade: cascades(drop.drop_behavior().as_ref()),
            if_exists: drop.if_exists().is_some(),
        },
        Stmt::AlterSchema(alter) => match alter.action() {
            Some(ast::AlterSchemaAction::SchemaRenameTo(_)) => {
                Action::RenameSchema { name: name_of(&alter.schema_ref()?) }
            }
            _ => Action::Other,
        },
        Stmt::DropDatabase(drop) => Action::DropDatabase { name: name_of(&drop.database_ref()?) },
        Stmt::CreateExtension(create) => Action::CreateExtension {
            name: create.extension().map(|name| name_of(&name)).unwrap_or_default(),
            if_not_exists: create.if_not_exists().is_some(),
        },
        Stmt::CreateSequence(create) => Action::CreateSequence {
            name: path_of(create.sequence())?,
            if_not_exists: create.if_not_exists().is_some(),
        },
        Stmt::DropSequence(drop) => Action::DropSequence {
            names: drop.sequence_refs().filter_map(|name| path_in(&name)).collect(),
            if_exists: drop.if_exists().is_some(),
        },
        Stmt::Set(set) => parameter(set)?,
        Stmt::Begin(_) => Action::Begin,
        Stmt::Commit(_) => Action::Commit,
        Stmt::Rollback(ast::Rollback::RollbackTransaction(_)) => Action::Rollback,
        Stmt::Do(_) => Action::Code { word: "DO" },
        Stmt::Call(_) => Action::Code { word: "CALL" },
        Stmt::Execute(_) => Action::Code { word: "EXECUTE" },
        Stmt::EmptyStmt(_) => return None,
        _ => Action::Other,
    })
}

fn cascades(behavior: Option<&ast::DropBehavior>) -> bool {
    matches!(behavior, Some(ast::DropBehavior::Cascade(_)))
}

fn on_table(node: &impl AstNode) -> Option<ast::OnTable> {
    node.syntax().children().find_map(ast::OnTable::cast)
}

fn new_table(create: &ast::CreateTable) -> NewTable {
    let mut table = NewTable {
        name: path_of(create.table_name()),
        if_not_exists: create.if_not_exists().is_some(),
        temporary: matches!(create.persistence(), Some(ast::Persistence::Temp(_))),
        partition_of: path_of(create.partition_of()),
        is_partitioned: create.partition_by().is_some(),
        ..NewTable::default()
    };
    table.inherits = create
        .inherits()
        .into_iter()
        .flat_map(|inherits| inherits.table_name_refs())
        .filter_map(|name| path_in(&name))
        .collect();
    for argument in create.table_arg_list().into_iter().flat_map(|list| list.args()) {
        match argument {
            ast::TableArg::Column(node) => table.columns.extend(declared(&node)),
            ast::TableArg::TableConstraint(node) => table.constraints.extend(of_table(&node)),
            ast::TableArg::LikeClause(like) => table.sources.extend(path_in(&like)),
        }
    }
    table
}

fn declared(node: &ast::Column) -> Option<NewColumn> {
    let constraints = node.clauses().filter_map(|clause| ast::Constraint::cast(clause.syntax().clone()));
    column(node.name(), node.ty(), constraints)
}

fn of_table(node: &ast::TableConstraint) -> Option<Constraint> {
    constraint(&ast::Constraint::cast(node.syntax().clone())?, None)
}

fn new_index(create: &ast::CreateIndex) -> Option<NewIndex> {
    let items: Vec<_> = create.partition_item_list().into_iter().flat_map(|list| list.partition_items()).collect();
    let plain = |item: &ast::PartitionItem| match item.expr() {
        Some(ast::Expr::NameRef(name)) => Some(name.text()),
        _ => None,
    };
    let on = create.table_relation_name()?;
    let method = create.using_method().and_then(|using| using.access_method_ref());
    Some(NewIndex {
        name: path_of(create.index()).map(|path| path.name.text),
        table: path_in(&on)?,
        unique: create.unique_token().is_some(),
        concurrently: create.concurrently_token().is_some(),
        if_not_exists: create.if_not_exists().is_some(),
        columns: items.iter().filter_map(plain).collect(),
        width: items.len(),
        is_btree: method.is_none_or(|method| method.syntax().text().to_string().eq_ignore_ascii_case("btree")),
        is_partial: create.where_clause().is_some(),
        on_only: on.only_token().is_some(),
    })
}

fn reindexed(reindex: &ast::Reindex) -> Option<Action> {
    let node = reindex.reindex_target()?;
    let target = match &node {
        ast::ReindexTarget::ReindexTargetTable(_) => Reindexed::Table,
        ast::ReindexTarget::ReindexTargetIndex(_) => Reindexed::Index,
        ast::ReindexTarget::ReindexTargetSchema(_) => Reindexed::Schema,
        ast::ReindexTarget::ReindexTargetDatabase(_) => Reindexed::Database,
        ast::ReindexTarget::ReindexTargetSystem(_) => Reindexed::System,
    };
    Some(Action::Reindex { target, name: path_in(&node), concurrently: reindex.is_concurrently() })
}

fn tables_of(list: Option<ast::TableAndColumnsList>) -> Vec<TableName> {
    list.into_iter()
        .flat_map(|list| list.table_and_columnss())
        .filter_map(|table| path_of(table.table_relation_name()))
        .collect()
}

fn level(mode: ast::LockMode) -> LockLevel {
    match mode {
        ast::LockMode::AccessShare(_) => LockLevel::AccessShare,
        ast::LockMode::RowShare(_) => LockLevel::RowShare,
        ast::LockMode::RowExclusive(_) => LockLevel::RowExclusive,
        ast::LockMode::ShareUpdateExclusive(_) => LockLevel::ShareUpdateExclusive,
        ast::LockMode::Share(_) => LockLevel::Share,
        ast::LockMode::ShareRowExclusive(_) => LockLevel::ShareRowExclusive,
        ast::LockMode::Exclusive(_) => LockLevel::Exclusive,
        ast::LockMode::AccessExclusive(_) => LockLevel::AccessExclusive,
    }
}

fn write(word: &'static str, table: TableName, has_condition: bool, node: &SyntaxNode) -> Action {
    let sources = relations_in(node).into_iter().filter(|source| *source != table).collect();
    Action::Write { word, table, has_condition, sources }
}

fn selected(node: &SyntaxNode) -> Action {
    let for_update = node.descendants().any(|node| ast::LockingClause::can_cast(node.kind()));
    Action::Select { sources: relations_in(node), for_update }
}

fn parameter(set: &ast::Set) -> Option<Action> {
    let Some(ast::SetTarget::SetConfig(config)) = set.set_target() else { return Some(Action::Other) };
    let value = config.config_assignment().map(|assignment| assignment.syntax().text().to_string()).unwrap_or_default();
    let value = value.trim().trim_start_matches('=').trim();
    let value =
        value.strip_prefix("TO ").or_else(|| value.strip_prefix("to ")).unwrap_or(value).trim().trim_matches('\'');
    Some(Action::Set {
        parameter: path_of(config.config_parameter_ref())?.name.text,
        local: matches!(set.set_scope(), Some(ast::SetScope::LocalScope(_))),
        value: value.to_owned(),
    })
}
