//! Where the way up is stopped, so that both programs run the scripts in the order of `upgrade heads`.

use std::{path::Path, process::Command};

use super::contestant::Contestant;
use crate::{process, process::Outcome, root};

/// A revision, and those it comes after.
#[derive(Clone, Debug)]
pub struct Step {
    pub revision: String,
    pub parents: Vec<String>,
}

/// The project's revisions, asked of the real Alembic in the world in which it will run.
pub fn steps(python: &Path, alembic: &Contestant<'_>) -> Outcome<Vec<Step>> {
    let mut command = Command::new(python);
    command.arg(root::root().join("xtask/assets/list_revisions.py")).arg(&alembic.copy.ini);
    alembic.fill_in_world(&mut command);
    Ok(process::output(&mut command)?.lines().filter_map(read).collect())
}

/// A line of `list_revisions.py`; others are what scripts print when they are imported.
fn read(line: &str) -> Option<Step> {
    let mut words = line.strip_prefix("step ")?.split_whitespace().map(str::to_owned);
    Some(Step { revision: words.next()?, parents: words.collect() })
}

/// The commands that go up these steps and nothing else. Where a branch is left, it is left at the same place.
pub fn commands(steps: &[Step]) -> String {
    let is_followed =
        |place: usize| steps.get(place + 1).is_some_and(|next| next.parents.contains(&steps[place].revision));
    let ends = steps.iter().enumerate().filter(|(place, _)| !is_followed(*place));
    ends.map(|(_, step)| format!("upgrade {}", step.revision)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::{commands, read};

    #[test]
    fn what_a_script_prints_is_no_revision() {
        let lines = ["[11/28/26 10:45] INFO settings are read", "step a", "stepping aside"];
        let steps: Vec<_> = lines.into_iter().filter_map(read).map(|step| step.revision).collect();
        assert_eq!(steps, ["a"]);
    }

    #[test]
    fn a_branch_is_left_where_alembic_leaves_it() {
        //   a -- b1 -- b2 ---- d
        //     \- c1 --------- /
        let steps = ["step a", "step b1 a", "step c1 a", "step b2 b1", "step d b2 c1"];
        let steps: Vec<_> = steps.into_iter().filter_map(read).collect();
        assert_eq!(commands(&steps), "upgrade b1; upgrade c1; upgrade d");
        assert_eq!(commands(&steps[..2]), "upgrade b1");
    }
}
