//! Packages that applications import, in the embedded Python.

use testkit::check_succeeds;

use crate::project;

/// A type of pydantic's that says itself how it is validated, and names for annotations.
const SETTINGS: &str = "from pydantic_core import core_schema\nfrom pydantic import BaseModel\n\
from pydantic.config import JsonDict\n\n\nclass Even(int):\n    @classmethod\n    \
def __get_pydantic_core_schema__(cls, source, handler):\n        \
return core_schema.no_info_plain_validator_function(cls.doubled)\n\n    @staticmethod\n    \
def doubled(value):\n        return 2 * int(value)\n\n\nclass Settings(BaseModel):\n    pool: Even\n    extra: JsonDict = {}\n";

#[test]
fn a_type_says_itself_how_pydantic_validates_it() {
    let project = project();
    project.write("settings.py", SETTINGS);
    let line = "inner = config.attributes.get(\"connection\")";
    project.replace(
        "project/env.py",
        line,
        &format!("import settings\nprint('pool of', settings.Settings(pool='3').pool)\n{line}"),
    );
    let run = project.run("current");
    check_succeeds(&run);
    assert!(run.stdout.starts_with("pool of 6\n"), "{}", run.everything());
}
