//! What each name means inside a template's function: its own, an outer one's, a template function, or the context's.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Filter, Names};
use super::node::{Def, Kind, Node};

/// Filters that are words of the template language, not names of Python.
const FILTER_WORDS: [&str; 8] = ["x", "h", "u", "trim", "entity", "unicode", "decode", "str"];

/// The names of one function.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope<'t> {
    /// Names that an outer function or the module already has.
    declared: BTreeSet<String>,
    /// Names that must be asked from the context.
    pub(super) undeclared: BTreeSet<String>,
    /// Names that the function assigns.
    pub(super) locally_declared: BTreeSet<String>,
    /// Names that `<% %>` blocks assign; template functions see them too.
    pub(super) locally_assigned: BTreeSet<String>,
    pub(super) parameters: BTreeSet<String>,
    /// Functions of the template itself.
    pub(super) functions: BTreeMap<String, &'t Def>,
    /// Functions defined inside this one.
    pub(super) inner_functions: BTreeMap<String, &'t Def>,
}

impl<'t> Scope<'t> {
    /// Makes the scope of the module: what its `<%! %>` blocks assign.
    pub(super) fn of_module(nodes: &'t [Node]) -> Self {
        let mut scope = Self::default();
        for node in nodes {
            match &node.kind {
                Kind::ModuleCode { names, .. } => scope.declared.extend(names.declared.iter().cloned()),
                Kind::Def(def) => {
                    scope.functions.insert(def.declaration.name.clone(), def);
                }
                _ => {}
            }
        }
        scope.declared.extend(["UNDEFINED", "STOP_RENDERING"].map(str::to_owned));
        scope
    }

    /// Makes the scope of the template's own body.
    pub(super) fn of_body(&self, nodes: &'t [Node]) -> Self {
        let mut scope = self.inside(Seen::Names);
        nodes.iter().for_each(|node| scope.see(node, Level::Template));
        scope.parameters.insert("pageargs".to_owned());
        scope
    }

    /// Makes the scope of a function of the template.
    pub(super) fn of_function(&self, def: &'t Def) -> Self {
        self.inside(Seen::Names).with_function(def)
    }

    /// Makes the scope of a function inside this one, which sees all that this one has.
    pub(super) fn of_inner_function(&self, def: &'t Def) -> Self {
        self.inside(Seen::NamesAndContext).with_function(def)
    }

    fn with_function(mut self, def: &'t Def) -> Self {
        self.expect_filters(&def.filters);
        self.expect(&def.declaration.defaults.undeclared, &def.declaration.parameter_names);
        self.parameters.extend(def.declaration.parameter_names.iter().cloned());
        def.nodes.iter().for_each(|node| self.see(node, Level::Function));
        self
    }

    fn inside(&self, seen: Seen) -> Self {
        let mut declared = self.declared.clone();
        declared.extend(self.inner_functions.keys().cloned());
        declared.extend(self.locally_declared.iter().cloned());
        declared.extend(self.parameters.iter().cloned());
        if seen == Seen::NamesAndContext {
            declared.extend(self.undeclared.iter().cloned());
        }
        Self { declared, functions: self.functions.clone(), ..Self::default() }
    }

    fn see(&mut self, node: &'t Node, level: Level) {
        match &node.kind {
            Kind::Expression { names, filters, .. } => {
                let own: Vec<String> = names.declared.iter().cloned().collect();
                self.expect(&names.undeclared, &own);
                self.expect_filters(filters);
            }
            Kind::Code { names, .. } => {
                self.see_names(names);
                self.locally_assigned.extend(names.declared.iter().cloned());
            }
            Kind::Control { names, .. } => self.see_names(names),
            Kind::Def(def) => {
                if level == Level::Function {
                    self.inner_functions.insert(def.declaration.name.clone(), def);
                }
                self.expect(&def.declaration.defaults.undeclared, &def.declaration.parameter_names);
                self.expect_filters(&def.filters);
            }
            Kind::TextTag { filters, .. } | Kind::Page { filters } => self.expect_filters(filters),
            Kind::Text(_) | Kind::ModuleCode { .. } | Kind::ControlEnd { .. } => {}
        }
    }

    fn see_names(&mut self, names: &Names) {
        self.expect(&names.undeclared, &[]);
        self.locally_declared.extend(names.declared.iter().cloned());
    }

    fn expect(&mut self, names: &BTreeSet<String>, except: &[String]) {
        for name in names {
            let is_known = self.declared.contains(name) || self.locally_declared.contains(name);
            if name != "context" && !is_known && !except.contains(name) {
                self.undeclared.insert(name.clone());
            }
        }
    }

    fn expect_filters(&mut self, filters: &[Filter]) {
        let words: Vec<String> = FILTER_WORDS.iter().chain(&["n"]).map(|word| (*word).to_owned()).collect();
        filters.iter().for_each(|filter| self.expect(&filter.names.undeclared, &words));
    }

    /// Returns the names that the function must fetch before it begins.
    pub(super) fn to_fetch(&self) -> BTreeSet<String> {
        let mut names = self.undeclared.clone();
        names.extend(self.inner_functions.keys().cloned());
        names.retain(|name| !self.parameters.contains(name) && !self.locally_declared.contains(name));
        names
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Names,
    NamesAndContext,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Template,
    Function,
}
