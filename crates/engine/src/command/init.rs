//! `init`: makes a new script directory with its settings.

use scripts::{Init, Package, scaffold};

use crate::{CommandLine, Environment, Error, Reporter, command::write_script::told, config::ConfigFiles};

/// Options of `init`.
#[derive(Clone, Debug, Default)]
pub struct InitOptions {
    pub directory: String,
    /// `generic`, `async`, `multidb`, `pyproject` or `pyproject_async`.
    pub template: String,
    /// Make the directories Python packages.
    pub package: bool,
}

/// Makes the script directory, the ini file, and `pyproject.toml` where the template has one.
pub fn init(
    command_line: &CommandLine,
    environment: &Environment,
    options: &InitOptions,
    reporter: &mut dyn Reporter,
) -> Result<(), Error> {
    let files = ConfigFiles::choose(&command_line.config_files, &command_line.section, environment)?;
    let init = Init {
        current_directory: environment.working_directory.clone(),
        directory: options.directory.clone().into(),
        template: options.template.clone(),
        ini_file: files.ini.unwrap_or_else(|| "alembic.ini".into()).into(),
        pyproject_file: files.toml.unwrap_or_else(|| "pyproject.toml".into()).into(),
        package: if options.package { Package::Yes } else { Package::No },
    };
    scaffold::init(&init, &mut |event| told(&event, reporter))
        .map_err(|error| Error::command(error.to_string()).with_hint(error.hint()))
}
