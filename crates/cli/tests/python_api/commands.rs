//! Commands inside a run that goes on after them, which the real Alembic cannot.

use testkit::{check_fails, check_succeeds};

use crate::project;

/// Lines of env.py in front of the run, and what they print.
const BEFORE_THE_RUN: &str = "inner = config.attributes.get(\"connection\")";

#[test]
fn a_run_goes_on_after_a_command() {
    let project = project();
    project.replace(
        "project/env.py",
        BEFORE_THE_RUN,
        "inner = None\nif config.get_main_option('is_inner') is None:\n    from alembic import command\n    \
         from alembic.config import Config\n    tenant = Config('alembic.ini')\n    \
         tenant.set_main_option('sqlalchemy.url', 'sqlite:///tenant.db')\n    \
         tenant.set_main_option('is_inner', 'yes')\n    command.upgrade(tenant, 'b1')\n    \
         print('still', context.config is config, context.script.get_current_head())\n",
    );
    let run = project.run("downgrade c1");
    check_succeeds(&run);
    assert!(run.stdout.contains("still True d1\n"), "{}", run.everything());
    assert_eq!(project.sqlite("app.db").versions(), ["c1"]);
    assert_eq!(project.sqlite("tenant.db").versions(), ["b1"]);
    assert_eq!(project.sqlite("tenant.db").rows("SELECT id FROM users"), ["1"]);
}

#[test]
fn a_script_upgrades_another_database() {
    let project = project();
    project.write(
        "project/versions/e1_tenants.py",
        "from alembic import command, op\nfrom alembic.config import Config\n\nrevision = 'e1'\ndown_revision = 'd1'\n\n\n\
         def upgrade():\n    op.execute('CREATE TABLE before (x INTEGER)')\n    tenant = Config('alembic.ini')\n    \
         tenant.set_main_option('sqlalchemy.url', 'sqlite:///tenant.db')\n    command.upgrade(tenant, 'd1')\n    \
         op.execute('CREATE TABLE after (x INTEGER)')\n\n\ndef downgrade():\n    pass\n",
    );
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(project.sqlite("app.db").versions(), ["e1"]);
    assert_eq!(project.sqlite("app.db").tables(), ["after", "alembic_version", "before", "users"]);
    assert_eq!(project.sqlite("tenant.db").versions(), ["d1"]);
}

#[test]
fn an_error_of_a_command_rises_where_it_was_called() {
    let project = project();
    let failing = "revision = 'e1'\ndown_revision = 'd1'\n\n\ndef upgrade():\n    raise KeyError('inner')\n";
    project.write("project/versions/e1_failing.py", failing);
    let call = "from alembic import command\n    from alembic.config import Config\n    tenant = Config('alembic.ini')\n    \
                tenant.set_main_option('sqlalchemy.url', 'sqlite:///tenant.db')\n    tenant.set_main_option('is_inner', 'yes')\n";
    let env = format!(
        "inner = None\nif config.get_main_option('is_inner') is None:\n    {call}    try:\n        \
         command.upgrade(tenant, 'head')\n    except KeyError as error:\n        print('caught', error)\n"
    );
    project.replace("project/env.py", BEFORE_THE_RUN, &env);
    let run = project.run("current");
    check_succeeds(&run);
    assert!(run.stdout.contains("caught 'inner'"), "{}", run.everything());
    assert!(project.sqlite("tenant.db").tables().is_empty());
    project.replace("project/env.py", "except KeyError as error", "except OSError as error");
    let run = project.run("current");
    check_fails(&run, 1, "KeyError: 'inner'");
    check_fails(&run, 1, "e1_failing.py\", line 6, in upgrade");
}

#[test]
fn a_hook_asks_the_script_directory_and_writes_a_file_of_its_own() {
    let project = project();
    // The revision that the hook makes asks no hook again.
    let hook = "def hook(context, revision, directives):\n    from alembic.autogenerate import RevisionContext\n    \
                from alembic.script import ScriptDirectory\n    context.opts['process_revision_directives'] = None\n    \
                directory = ScriptDirectory.from_config(config)\n    print('head', directory.get_current_head())\n    \
                arguments = dict(message='by hand', rev_id='h1', head='head')\n    \
                by_hand = RevisionContext(config, directory, arguments)\n    by_hand.run_autogenerate(revision, context)\n    \
                print([script.revision for script in by_hand.generate_scripts()])\n    directives[:] = []\n\n\n";
    project.replace("project/env.py", "def run(connection):\n", &format!("{hook}def run(connection):\n"));
    let with_hook = "target_metadata=metadata, process_revision_directives=hook)";
    project.replace("project/env.py", "target_metadata=metadata)", with_hook);
    let run = project.run("revision --autogenerate -m ignored");
    check_succeeds(&run);
    assert!(run.stdout.contains("head d1\n"), "{}", run.everything());
    assert!(run.stdout.contains("['h1']\n"), "{}", run.everything());
    let text = project.read("project/versions/h1_by_hand.py");
    assert!(text.contains("op.create_table('t',"), "{text}");
    assert!(text.contains("op.drop_table('t')"), "{text}");
    assert!(text.contains("down_revision = 'd1'"), "{text}");
}
