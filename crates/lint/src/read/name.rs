//! Names in the syntax tree.

use schema::TableName;
use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode, normalize_name_node},
};

use crate::situation::plain;

/// Returns the first name with a path (`a.b`) in a node: that of a table, an index, a type.
pub(super) fn path_in(node: &impl AstNode) -> Option<TableName> {
    node.syntax().descendants().find_map(path)
}

/// The same of a part that may be missing.
pub(super) fn path_of(node: Option<impl AstNode>) -> Option<TableName> {
    path_in(&node?)
}

fn path(node: SyntaxNode) -> Option<TableName> {
    let is_path = ast::Path::can_cast(node.kind()) || ast::PathRef::can_cast(node.kind());
    if !is_path {
        return None;
    }
    let segments: Vec<String> = node
        .descendants()
        .filter(|node| ast::PathSegment::can_cast(node.kind()) || ast::PathSegmentRef::can_cast(node.kind()))
        .map(|node| normalize_name_node(&node))
        .collect();
    let name = segments.last()?.as_str().into();
    let namespace = segments.len().checked_sub(2).map(|index| segments[index].as_str().into());
    Some(plain(&TableName { namespace, name }))
}

/// Returns a name without a path: of a column, a constraint.
pub(super) fn name_of(node: &impl AstNode) -> String {
    path_in(node).map_or_else(|| normalize_name_node(node.syntax()), |path| path.name.text)
}

/// Returns the names of all columns that are named in a node.
pub(super) fn columns_in(node: &impl AstNode) -> Vec<String> {
    let is_column = |kind: SyntaxKind| ast::ColumnNameRef::can_cast(kind) || ast::ColumnName::can_cast(kind);
    let columns = node.syntax().descendants().filter(|node| is_column(node.kind()));
    columns.map(|node| normalize_name_node(&node)).collect()
}

/// Returns the relations that a query reads, without the names that its WITH defines.
pub(super) fn relations_in(node: &SyntaxNode) -> Vec<TableName> {
    let defined: Vec<String> = node
        .descendants()
        .filter_map(ast::WithTable::cast)
        .filter_map(|with| with.syntax().children().next().map(|name| normalize_name_node(&name)))
        .collect();
    let mut found = Vec::new();
    for node in node.descendants() {
        if !ast::RelationNameRef::can_cast(node.kind()) {
            continue;
        }
        let Some(name) = node.descendants().find_map(path) else { continue };
        let is_defined = name.namespace.is_none() && defined.contains(&name.name.text);
        if !is_defined && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
