//! Modules of the standard library that the embedded Python has of ours, because the interpreter's own get data wrong.

use testkit::{Program, Project, Run, check_fails, check_succeeds};

fn printed_by(lines: &str) -> Run {
    project_with(lines).run("upgrade head")
}

fn project_with(lines: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///%(here)s/app.db");
    let body: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    let script =
        format!("revision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n{body}\n\ndef downgrade():\n    pass\n");
    project.write("alembic/versions/a1.py", &script);
    project
}

#[track_caller]
fn check_prints(lines: &str, expected: &str) {
    let run = printed_by(lines);
    check_succeeds(&run);
    assert_eq!(run.stdout, expected);
}

#[test]
fn a_quoted_field_of_csv_goes_on_in_the_next_line() {
    check_prints(
        "import csv, io\n\
         text = 'id,note\\n1,\"line one\\nline \"\"two\"\"\"\\n2,plain\\n'\n\
         print(list(csv.reader(io.StringIO(text))))\n\
         print(list(csv.DictReader(text.splitlines(keepends=True))))\n\
         out = io.StringIO()\n\
         writer = csv.DictWriter(out, ['a', 'b'], quoting=csv.QUOTE_NONE, escapechar='\\\\')\n\
         writer.writeheader(); writer.writerow({'a': 'e,f', 'b': None}); print(repr(out.getvalue()))\n\
         print(next(csv.reader(['1,\"x\"'], quoting=csv.QUOTE_NONNUMERIC)), csv.Sniffer().sniff('a;b\\n1;2\\n').delimiter)",
        "[['id', 'note'], ['1', 'line one\\nline \"two\"'], ['2', 'plain']]\n\
         [{'id': '1', 'note': 'line one\\nline \"two\"'}, {'id': '2', 'note': 'plain'}]\n\
         'a,b\\r\\ne\\\\,f,\\r\\n'\n\
         [1.0, 'x'] ;\n",
    );
}

#[test]
fn blake2_takes_a_size_and_a_key() {
    check_prints(
        "import hashlib, hmac\n\
         print(hashlib.blake2b(b'abc', digest_size=8).hexdigest(), hashlib.blake2s(b'abc', key=b'k').hexdigest()[:16])\n\
         print(hashlib.blake2b(b'abc').hexdigest()[:16], hashlib.new('sha256', b'abc').hexdigest()[:16])\n\
         print(hmac.new(b'k', b'm', 'sha1').hexdigest()[:16], hashlib.md5(b'abc', usedforsecurity=False).hexdigest()[:16])",
        "d8bb14d833d59559 b34bf0a0fd9106b5\nba80a53f981c4d0d ba7816bf8f01cfea\n772b71c8a2997e76 900150983cd24fb0\n",
    );
}

#[test]
fn versions_are_told_of_what_is_inside_of_what_is_installed_and_of_the_project() {
    let project = project_with(
        "from importlib.metadata import PackageNotFoundError, version\n\
         import sqlalchemy\n\
         print(version('SQLAlchemy') == sqlalchemy.__version__, version('psycopg2-binary'))\n\
         print(version('the.shop'), version('some-package'))\n\
         try: version('nowhere')\n\
         except PackageNotFoundError as error: print(error)",
    );
    project.write("pyproject.toml", "[project]\nname = \"The_Shop\"\nversion = \"1.2.3\"\n");
    let packages = ".venv/lib/python3.12/site-packages";
    for name in ["some_package", "sqlalchemy"] {
        let text = format!("Metadata-Version: 2.1\nName: {name}\nVersion: 7.8\n");
        project.write(&format!("{packages}/{name}-7.8.dist-info/METADATA"), &text);
    }
    project.write(".venv/pyvenv.cfg", "");
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "True 2.9.10\n1.2.3 7.8\nNo package metadata was found for nowhere\n");
}

#[test]
fn a_pattern_finds_a_literal_that_runs_into_a_group() {
    check_prints(
        "import datetime, re\n\
         print(re.search('a(b)', 'ab').span(), re.search('ab(c)', 'xabc').groups(), re.sub(r'user(_id)', r'\\1!', 'x user_id'))\n\
         print(re.split(r'\\.(com)', 'a.com.b'), [match.span() for match in re.finditer('(?:a)(a)', 'aaaa')])\n\
         print(re.findall('(a)?b', 'b ab'), re.findall('(a)?(b)', 'b'), re.match('(?P<x>a)?b', 'b').groupdict(default='-'))\n\
         print(re.match('(a)(b)?', 'a').expand(r'[\\1\\2]'), datetime.datetime.strptime('29.02', '%d.%H').day)",
        "(0, 2) ('c',) x _id!\n['a', 'com', '.b'] [(0, 2), (2, 4)]\n['', 'a'] [('', 'b')] {'x': '-'}\n[a] 29\n",
    );
}

#[test]
fn what_is_no_json_number_is_none() {
    check_prints(
        "import decimal, json\n\
         for text in ('2024-01-01', '007', '+49', '1.', '.5', '1e', '[1-2]', '-', '1 2', '-0', '12', '-1.5e+3', '[0, 10, 1E2]', '{\"a\": 1.10}'):\n    \
         try: print(json.loads(text), end=' ')\n    \
         except ValueError: print('no', end=' ')\n\
         print(json.loads('[1.10, 2]', parse_float=decimal.Decimal, parse_int=str))",
        "no no no no no no no no no 0 12 -1500.0 [0, 10, 100.0] {'a': 1.1} [Decimal('1.10'), '2']\n",
    );
}

#[test]
fn all_time_zones_are_told() {
    check_prints(
        "import zoneinfo\nnames = zoneinfo.available_timezones()\n\
         print(len(names) > 400, {'Europe/Berlin', 'UTC', 'America/Argentina/Ushuaia'} <= names, 'Nowhere' in names)",
        "True True False\n",
    );
}

#[test]
fn xml_is_refused_and_says_what_to_do() {
    let run = printed_by("import xml.etree.ElementTree as ET\nprint(ET.fromstring('<a><b/></a>').tag)");
    check_fails(&run, 1, "XML is not read by the embedded Python");
    check_fails(&run, 1, "--python");
}
