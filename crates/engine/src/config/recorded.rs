//! Compares with what Python makes of the same settings: `tests/recorded/config.json`, written by `record_config.py`.

use super::python_text::universal_newlines;
use super::*;
use indexmap::IndexMap;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn cases(kind: &str) -> Vec<Value> {
    let recorded: Value = serde_json::from_str(include_str!("../../tests/recorded/config.json")).unwrap();
    let cases = recorded[kind].as_array().unwrap().clone();
    assert!(cases.len() > 10, "{kind}: too few cases");
    cases
}

/// Compares all cases of a kind and shows every difference, not only the first.
#[track_caller]
fn check(kind: &str, differences: impl Fn(&Value) -> Vec<String>) {
    let found: Vec<String> = cases(kind).iter().flat_map(differences).collect();
    assert!(found.is_empty(), "{} differences\n{}", found.len(), found.join("\n"));
}

fn difference(subject: &str, python: &Value, ours: &Value) -> Vec<String> {
    if python == ours { vec![] } else { vec![format!("{subject}\n  python: {python}\n  ours:   {ours}")] }
}

fn outcome<T: Into<Value>>(result: Result<T, (&str, String)>) -> Value {
    match result {
        Ok(value) => json!({ "ok": value.into() }),
        Err((class, text)) => json!({ "error": { "class": class, "text": text } }),
    }
}

/// The outcome of a recorded case without what it was asked.
fn recorded(case: &Value) -> Value {
    match case.get("error") {
        Some(error) => json!({ "error": error }),
        None => json!({ "ok": case["ok"] }),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn optional(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn ini_error(error: IniError) -> (&'static str, String) {
    (error.python_class(), error.to_string())
}

fn config_error(error: ConfigError) -> (&'static str, String) {
    (error.python_class(), error.to_string())
}

#[test]
fn ini_text_is_read_as_configparser_reads_it() {
    check("ini", |case| {
        let read = Ini::parse(text(&case["text"]), "'alembic.ini'", &[("here".into(), "/p".into())]);
        let ours = outcome(read.map_err(ini_error).map(|ini| {
            let sections: Vec<&str> = std::iter::once(DEFAULT).chain(ini.sections()).collect();
            let per_section = |describe: &dyn Fn(&str) -> Value| -> Value {
                sections.iter().map(|section| ((*section).to_owned(), describe(section))).collect()
            };
            let items = |section: &str| outcome(ini.items(section).map_err(ini_error).map(|items| json!(items)));
            let values = |section: &str| -> Value {
                let value = |key: &String| outcome(ini.get(section, key).map_err(ini_error));
                ini.raw_items(section).unwrap().keys().map(|key| (key.clone(), value(key))).collect()
            };
            json!({
                "sections": &sections,
                "raw": per_section(&|section| json!(ini.raw_items(section).unwrap())),
                "items": per_section(&items),
                "values": per_section(&values),
            })
        }));
        difference(&format!("{}", case["text"]), &recorded(case), &ours)
    });
}

#[test]
fn settings_are_what_alembic_says_they_are() {
    check("config", |case| {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for (name, content) in case["files"].as_object().unwrap() {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text(content)).unwrap();
        }
        let arguments = case["arguments"].as_object().unwrap();
        let files = ConfigFiles {
            ini: optional(&case["ini"]),
            toml: optional(&case["toml"]),
            section: text(&case["section"]).into(),
            arguments: arguments.iter().map(|(key, value)| (key.clone(), text(value).to_owned())).collect(),
        };
        let mut config = Config::open(files, &Environment::new(&root, []));
        let calls = case["calls"].as_array().unwrap();
        calls.iter().flat_map(|call| compare_call(case, call, &mut config, &root)).collect()
    });
}

fn compare_call(case: &Value, call: &Value, config: &mut Result<Config, ConfigError>, root: &Path) -> Vec<String> {
    let ours = match config {
        Ok(config) => outcome(perform(config, call).map_err(config_error)),
        Err(error) => outcome::<Value>(Err((error.python_class(), error.to_string()))),
    };
    let ours: Value = serde_json::from_str(&ours.to_string().replace(root.to_str().unwrap(), "<DIR>")).unwrap();
    let mut python = recorded(call);
    let subject = format!("{} {} of {}", call["name"], call["arguments"], case["files"]);
    if python["error"]["class"] == "tomllib.TOMLDecodeError" {
        // The words of our TOML reader are its own; class and line must agree.
        let place = text(&python["error"]["text"]).split(" (at ").nth(1).unwrap().replace("end of document", "line 2");
        let line = place.split(',').next().unwrap().trim_end_matches(')').to_owned();
        let said = text(&ours["error"]["text"]).contains(&format!("at {line},"));
        python["error"]["text"] = if said { ours["error"]["text"].clone() } else { line.into() };
    }
    difference(&subject, &python, &ours)
}

fn perform(config: &mut Config, call: &Value) -> Result<Value, ConfigError> {
    let argument = |index: usize| text(&call["arguments"][index]);
    let hook = |config: &Config| {
        let index = call["arguments"][0].as_u64().unwrap();
        Ok::<_, ConfigError>(config.post_write_hooks()?[usize::try_from(index).unwrap()].clone())
    };
    Ok(match text(&call["name"]) {
        "main_option" => json!(config.main_option(argument(0))?),
        "section" => json!(config.section(argument(0))?),
        "section_option" => json!(config.section_option(argument(0), argument(1))?),
        "option" => json!(config.option(argument(0))?),
        "set_main_option" => json!(config.set_main_option(argument(0), argument(1))?),
        "set_section_option" => json!(config.set_section_option(argument(0), argument(1), argument(2))?),
        "remove_main_option" => json!(config.remove_main_option(argument(0))?),
        "revision_environment" => json!(config.revision_environment()?),
        "hooks" => json!(config.post_write_hooks()?),
        "hook_type" => json!(hook(config)?.hook_type()?),
        "hook_option" => json!(hook(config)?.required_option(argument(1))?),
        "script_settings" => described(config.script_settings()?),
        other => panic!("{other}: not a known call"),
    })
}

fn described(settings: ScriptSettings) -> Value {
    let path = |location: &Location| match location {
        Location::Directory(path) => path.to_str().unwrap().to_owned(),
        // Alembic resolves it later.
        Location::Resource { package, parts } => format!("{package}:{}", parts.join(":")),
    };
    let deprecations: Vec<Value> =
        settings.deprecations.iter().map(|deprecation| json!([deprecation.line(), deprecation.to_string()])).collect();
    json!({
        "location": path(&settings.location),
        "file_template": settings.file_template,
        "truncate_slug_length": settings.truncate_slug_length,
        "timezone": settings.timezone,
        "prepend_sys_path": settings.prepend_sys_path,
        "version_locations": settings.version_locations.iter().map(path).collect::<Vec<_>>(),
        "recursive_version_locations": settings.recursive_version_locations,
        "sourceless": settings.sourceless,
        "output_encoding": settings.output_encoding,
        "post_write_hooks": settings.post_write_hooks,
        "deprecations": deprecations,
    })
}

#[test]
fn files_are_chosen_as_alembic_chooses_them() {
    check("choose", |case| {
        let indicated: Vec<String> = serde_json::from_value(case["indicated"].clone()).unwrap();
        let variable = optional(&case["variable"]).map(|value| ("ALEMBIC_CONFIG".to_owned(), value));
        let chosen = ConfigFiles::choose(&indicated, "alembic", &Environment::new("/", variable));
        let ours = outcome(chosen.map_err(config_error).map(|files| json!({ "ini": files.ini, "toml": files.toml })));
        difference(&format!("{} {}", case["indicated"], case["variable"]), &recorded(case), &ours)
    });
}

#[test]
fn urls_are_read_and_written_as_sqlalchemy_does() {
    check("urls", |case| {
        let url_error = |error: UrlError| (error.python_class(), error.to_string());
        let ours = outcome(Url::parse(text(&case["text"])).map_err(url_error).map(|url| {
            let dialect = url.driver().map(|driver| json!([driver.backend.name(), driver.name]));
            json!({
                "driver_name": url.driver_name,
                "username": url.username,
                "password": url.password,
                "host": url.host,
                "port": url.port,
                "database": url.database,
                "query": url.query,
                "hidden": url.with_hidden_password(),
                "shown": url.with_password(),
                "backend": url.backend_name(),
                "dialect": outcome(dialect.map_err(url_error)),
            })
        }));
        difference(text(&case["text"]), &with_our_wishes(case), &ours)
    });
}

/// What we want otherwise: no part of a URL in a message, `postgres` understood, dialects that we lack said so.
fn with_our_wishes(case: &Value) -> Value {
    let mut python = recorded(case);
    if python["error"]["class"] == "ValueError" {
        python["error"]["text"] = "invalid literal for int() with base 10: '***'".into();
    }
    let unsupported = |name: &str| {
        outcome::<Value>(Err(("NotImplementedError", format!("database dialect '{name}' is not supported"))))
    };
    match python["ok"]["backend"].as_str() {
        Some("postgres") => python["ok"]["dialect"] = json!({ "ok": ["postgresql", "psycopg"] }),
        Some(name @ ("mssql" | "oracle")) => python["ok"]["dialect"] = unsupported(name),
        _ => {}
    }
    python
}

#[test]
fn env_files_are_read_as_python_dotenv_reads_them() {
    let variables = [("HOME_DIR", "/home/me"), ("SHARED", "environment"), ("EMPTY", "")];
    let environment = Environment::new("/", variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
    check("dotenv", |case| {
        let found = DotEnv::parse(text(&case["text"]));
        let resolved = |precedence| -> Vec<(String, DotEnvValue)> {
            found.resolve(&environment, precedence).into_iter().collect()
        };
        let ours = json!({
            "text": case["text"],
            "pairs": found.pairs,
            "wrong_lines": found.wrong_lines,
            "file_first": resolved(Precedence::FileFirst),
            "environment_first": resolved(Precedence::EnvironmentFirst),
        });
        difference(&case["text"].to_string(), case, &ours)
    });
}

#[test]
fn logging_sections_mean_what_file_config_makes_of_them() {
    check("logging", |case| {
        let read = Ini::parse(text(&case["text"]), "'alembic.ini'", &[]).unwrap();
        let ours = outcome(
            LoggingConfig::from_ini(&read)
                .map_err(|error| (error.python_class(), error.to_string()))
                .map(|found| configured(&found)),
        );
        difference(text(&case["text"]), &recorded(case), &ours)
    });
}

/// The loggers as Python has them after `fileConfig`.
fn configured(config: &LoggingConfig) -> Value {
    let handler = |name: &String| {
        let handler = config.handlers.iter().find(|handler| handler.name == *name).unwrap();
        let formatter =
            handler.formatter.as_ref().map(|name| config.formatters.iter().find(|f| f.name == *name).unwrap());
        let usual_format = |style: &str| match style {
            "{" => "{message}",
            "$" => "${message}",
            _ => "%(message)s",
        };
        json!({
            "class": handler.class.rsplit('.').next(),
            "level": handler.level.unwrap_or(Level::NotSet),
            "destination": match handler.destination() {
                Some(Destination::Stderr) => json!(["stderr"]),
                Some(Destination::Stdout) => json!(["stdout"]),
                Some(Destination::Nowhere) => json!(["nowhere"]),
                Some(Destination::File { path, mode }) => json!(["file", path, mode]),
                None => Value::Null,
            },
            "format": formatter.map(|found| found.format.clone().unwrap_or_else(|| usual_format(&found.style).into())),
            "datefmt": formatter.and_then(|found| found.date_format.clone()),
        })
    };
    let loggers = config.loggers.iter().map(|logger| {
        json!({
            "name": logger.name,
            // fileConfig leaves a level that is not given as it was.
            "level": logger.level.unwrap_or(if logger.name.is_none() { Level::Warning } else { Level::NotSet }),
            "handlers": logger.handlers.iter().map(handler).collect::<Vec<_>>(),
            "propagate": logger.propagate || logger.name.is_none(),
        })
    });
    loggers.collect::<Vec<_>>().into()
}

#[test]
fn pythonwarnings_decides_what_becomes_of_a_deprecation() {
    check("warnings", |case| {
        let variables = [("PYTHONWARNINGS".to_owned(), text(&case["text"]).to_owned())];
        let ours = match deprecation_action(Deprecation::NoSeparatorForSysPath, &Environment::new("/", variables)) {
            WarningAction::Ignore => "ignore",
            WarningAction::Show => "show",
            WarningAction::Raise => "raise",
        };
        difference(text(&case["text"]), &case["action"], &ours.into())
    });
}

#[test]
fn the_database_url_comes_from_the_environment_then_from_the_env_file() {
    let folder = tempfile::tempdir().unwrap();
    let find = |variables: &[(&str, &str)]| {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        database_url(folder.path(), &Environment::new("/", variables)).unwrap()
    };
    assert_eq!(find(&[]), None);
    fs::write(folder.path().join(".env"), "HOST=h\r\nDATABASE_URL=\"postgres://u@${HOST}/d\" # prod\r\n").unwrap();
    assert_eq!(find(&[]).as_deref(), Some("postgresql://u@h/d"));
    assert_eq!(find(&[("DATABASE_URL", "")]).as_deref(), Some("postgresql://u@h/d"));
    assert_eq!(find(&[("HOST", "other")]).as_deref(), Some("postgresql://u@other/d"));
    assert_eq!(find(&[("DATABASE_URL", "sqlite://")]).as_deref(), Some("sqlite://"));
    assert_eq!(find(&[("PYTHON_DOTENV_DISABLED", "True")]), None);
    fs::write(folder.path().join(".env"), b"A=1\nDATABASE_URL=\xff\n").unwrap();
    let error = database_url(folder.path(), &Environment::default()).unwrap_err();
    assert!(error.to_string().ends_with(".env' is not UTF-8 text: byte 0xff in line 2"), "{error}");
}

#[test]
fn files_that_are_no_text_are_refused_with_their_name() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str, content: &[u8]| {
        fs::write(folder.path().join(name), content).unwrap();
        let files = ConfigFiles {
            ini: Some("alembic.ini".into()),
            toml: Some("pyproject.toml".into()),
            section: "alembic".into(),
            arguments: vec![],
        };
        let opened = Config::open(files, &Environment::new(folder.path(), []));
        fs::remove_file(folder.path().join(name)).unwrap();
        opened.unwrap_err()
    };
    let error = open("alembic.ini", b"[alembic]\nx = \xe9\n");
    assert_eq!(error.to_string(), "'alembic.ini' is not UTF-8 text: byte 0xe9 in line 2");
    let error = open("alembic.ini", b"[alembic]\nx = \0\n");
    assert_eq!(error.to_string(), "'alembic.ini' is not text: NUL byte in line 2");
    let error = open("alembic.ini", b"\xef\xbb\xbf[alembic]\n");
    assert!(error.to_string().contains("alembic.ini") && error.hint().unwrap().contains("byte order mark"));
    let error = open("pyproject.toml", b"[tool.alembic]\nx = '\xff'\n");
    assert_eq!(error.to_string(), "'pyproject.toml' is not UTF-8 text: byte 0xff in line 2");
    assert_eq!(error.ending(), Ending::Uncaught);
}

#[test]
fn a_set_value_is_seen_by_the_next_look() {
    let files =
        ConfigFiles { ini: None, toml: None, section: "alembic".into(), arguments: vec![("who".into(), "me".into())] };
    let mut config = Config::open(files, &Environment::new("/", [])).unwrap();
    config.set_main_option("script_location", "%(who)s:x").unwrap();
    let parts = vec!["x".to_owned()];
    assert_eq!(config.script_location().unwrap(), Location::Resource { package: "me".into(), parts });
    let expected = IndexMap::from([("who", "me"), ("here", "."), ("script_location", "me:x")]);
    let section = config.section("alembic").unwrap().unwrap();
    assert!(section.iter().map(|(key, value)| (key.as_str(), value.as_str())).eq(expected));
    assert_eq!(universal_newlines("a\r\n\rb"), "a\n\nb");
}
