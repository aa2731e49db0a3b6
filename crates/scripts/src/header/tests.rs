//! Headers in all the ways people write them; scanner and parser beside each other.

use super::*;

fn header(source: &str) -> Result<Header, HeaderError> {
    read_source(source.as_bytes(), Path::new("versions/script.py"))
}

fn listed(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The values that the header has, and that the scanner says nothing else than the parser.
#[track_caller]
fn check(source: &str, revision: &str, down_revision: &[&str], labels: &[&str], depends_on: &[&str]) {
    let header = header(source).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(header.revision, revision);
    assert_eq!(header.down_revision, listed(down_revision));
    assert_eq!(header.branch_labels, listed(labels));
    assert_eq!(header.depends_on, listed(depends_on));
    check_same(source);
}

#[track_caller]
fn check_same(source: &str) {
    if let Some(quick) = quick::read(source) {
        assert_eq!(Ok(quick), syntax::read(source, Path::new("script.py")), "{source}");
    }
}

#[track_caller]
fn check_quick(source: &str) {
    assert!(quick::read(source).is_some(), "the scanner gave up on {source}");
    check_same(source);
}

#[track_caller]
fn check_error(source: &str, message: &str) {
    assert_eq!(header(source).unwrap_err().to_string(), message);
}

const STOCK: &str = r#""""add users

Revision ID: ae1027a6acf3
Revises: 1975ea83b712
Create Date: 2024-01-02 03:04:05.678901

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'ae1027a6acf3'
down_revision: Union[str, Sequence[str], None] = '1975ea83b712'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute("""
SELECT 1
""")


def downgrade() -> None:
    """Downgrade schema."""
    pass
"#;

#[test]
fn the_stock_script_is_read_quickly() {
    check(STOCK, "ae1027a6acf3", &["1975ea83b712"], &[], &[]);
    check_quick(STOCK);
    let header = header(STOCK).unwrap();
    assert_eq!(header.doc(), "add users");
    assert_eq!(
        header.long_doc(),
        "add users\n\nRevision ID: ae1027a6acf3\nRevises: 1975ea83b712\nCreate Date: 2024-01-02 03:04:05.678901"
    );
}

#[test]
fn windows_line_ends_make_no_difference() {
    let header = header(&STOCK.replace('\n', "\r\n")).unwrap();
    assert_eq!(header.doc(), "add users");
    assert_eq!(header.revision, "ae1027a6acf3");
}

#[test]
fn merges_labels_and_dependencies_come_in_every_bracket() {
    check(
        "revision = 'm'\ndown_revision = ('a', \"b\")\nbranch_labels = ['x']\ndepends_on = 'd'\n",
        "m",
        &["a", "b"],
        &["x"],
        &["d"],
    );
    check(
        "revision = 'm'\ndown_revision = (\n    'a',\n    'b',  # the other\n)\nbranch_labels = ('x',)\n",
        "m",
        &["a", "b"],
        &["x"],
        &[],
    );
    check("revision = 'm'\ndown_revision = {'a', 'b', 'a'}\ndepends_on = ()\n", "m", &["a", "b"], &[], &[]);
    check("revision = ('m')\ndown_revision = 'a', 'b'\n", "m", &["a", "b"], &[], &[]);
    check_quick("revision = ('m')\ndown_revision = (\n 'a',\n 'b'\n)\n");
}

#[test]
fn texts_are_read_as_python_reads_them() {
    check("revision = \"\"\"m\"\"\"\ndown_revision = 'a' 'b'\n", "m", &["ab"], &[], &[]);
    check("revision = u'm'\ndown_revision = r'a\\b'\nbranch_labels = '\\x41\\u00e9'\n", "m", &["a\\b"], &["Aé"], &[]);
    check("revision = f'm'\ndown_revision = f'a' 'b'\n", "m", &["ab"], &[], &[]);
    check("revision = (\n    'm'\n    'n'\n)\ndown_revision = None\n", "mn", &[], &[], &[]);
}

#[test]
fn the_last_assignment_wins_and_names_are_followed() {
    check("revision = 'a'\nrevision = 'b'\ndown_revision = None\n", "b", &[], &[], &[]);
    check("PARENT = 'a'\nrevision = 'b'\ndown_revision = PARENT\n", "b", &["a"], &[], &[]);
    check("one = two = 'a'\nrevision = 'b'\ndown_revision = (one, two)\n", "b", &["a", "a"], &[], &[]);
    check(
        "revision = 'b'\ndown_revision = 'a'\n\ndef upgrade():\n    pass\n\ndown_revision = 'c'\n",
        "b",
        &["c"],
        &[],
        &[],
    );
    check("revision: str\nrevision = 'b'\ndown_revision: 'str | None' = None\n", "b", &[], &[], &[]);
}

#[test]
fn what_only_running_tells_is_an_error_with_its_line() {
    check_error(
        "revision = 'a'\ndown_revision = find()\n",
        "'down_revision' in versions/script.py is computed (line 2); it is known only when the script runs",
    );
    for source in [
        "revision = 'a'\ndown_revision = nothere\n",
        "revision = 'a' + 'b'\ndown_revision = None\n",
        "revision = 1\ndown_revision = None\n",
        "revision = f'{x}'\ndown_revision = None\n",
        "if True:\n    revision = 'a'\ndown_revision = None\n",
        "revision, down_revision = 'a', None\n",
        "revision = 'a'\ndown_revision = None\nfor revision in 'x': pass\n",
        "revision = 'a'\ndown_revision = None\ndel revision\n",
        "revision = 'a'\ndown_revision = None\nrevision += 'b'\n",
        "revision = 'a'\ndown_revision = None\nexec('revision = 1')\n",
        "revision = 'a'\ndown_revision = None\nglobals()['revision'] = 'b'\n",
        "revision = 'a'\ndown_revision = None\nfrom other import *\n",
        "revision = 'a'\ndown_revision = None\nfrom other import revision\n",
        "revision = 'a'\ndown_revision = None\ndef revision(): pass\n",
        "revision = 'a'\ndown_revision = None\nclass depends_on: pass\n",
        "revision = 'a'\ndown_revision = None\ndef f():\n    global revision\n    revision = 'b'\nf()\n",
        "revision = 'a'\ndown_revision = None\nprint(revision := 'b')\n",
        "revision = 'a'\ndown_revision = None\ndef f(a=(revision := 'b')): pass\n",
        "revision = 'a'\ndown_revision = None\ntry:\n    pass\nexcept ValueError as revision:\n    pass\n",
        "revision = 'a'\ndown_revision = ('x', None)\n",
        "revision = 'a'\ndown_revision = ('x', *more)\n",
        "revision = None\ndown_revision = None\n",
        "from other import *\nrevision = 'a'\ndown_revision = None\n",
    ] {
        let error = header(source).unwrap_err();
        assert!(matches!(error, HeaderError::NeedsRunning { .. }), "{source}: {error}");
        check_same(source);
    }
}

#[test]
fn a_star_import_before_all_four_names_does_no_harm() {
    check(
        "from x import *\nrevision = 'a'\ndown_revision = None\nbranch_labels = None\ndepends_on = None\n",
        "a",
        &[],
        &[],
        &[],
    );
}

#[test]
fn text_that_looks_like_code_is_text() {
    check(
        "revision = 'a'\ndown_revision = None\nSQL = '''\nrevision = 'b'\ndown_revision = 'c'\n'''\n",
        "a",
        &[],
        &[],
        &[],
    );
    check(
        "revision = 'a'\ndown_revision = None\nt = [\n'''x''', \"(\",\n]\nbranch_labels = 'l'\n",
        "a",
        &[],
        &["l"],
        &[],
    );
    check(
        "revision = 'a'\ndown_revision = None\ndef upgrade():\n    op.execute('''\nrevision = 'b'\ndef x(\n''')\n",
        "a",
        &[],
        &[],
        &[],
    );
    check("x = f(\nrevision='z',\n)\nrevision = 'a'\ndown_revision = None\n", "a", &[], &[], &[]);
    check("x = 'abc \\\nrevision = 1'\nrevision = 'a'\ndown_revision = None\n", "a", &[], &[], &[]);
    check("revision = 'a'; down_revision = 'b'\n", "a", &["b"], &[], &[]);
}

#[test]
fn a_docstring_is_the_first_statement_and_nothing_else() {
    let doc = |source: &str| {
        header(&format!("{source}\nrevision = 'a'\ndown_revision = None\n")).unwrap().long_doc().to_owned()
    };
    assert_eq!(doc("# comment\n\n'''one'''"), "one");
    assert_eq!(doc("'one' ' two'"), "one two");
    assert_eq!(doc("r'''a\\b'''"), "a\\b");
    assert_eq!(doc("'''a\\tb \\\"'''"), "a\tb \"");
    assert_eq!(doc("import os\n'''no'''"), "");
    assert_eq!(doc("f'no'"), "");
    assert_eq!(doc("b'no'"), "");
    assert_eq!(doc("'''one''' # and more"), "one");
    assert_eq!(doc("__doc__ = 'set'"), "set");
    assert_eq!(doc("'''first'''\n__doc__ = 'set'"), "set");
    assert_eq!(doc("'''  \n\n  indented\n    more\n  '''"), "indented\n    more");
}

#[test]
fn the_message_is_the_first_paragraph() {
    let header = |doc: &str| Header::new("a".into(), Vec::new(), Some(doc.into()));
    assert_eq!(header("\none\ntwo\n\nthree\n").doc(), "one\ntwo");
    assert_eq!(header("one").doc(), "one");
    assert_eq!(header("  ").doc(), "");
    assert_eq!(Header::new("a".into(), Vec::new(), None).doc(), "");
}

#[test]
fn missing_names_are_alembics_errors() {
    check_error(
        "down_revision = None\n",
        "Could not determine revision id from filename script.py. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
    );
    check_error("revision = 'a'\n", "module 'script_py' has no attribute 'down_revision'");
    check_error(
        "",
        "Could not determine revision id from filename script.py. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
    );
}

#[test]
fn an_old_script_has_its_identifier_in_the_file_name() {
    let read = |name: &str| read_source(b"down_revision = None\n", Path::new(name)).map(|header| header.revision);
    assert_eq!(read("v/1975ea83b712.py"), Ok("1975ea83b712".to_owned()));
    assert!(matches!(read("v/1975EA.py"), Err(HeaderError::NoRevision { .. })));
    assert!(matches!(read("v/1975ea_x.py"), Err(HeaderError::NoRevision { .. })));
}

#[test]
fn broken_python_is_named_with_file_and_line() {
    let error = header("revision = 'a'\ndown_revision = (\n'b'\n").unwrap_err();
    assert!(matches!(&error, HeaderError::Syntax { line: 3 | 4, .. }), "{error:?}");
    assert!(error.to_string().starts_with("SyntaxError: "), "{error}");
}

#[test]
fn scanner_and_parser_agree_on_every_way_to_cut_and_join_the_statements() {
    // Every sequence of three of these lines, with and without a docstring: the scanner may give up, never differ.
    let lines = [
        "import os\n",
        "from a import (\n    b,\n)\n",
        "revision = 'a'\n",
        "revision: str = \"b\"  # why\n",
        "down_revision = ('c', 'd',)\n",
        "down_revision = [\n]\n",
        "x = {'revision': 1}\n",
        "y = f'{revision}'\n",
        "t = '''\nrevision = 'z'\n'''\n",
        "def f(): pass\n",
        "def g(a):\n    '''\ndef h():\nrevision = 'q'\n    '''\n",
        "if True:\n    depends_on = 'w'\n",
        "@f\ndef i(\n    a,\n):\n    return 1\n",
        "\"\"\"revision = 'v'\"\"\"\n",
        "branch_labels = None\n",
        "# revision = 'u'\n\n",
        "class C:\n    revision = 't'\n",
        "z = 1 if revision else \\\n    2\n",
        "depends_on, w = 'a', 'b'\n",
        "print('depends_on')\n",
    ];
    let mut read_quickly = 0;
    for first in lines {
        for second in lines {
            for third in lines {
                for doc in ["", "\"\"\"doc\n\nmore\"\"\"\n"] {
                    let source = format!("{doc}{first}{second}{third}");
                    if let Some(quick) = quick::read(&source) {
                        read_quickly += 1;
                        assert_eq!(Ok(quick), syntax::read(&source, Path::new("a.py")), "{source}");
                    }
                }
            }
        }
    }
    assert!(read_quickly > 1000, "only {read_quickly} were read quickly");
}
