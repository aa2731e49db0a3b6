//! What env.py adds to a new revision.

use std::cell::RefCell;

use serde_json::{Map, Value as Json};

use crate::execute::Description;

/// Names and values that a template gets; of two with one name the last counts.
pub(crate) type TemplateArguments = Vec<(String, Json)>;

/// The new revisions as `process_revision_directives` leaves them, and what the template gets for each.
#[derive(Debug, Default)]
pub(crate) struct Extras {
    directives: RefCell<Vec<Json>>,
    written: RefCell<Vec<Written>>,
    template_args: RefCell<TemplateArguments>,
    description: RefCell<Description>,
}

/// The operations of one new revision.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// What `check` shows of them: a tuple for each, as Python writes it.
    pub(crate) differences: Vec<String>,
    /// Their text for the template.
    pub(crate) template_args: Map<String, Json>,
}

impl Extras {
    pub(crate) fn with_directive(directive: Json) -> Self {
        Self { directives: RefCell::new(vec![directive]), ..Self::default() }
    }

    pub(crate) fn directives(&self) -> Vec<Json> {
        self.directives.borrow().clone()
    }

    pub(crate) fn set_directives(&self, directives: Vec<Json>) {
        self.directives.replace(directives);
    }

    /// One for each new revision, in their order.
    pub(crate) fn written(&self) -> Vec<Written> {
        self.written.borrow().clone()
    }

    pub(crate) fn set_written(&self, written: Vec<Written>) {
        self.written.replace(written);
    }

    /// `template_args` of `context.configure()`: they are there for every new revision.
    pub(crate) fn template_args(&self) -> TemplateArguments {
        self.template_args.borrow().clone()
    }

    pub(crate) fn add_template_args(&self, arguments: Map<String, Json>) {
        self.template_args.borrow_mut().extend(arguments);
    }

    /// What `check --json` and `--diff` say.
    pub(crate) fn description(&self) -> Description {
        self.description.borrow().clone()
    }

    pub(crate) fn describe(&self, description: Description) {
        self.description.borrow_mut().extend(description);
    }

    /// Each new revision with everything that its template gets.
    pub(crate) fn files(&self) -> Vec<(Json, TemplateArguments)> {
        let mut written = self.written().into_iter();
        let files = self.directives().into_iter().map(|directive| {
            let own = written.next().unwrap_or_default().template_args;
            (directive, self.template_args().into_iter().chain(own).collect())
        });
        files.collect()
    }
}
