//! The effects of one part of PostgreSQL's ALTER TABLE.

use schema::TableName;

use super::{Effect, postgresql};
use crate::{Change, Constraint, ConstraintKind, Generated, LockLevel, NewColumn, Situation, TypeChange};

/// Returns what the part does to the table, and to others that it names.
pub(super) fn effects_of(table: &TableName, change: &Change, situation: &Situation) -> Vec<Effect> {
    let whole = Effect::of(table, LockLevel::AccessExclusive);
    match change {
        Change::AddColumn { column, .. } => added_column(table, column, situation),
        Change::SetType { column, .. } => {
            let mut effects = vec![changed_type(table, change, situation)];
            // Foreign keys over the column are made anew, from both sides.
            effects.extend(referred_by(table, column, situation));
            if is_key(table, column, situation) {
                let others = postgresql::referring(std::slice::from_ref(table), situation);
                effects.extend(others.iter().map(|other| Effect::of(other, LockLevel::AccessExclusive)));
            }
            effects
        }
        Change::SetNotNull { column } => {
            let is_proved = situation.server.is_postgresql_from(12)
                && situation.picture.is_proved_not_null(table, column)
                || situation.picture.column(table, column).is_some_and(|facts| facts.not_null == Some(true));
            vec![if is_proved { whole } else { whole.scanning() }]
        }
        Change::AddConstraint(constraint) => added_constraint(table, constraint, situation),
        Change::DropConstraint { name, .. } => {
            let mut effects = vec![whole];
            let kind =
                situation.picture.table(table).and_then(|facts| facts.constraints.get(name)).map(|facts| &facts.kind);
            if let Some(ConstraintKind::ForeignKey { referred, .. }) = kind {
                effects.push(Effect::of(referred, LockLevel::AccessExclusive));
            }
            effects
        }
        Change::ValidateConstraint { name } => {
            let mut effects = vec![Effect::of(table, LockLevel::ShareUpdateExclusive).scanning()];
            let kind =
                situation.picture.table(table).and_then(|facts| facts.constraints.get(name)).map(|facts| &facts.kind);
            if let Some(ConstraintKind::ForeignKey { referred, .. }) = kind {
                effects[0].looks_up_rows = true;
                effects.push(Effect::of(referred, LockLevel::RowShare).scanning());
            }
            effects
        }
        Change::AddIdentity { .. } => vec![whole],
        Change::SetExpression { .. } | Change::SetTablespace | Change::SetLogged | Change::SetAccessMethod => {
            vec![whole.rewriting()]
        }
        Change::TuneColumn { .. } | Change::ClusterOn | Change::StorageParameters => {
            vec![Effect::of(table, LockLevel::ShareUpdateExclusive)]
        }
        Change::Trigger => vec![Effect::of(table, LockLevel::ShareRowExclusive)],
        Change::AttachPartition { partition, is_default } => {
            let parent = Effect::of(table, LockLevel::ShareUpdateExclusive);
            // Its rows are read unless a CHECK proves that they belong there; such a CHECK is not looked for.
            let partition =
                Effect { is_worst_case: !is_default, ..Effect::of(partition, LockLevel::AccessExclusive).scanning() };
            vec![parent, partition]
        }
        Change::DetachPartition { partition, concurrently: true } | Change::FinalizeDetach { partition } => {
            vec![Effect::of(table, LockLevel::ShareUpdateExclusive), Effect::of(partition, LockLevel::AccessExclusive)]
        }
        Change::DetachPartition { partition, concurrently: false } => {
            vec![whole, Effect::of(partition, LockLevel::AccessExclusive)]
        }
        Change::Inherit { parent } | Change::NoInherit { parent } => {
            vec![whole, Effect::of(parent, LockLevel::ShareUpdateExclusive)]
        }
        Change::DropColumn { column, .. } => {
            let mut effects = vec![whole];
            // A foreign key over the column goes with it.
            if situation.picture.table(table).is_some() {
                effects.extend(referred_by(table, column, situation));
            }
            effects
        }
        Change::SetDefault { .. }
        | Change::DropDefault { .. }
        | Change::DropNotNull { .. }
        | Change::AlterColumn { .. }
        | Change::AlterConstraint
        | Change::RenameColumn { .. }
        | Change::RenameTable { .. }
        | Change::RenameConstraint { .. }
        | Change::SetSchema { .. }
        | Change::Other => vec![whole],
    }
}

/// Whether other tables may refer to the column.
fn is_key(table: &TableName, column: &str, situation: &Situation) -> bool {
    let constraints = situation.picture.table(table).map(|facts| facts.constraints.values());
    constraints.into_iter().flatten().any(|facts| match &facts.kind {
        ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
            columns.iter().any(|of| of == column)
        }
        _ => false,
    })
}

fn referred_by(table: &TableName, column: &str, situation: &Situation) -> Vec<Effect> {
    let Some(facts) = situation.picture.table(table) else { return Vec::new() };
    let over_column = facts.constraints.values().filter_map(|constraint| match &constraint.kind {
        ConstraintKind::ForeignKey { columns, referred } if columns.iter().any(|of| of == column) => Some(referred),
        _ => None,
    });
    over_column.map(|referred| Effect::of(referred, LockLevel::AccessExclusive)).collect()
}

fn added_column(table: &TableName, column: &NewColumn, situation: &Situation) -> Vec<Effect> {
    let mut effect = Effect::of(table, LockLevel::AccessExclusive);
    let is_volatile = column.default.as_ref().is_some_and(|default| default.volatile);
    // Since PostgreSQL 11 a default of one value is kept in the catalogue.
    let is_filled = is_volatile
        || column.column_type.is_serial()
        || matches!(column.generated, Some(Generated::Stored | Generated::Identity));
    if is_filled {
        effect = effect.rewriting();
    }
    let mut effects = Vec::new();
    for constraint in &column.constraints {
        match &constraint.kind {
            ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } | ConstraintKind::Exclude => {
                effect = effect.indexing();
            }
            ConstraintKind::Check { .. } if !constraint.not_valid => effect = effect.scanning(),
            ConstraintKind::ForeignKey { referred, .. } => {
                // A new column without a default is NULL in every row: no key is looked up.
                let is_looked_up = column.default.is_some() && !constraint.not_valid;
                let other = Effect::of(referred, LockLevel::ShareRowExclusive);
                effects.push(if is_looked_up { other.scanning() } else { other });
                if is_looked_up {
                    effect = effect.scanning();
                }
            }
            ConstraintKind::Check { .. } | ConstraintKind::NotNull { .. } => {}
        }
    }
    let has_no_value = column.not_null && column.default.is_none() && column.generated.is_none() && !is_filled;
    if has_no_value {
        // Fails at the first row; an empty table is read in no time.
        effect = effect.scanning();
    }
    let is_of_new_domain = situation.picture.new_types.iter().any(|name| name.name.text == column.column_type.name);
    effect.is_worst_case |= is_of_new_domain;
    effects.insert(0, effect);
    effects
}

fn changed_type(table: &TableName, change: &Change, situation: &Situation) -> Effect {
    let whole = Effect::of(table, LockLevel::AccessExclusive);
    let Change::SetType { column, to, using } = change else { return whole };
    let known = situation.picture.column(table, column).and_then(|facts| facts.column_type.as_ref());
    let Some(from) = known else { return Effect { is_worst_case: true, ..whole.rewriting() } };
    match from.change_to(to, column, using.as_deref(), situation.utc) {
        TypeChange::Rewrite => whole.rewriting(),
        TypeChange::Reindex => Effect { builds_index: true, ..whole },
        TypeChange::Catalogue => whole,
    }
}

fn added_constraint(table: &TableName, constraint: &Constraint, situation: &Situation) -> Vec<Effect> {
    let whole = Effect::of(table, LockLevel::AccessExclusive);
    match &constraint.kind {
        ConstraintKind::ForeignKey { referred, .. } => {
            let level = LockLevel::ShareRowExclusive;
            let (own, other) = (Effect::of(table, level), Effect::of(referred, level));
            if constraint.not_valid { vec![own, other] } else { vec![own.looking_up(), other.scanning()] }
        }
        ConstraintKind::Check { .. } if constraint.not_valid => vec![whole],
        ConstraintKind::Check { .. } => vec![whole.scanning()],
        ConstraintKind::NotNull { column } => {
            let is_proved = constraint.not_valid || situation.picture.is_proved_not_null(table, column);
            vec![if is_proved { whole } else { whole.scanning() }]
        }
        ConstraintKind::Unique { using_index: Some(_), .. } => vec![whole],
        ConstraintKind::PrimaryKey { using_index: Some(index), .. } => {
            let columns = situation.picture.table(table).and_then(|facts| facts.indexes.get(index));
            let is_proved = columns.is_some_and(|index| {
                !index.columns.is_empty()
                    && index.columns.iter().all(|column| situation.picture.is_proved_not_null(table, column))
            });
            // A column that may be NULL becomes NOT NULL, for which all rows are read.
            vec![if is_proved { whole } else { Effect { is_worst_case: columns.is_none(), ..whole.scanning() } }]
        }
        ConstraintKind::Unique { columns, .. } | ConstraintKind::PrimaryKey { columns, .. } => {
            vec![whole.indexing_by(columns)]
        }
        ConstraintKind::Exclude => vec![Effect { fills_index_by_row: true, ..whole.indexing() }],
    }
}
