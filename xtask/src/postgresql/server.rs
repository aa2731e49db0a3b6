//! A server of our own on a free port of the loopback address.

use std::{fs, net::TcpListener, path::Path, process::Command};

use tempfile::TempDir;

use super::Programs;
use crate::process::{self, Outcome};

const USER: &str = "postgres";
/// Debian's package makes this user; the server refuses to run as root.
const UNPRIVILEGED: &str = "postgres";
/// The password of the guide's own URLs, so that its lines run as they stand.
const PASSWORD: &str = "postgres";
/// Another program may take the free port before the server does.
const TRIES: u32 = 3;

/// Whether a crash of the machine may lose data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// As a person runs it: for benchmarks.
    Full,
    /// Nothing waits for the disk: for tests.
    None,
}

/// What an address of the server is made of.
pub struct Parts {
    pub host: &'static str,
    pub port: u16,
    pub user: &'static str,
    pub password: &'static str,
}

/// A running server; it stops and its folder vanishes with this value.
pub struct Server {
    pub programs: Programs,
    folder: TempDir,
    port: u16,
    runs_as: RunsAs,
}

/// Who starts the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunsAs {
    Ourselves,
    UnprivilegedUser,
}

impl Server {
    /// Makes a cluster in a temporary folder and starts it.
    pub fn start(programs: Programs, durability: Durability) -> Outcome<Self> {
        let is_root = process::output(Command::new("id").arg("-u"))?.trim() == "0";
        let runs_as = if is_root { RunsAs::UnprivilegedUser } else { RunsAs::Ourselves };
        // Not in TMPDIR: the path of a Unix socket has room for about a hundred bytes.
        let folder = tempfile::Builder::new().prefix("limbeck-pg-").tempdir_in("/tmp")?;
        fs::write(folder.path().join("password"), PASSWORD)?;
        if is_root {
            process::run(Command::new("chown").args(["-R", UNPRIVILEGED]).arg(folder.path()))?;
        }
        let mut server = Self { programs, folder, port: 0, runs_as };
        server.make_cluster()?;
        for attempt in 1..=TRIES {
            server.port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            match server.start_postmaster(durability) {
                Ok(()) => break,
                Err(error) if attempt == TRIES => return Err(server.with_log(&error.to_string()).into()),
                Err(_) => {}
            }
        }
        Ok(server)
    }

    /// For settings that want the address in pieces.
    pub fn parts(&self) -> Parts {
        Parts { host: "127.0.0.1", port: self.port, user: USER, password: PASSWORD }
    }

    /// The URL of a database on this server, with password.
    pub fn url(&self, database: &str) -> String {
        format!("postgresql://{USER}:{PASSWORD}@127.0.0.1:{}/{database}", self.port)
    }

    /// The same as SQLAlchemy writes it for a driver.
    pub fn sqlalchemy_url(&self, database: &str, driver: &str) -> String {
        self.url(database).replacen("postgresql", &format!("postgresql+{driver}"), 1)
    }

    /// The folder of its Unix socket, where no password is asked for.
    pub fn socket_folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs statements by `psql` and returns what it prints.
    pub fn psql(&self, database: &str, sql: &str) -> Outcome<String> {
        process::output(self.psql_command(database).args(["-c", sql]))
    }

    /// `psql` that stops at the first error and prints rows only.
    pub fn psql_command(&self, database: &str) -> Command {
        let mut command = Command::new(self.programs.path("psql"));
        command.args(["-X", "-qAt", "-v", "ON_ERROR_STOP=1", "-d", &self.url(database)]);
        command
    }

    /// Drops a database if it is there and makes it anew.
    pub fn renew(&self, database: &str) -> Outcome {
        self.psql("postgres", &format!("DROP DATABASE IF EXISTS {database}"))?;
        self.psql("postgres", &format!("CREATE DATABASE {database}")).map(drop)
    }

    fn make_cluster(&self) -> Outcome {
        let password_file = format!("--pwfile={}", self.folder.path().join("password").display());
        process::output(self.command("initdb").arg("-D").arg(self.data()).args([
            "-U",
            USER,
            &password_file,
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))
        .map(drop)
    }

    fn start_postmaster(&self, durability: Durability) -> Outcome {
        let mut options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=200",
            self.port,
            self.folder.path().display()
        );
        if durability == Durability::None {
            options.push_str(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        }
        let log = self.folder.path().join("log");
        let words = ["-w", "-t", "60", "-s", "-o", &options];
        // The server inherits our streams: a pipe would stay open as long as it runs.
        let mut command = self.command("pg_ctl");
        command.args(["start", "-D"]).arg(self.data()).arg("-l").arg(log).args(words);
        process::run(command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()))
    }

    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// One of PostgreSQL's programs, run as somebody who is not root.
    fn command(&self, name: &str) -> Command {
        self.unprivileged(self.programs.path(name))
    }

    /// A program that will not run as root, run as somebody else.
    pub(super) fn unprivileged(&self, program: std::path::PathBuf) -> Command {
        let mut command = match self.runs_as {
            RunsAs::Ourselves => Command::new(program),
            RunsAs::UnprivilegedUser => {
                let mut command = Command::new("setpriv");
                let user = [format!("--reuid={UNPRIVILEGED}"), format!("--regid={UNPRIVILEGED}")];
                command.args(user).args(["--init-groups", "--"]).arg(program);
                command
            }
        };
        command.current_dir(self.folder.path());
        command
    }

    fn with_log(&self, sentence: &str) -> String {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        format!("PostgreSQL does not start: {sentence}\n{log}")
    }
}

impl Drop for Server {
    /// Also runs when a panic unwinds. The data is thrown away, so the server need not save any.
    fn drop(&mut self) {
        let mut command = self.command("pg_ctl");
        command.args(["stop", "-w", "-s", "-m", "immediate", "-D"]).arg(self.data());
        if let Err(error) = process::output(&mut command) {
            eprintln!("xtask: PostgreSQL in {} may still run: {error}", self.folder.path().display());
        }
    }
}
