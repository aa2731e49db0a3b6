//! `deploy` runs env.py in most of its parts, and shows what it warns of once.

use crate::subject::Subject;

/// Warns as the file is read, and in the script.
fn with_warnings(subject: &Subject) {
    subject.project.replace(
        "alembic/env.py",
        "from alembic import context\n",
        "import warnings\nfrom alembic import context\nwarnings.warn('env.py is old')\n",
    );
    subject.project.replace(
        "alembic/versions/a2_second.py",
        "def upgrade():",
        "def upgrade():\n    import warnings\n    warnings.warn('the script is slow')",
    );
}

#[test]
fn a_warning_is_shown_once_by_a_deploy() {
    Subject::on_both(|subject| {
        with_warnings(subject);
        let run = subject.succeeds("deploy --no-backup");
        for warning in ["UserWarning: env.py is old", "UserWarning: the script is slow"] {
            assert_eq!(run.stderr.matches(warning).count(), 1, "{}", run.everything());
        }
    });
}

#[test]
fn without_a_rehearsal_the_upgrade_itself_shows_them() {
    let subject = Subject::on_sqlite();
    with_warnings(&subject);
    let run = subject.succeeds("deploy --no-backup --no-rehearsal");
    assert_eq!(run.stderr.matches("UserWarning: env.py is old").count(), 1, "{}", run.everything());
    assert_eq!(run.stderr.matches("UserWarning: the script is slow").count(), 1, "{}", run.everything());
}
