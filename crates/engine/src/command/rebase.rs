//! `rebase`: puts the newest revision of a branch behind another one, before anybody has applied it.

use std::path::Path;

use pyruntime::HostError;
use revisions::{Node, Revision, RevisionGraph, RevisionId};
use scripts::header::{RebaseError, RevisesLine, rebased};

use crate::{
    Error, ErrorKind, Interrupt, Project, Reporter,
    command::{listing::listed, version_file},
    execute::{Run, RunSettings},
    report::Event,
};

/// Options of `rebase`.
#[derive(Clone, Debug, Default)]
pub struct RebaseOptions {
    /// The revision that is moved.
    pub revision: String,
    /// The revision that it is to follow; `base`: none.
    pub onto: String,
    /// Do not ask the database whether the revision is applied.
    pub offline: bool,
}

impl Project {
    /// Rewrites the file of a revision that nothing follows and no database has, so that it follows another one.
    ///
    /// # Errors
    /// Revisions that cannot be moved, a database that has it or cannot be asked, a file that cannot be rewritten. The
    /// file is then as it was.
    pub fn rebase(
        &self,
        options: &RebaseOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        if !options.offline {
            self.start_python();
        }
        self.graph(reporter)?;
        self.require_whole_graph()?;
        let graph = self.graph_of_run();
        let Some(moved) = graph.resolve_one(&options.revision)? else {
            return Err(Error::command(format!("'{}' is no revision that could be moved", options.revision)));
        };
        require_newest(&moved)?;
        let onto = self.onto(&moved, &options.onto)?;
        if moved.parents() == onto.as_slice() {
            let text = format!("{} {} already; nothing to do.", moved.id(), follows(onto.as_ref()));
            reporter.report(Event::Message(&text));
            return Ok(());
        }
        let file = self.absolute(self.path_of(moved.id()));
        let before = version_file::read(&file)?;
        let onto_text = onto.as_ref().map(RevisionId::as_str);
        let after = rebased(&before, Path::new(&self.shown(&file)), onto_text).map_err(refused)?;
        if !options.offline {
            self.require_unapplied(&moved, interrupt, reporter)?;
        }
        version_file::write(&file, &after.bytes)?;
        let mut wanted = revisions_of(graph);
        wanted.iter_mut().filter(|revision| revision.id == *moved.id()).for_each(|revision| {
            revision.down = onto.iter().cloned().collect();
        });
        let heads = match self.reread() {
            Ok(project) if revisions_of(project.graph_of_run()) == wanted => project.graph_of_run().heads().to_vec(),
            read => {
                version_file::write(&file, &before)?;
                let reason = read.err().map_or_else(|| "more than it would change".into(), |error| error.message);
                return Err(Error::command(format!("{} cannot follow that revision: {reason}", moved.id()))
                    .with_hint(Some(format!("{} is as it was", self.shown(&file)))));
            }
        };
        let text = format!(
            "{} now {}; before, it {} ({}).",
            moved.id(),
            follows(onto.as_ref()),
            if moved.is_base() { "was a base".to_owned() } else { format!("followed {}", listed(moved.parents())) },
            self.shown(&file)
        );
        reporter.report(Event::Message(&text));
        if let RevisesLine::SaysOtherwise { line } = after.revises {
            let text = format!("line {line} of {} named another parent, and was left as it is", self.shown(&file));
            reporter.report(Event::Note(&text));
        }
        if options.offline
            && let Some(onto) = &onto
        {
            let text = format!("no database was asked; one that has {} already would never get {onto}", moved.id());
            reporter.report(Event::Note(&text));
        }
        reporter.report(Event::Note(&next_step(&heads)));
        Ok(())
    }

    /// What the revision is to follow. It is looked for among the others, so that `head` is theirs and no circle comes about.
    fn onto(&self, moved: &Node<'_>, target: &str) -> Result<Option<RevisionId>, Error> {
        let others = self.graph_of_run().iter().filter(|node| node.id() != moved.id());
        let others = RevisionGraph::build(others.map(|node| node.revision().clone()).collect())?;
        match others.resolve_one(target) {
            Ok(Some(node)) => Ok(Some(node.id().clone())),
            Ok(None) if matches!(target, "head" | "heads") => {
                Err(Error::command(format!("{} is the only revision; there is none that it could follow", moved.id())))
            }
            Ok(None) => Ok(None),
            Err(error) => match self.graph_of_run().resolve_one(target) {
                Ok(Some(node)) if node.id() == moved.id() => {
                    Err(Error::command(format!("{} cannot follow itself", moved.id())))
                }
                _ => Err(error.into()),
            },
        }
    }

    /// Asks every database that env.py connects to whether it has the revision.
    fn require_unapplied(
        &self,
        moved: &Node<'_>,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let mut asked = 0;
        let mut having = Vec::new();
        let settings = RunSettings { dont_mutate: true, is_hushed: true, ..RunSettings::of("current") };
        let looked = Run::env(self, settings, interrupt, reporter, &mut |heads, view| {
            let applied = self.graph_of_run().all_current(heads);
            let applied = applied.map_err(|error| Error::from(error).into_host_error())?;
            asked += 1;
            if applied.contains(moved.id()) {
                having.push(view.url.clone());
            }
            Ok::<_, HostError>(None)
        });
        let looked = match looked {
            Ok(()) if asked == 0 => Err(Error::command("env.py asked no database")),
            looked => looked,
        };
        if let Err(mut error) = looked {
            if error.kind != ErrorKind::Interrupted {
                let own = error.hint.take().map(|hint| format!("{hint}; ")).unwrap_or_default();
                let id = moved.id();
                error.hint = Some(format!("{own}where no database has {id}, `rebase --offline` does not ask"));
            }
            error.aftermath.get_or_insert_with(|| {
                format!("whether {} is applied is not known, so its file was not changed", moved.id())
            });
            return Err(error);
        }
        match having.first() {
            None => Ok(()),
            Some(database) => Err(Error::command(format!("{} is applied already, to {database}", moved.id()))
                .with_hint(Some(format!(
                    "`limbeck merge heads` joins branches that are applied; or take it back first, if its data may go: \
                     `limbeck downgrade {}`",
                    moved.parents().first().map_or("base", RevisionId::as_str)
                )))),
        }
    }
}

fn require_newest(moved: &Node<'_>) -> Result<(), Error> {
    let children = moved.children();
    let dependents: Vec<RevisionId> = moved.needed_by().into_iter().filter(|id| !children.contains(id)).collect();
    let words = |ids: &[RevisionId], one: &str, several: &str| match ids {
        [] => None,
        [id] => Some(format!("{id} {one}")),
        ids => Some(format!("{} {several}", listed(ids))),
    };
    let found = [words(&children, "follows it", "follow it"), words(&dependents, "depends on it", "depend on it")];
    let found: Vec<String> = found.into_iter().flatten().collect();
    if found.is_empty() {
        return Ok(());
    }
    let text = format!("{} is not the newest revision of its branch: {}", moved.id(), found.join(", and "));
    let hint = "only a revision that nothing follows can be moved; `limbeck merge heads` joins branches as they are";
    Err(Error::command(text).with_hint(Some(hint.into())))
}

/// The revisions with their places; what they say of themselves is left out.
fn revisions_of(graph: &RevisionGraph) -> Vec<Revision> {
    graph.iter().map(|node| Revision { doc: String::new(), ..node.revision().clone() }).collect()
}

fn follows(onto: Option<&RevisionId>) -> String {
    onto.map_or_else(|| "is a base".to_owned(), |id| format!("follows {id}"))
}

fn next_step(heads: &[RevisionId]) -> String {
    match heads {
        [_] => "one head is left: `limbeck upgrade head` is next".to_owned(),
        heads => format!(
            "there are {} heads: {}; `limbeck rebase` or `limbeck merge` joins them",
            heads.len(),
            listed(heads)
        ),
    }
}

fn refused(error: RebaseError) -> Error {
    Error::command(error.to_string()).with_hint(error.hint())
}
