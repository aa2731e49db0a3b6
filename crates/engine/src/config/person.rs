//! Who runs the program, for the journal: `user@host`.

use super::environment::Environment;

/// Where Linux tells the host's name.
const HOST_FILES: &[&str] = &["/proc/sys/kernel/hostname", "/etc/hostname"];

/// Returns `user@host` by the variables and the host's own files; `?` stands for what is not known.
pub(crate) fn person(environment: &Environment) -> String {
    let user = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| environment.filled_variable(name));
    let of_file = || HOST_FILES.iter().find_map(|file| std::fs::read_to_string(file).ok());
    let host = environment.filled_variable("HOSTNAME").map(str::to_owned).or_else(of_file);
    let host = host.as_deref().map(str::trim).filter(|host| !host.is_empty()).unwrap_or("?");
    format!("{}@{host}", user.unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variables_say_who_it_is() {
        let variables = [("LOGNAME", "me"), ("HOSTNAME", "here")];
        let environment = Environment::new("/", variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(person(&environment), "me@here");
        assert!(person(&Environment::new("/", [])).starts_with("?@"));
    }
}
