//! The parts of ALTER TABLE.

use squawk_syntax::ast::{self, AlterColumnOption, AlterTableAction, AstNode};

use super::{
    constraint::{column, constraint},
    name::{name_of, path_of},
};
use crate::{Change, TypeName};

/// Reads one part; `None` where something of it is missing.
pub(super) fn change(action: &AlterTableAction) -> Option<Change> {
    Some(match action {
        AlterTableAction::AddColumn(add) => Change::AddColumn {
            column: column(add.column_name(), add.ty(), add.constraints())?,
            if_not_exists: add.if_not_exists().is_some(),
        },
        AlterTableAction::DropColumn(drop) => Change::DropColumn {
            column: name_of(&drop.column_name_ref()?),
            if_exists: drop.if_exists().is_some(),
            cascade: matches!(drop.drop_behavior(), Some(ast::DropBehavior::Cascade(_))),
        },
        AlterTableAction::AlterColumn(alter) => {
            return altered_column(name_of(&alter.column_name_ref()?), &alter.option()?);
        }
        AlterTableAction::AddConstraint(add) => Change::AddConstraint(constraint(&add.constraint()?, None)?),
        AlterTableAction::DropConstraint(drop) => Change::DropConstraint {
            name: name_of(&drop.constraint_name_ref()?),
            if_exists: drop.if_exists().is_some(),
        },
        AlterTableAction::ValidateConstraint(validate) => {
            Change::ValidateConstraint { name: name_of(&validate.constraint_name_ref()?) }
        }
        AlterTableAction::AlterConstraint(_) => Change::AlterConstraint,
        AlterTableAction::RenameColumn(rename) => {
            Change::RenameColumn { from: name_of(&rename.column_name_ref()?), to: name_of(&rename.column_name()?) }
        }
        AlterTableAction::RenameConstraint(rename) => Change::RenameConstraint {
            from: name_of(&rename.constraint_name_ref()?),
            to: name_of(&rename.constraint_name()?),
        },
        AlterTableAction::TableRenameTo(rename) => Change::RenameTable { to: path_of(rename.table_name())?.name.text },
        AlterTableAction::SetSchema(set) => Change::SetSchema { to: name_of(&set.schema_ref()?) },
        AlterTableAction::SetTablespace(_) => Change::SetTablespace,
        AlterTableAction::SetLogged(_) | AlterTableAction::SetUnlogged(_) => Change::SetLogged,
        AlterTableAction::SetAccessMethod(_) => Change::SetAccessMethod,
        AlterTableAction::AttachPartition(attach) => Change::AttachPartition {
            partition: path_of(attach.table_name_ref())?,
            is_default: matches!(attach.partition_type(), Some(ast::PartitionType::PartitionDefault(_))),
        },
        AlterTableAction::DetachPartition(detach) => {
            let partition = path_of(detach.table_name_ref())?;
            match detach.detach_partition_option() {
                Some(ast::DetachPartitionOption::DetachFinalize(_)) => Change::FinalizeDetach { partition },
                option => Change::DetachPartition { partition, concurrently: option.is_some() },
            }
        }
        AlterTableAction::InheritTable(inherit) => Change::Inherit { parent: path_of(inherit.table_name_ref())? },
        AlterTableAction::NoInheritTable(inherit) => Change::NoInherit { parent: path_of(inherit.table_name_ref())? },
        AlterTableAction::DisableTrigger(_)
        | AlterTableAction::EnableTrigger(_)
        | AlterTableAction::EnableAlwaysTrigger(_)
        | AlterTableAction::EnableReplicaTrigger(_) => Change::Trigger,
        AlterTableAction::ClusterOn(_) | AlterTableAction::SetWithoutCluster(_) => Change::ClusterOn,
        AlterTableAction::SetOptions(_) | AlterTableAction::ResetOptions(_) | AlterTableAction::OptionItemList(_) => {
            Change::StorageParameters
        }
        AlterTableAction::AlterOptionList(_)
        | AlterTableAction::DisableRls(_)
        | AlterTableAction::DisableRule(_)
        | AlterTableAction::EnableAlwaysRule(_)
        | AlterTableAction::EnableReplicaRule(_)
        | AlterTableAction::EnableRls(_)
        | AlterTableAction::EnableRule(_)
        | AlterTableAction::ForceRls(_)
        | AlterTableAction::MergePartitions(_)
        | AlterTableAction::NoForceRls(_)
        | AlterTableAction::NotOf(_)
        | AlterTableAction::OfType(_)
        | AlterTableAction::OwnerTo(_)
        | AlterTableAction::ReplicaIdentity(_)
        | AlterTableAction::SetWithoutOids(_)
        | AlterTableAction::SplitPartition(_) => Change::Other,
    })
}

fn altered_column(column: String, option: &AlterColumnOption) -> Option<Change> {
    Some(match option {
        AlterColumnOption::SetType(set) => Change::SetType {
            column,
            to: TypeName::of(&set.ty()?.syntax().text().to_string()),
            using: set.using_expr().and_then(|using| Some(using.expr()?.syntax().text().to_string())),
        },
        AlterColumnOption::SetDefault(_) => Change::SetDefault { column },
        AlterColumnOption::DropDefault(_) => Change::DropDefault { column },
        AlterColumnOption::SetNotNull(_) => Change::SetNotNull { column },
        AlterColumnOption::DropNotNull(_) => Change::DropNotNull { column },
        AlterColumnOption::SetExpression(_) => Change::SetExpression { column },
        AlterColumnOption::AddGenerated(_) => Change::AddIdentity { column },
        AlterColumnOption::SetStatistics(_)
        | AlterColumnOption::SetOptions(_)
        | AlterColumnOption::SetOptionsList(_)
        | AlterColumnOption::ResetOptions(_) => Change::TuneColumn { column },
        AlterColumnOption::DropExpression(_)
        | AlterColumnOption::DropIdentity(_)
        | AlterColumnOption::Inherit(_)
        | AlterColumnOption::NoInherit(_)
        | AlterColumnOption::Restart(_)
        | AlterColumnOption::SetCompression(_)
        | AlterColumnOption::SetGenerated(_)
        | AlterColumnOption::SetGeneratedOptions(_)
        | AlterColumnOption::SetSequenceOption(_)
        | AlterColumnOption::SetStorage(_) => Change::AlterColumn { column },
    })
}
