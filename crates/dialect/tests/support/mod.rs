//! PostgreSQL servers for the driver's tests: the shared one that `TEST_POSTGRESQL_URL` names, and private ones.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use dialect::{Connection, DatabaseError, Rows, Statement, Url};
use schema::Value;
use serde_json::{Map, Value as Json};

/// Returns the shared server's URL, or `None` where the caller wants no PostgreSQL.
pub fn shared_url() -> Option<Url> {
    if std::env::var("SQLITE_ONLY").is_ok_and(|value| value == "1") {
        return None;
    }
    let text = std::env::var("TEST_POSTGRESQL_URL").expect(
        "set TEST_POSTGRESQL_URL=postgresql://user@host:port/database (cargo xtask test does), or SQLITE_ONLY=1",
    );
    let (drivername, rest) = text.split_once("://").expect("a URL has ://");
    let (user, rest) = rest.split_once('@').expect("the URL names a user");
    let (place, database) = rest.split_once('/').expect("the URL names a database");
    let (host, port) = place.split_once(':').unwrap_or((place, "5432"));
    let (username, password) = user.split_once(':').map_or((user, None), |(user, word)| (user, Some(word.to_owned())));
    Some(Url {
        drivername: drivername.into(),
        username: Some(username.into()),
        password,
        host: Some(host.into()),
        port: Some(port.parse().expect("the port is a number")),
        database: Some(database.into()),
        query: Vec::new(),
    })
}

/// Connects with no variables of the process, but a home folder that holds nothing.
pub fn connect(url: &Url, connect_args: Json) -> Result<Box<dyn Connection>, DatabaseError> {
    connect_with(url, connect_args, &[])
}

pub fn connect_with(
    url: &Url,
    connect_args: Json,
    variables: &[(&str, &str)],
) -> Result<Box<dyn Connection>, DatabaseError> {
    let connect_args: Map<String, Json> = connect_args.as_object().cloned().unwrap_or_default();
    dialect::postgresql::connect::connect_in(url, &connect_args, &|name| {
        variables.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned())
    })
}

#[track_caller]
pub fn run(connection: &mut dyn Connection, sql: &str) -> Rows {
    connection.execute(&Statement::plain(sql)).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

#[track_caller]
pub fn cell(connection: &mut dyn Connection, sql: &str) -> Value {
    run(connection, sql).rows.into_iter().next().expect("there is a row").remove(0)
}

pub fn bound(sql: &str, binds: Vec<Value>) -> Statement {
    Statement { binds, ..Statement::plain(sql) }
}

/// A server of its own in a temporary folder; it ends with the value.
pub struct PrivateServer {
    folder: tempfile::TempDir,
    programs: PathBuf,
    pub port: u16,
}

impl PrivateServer {
    /// Starts one; `rules` are the lines of `pg_hba.conf`, `settings` go to the server's configuration.
    pub fn start(rules: &str, settings: &str, files: &[(&str, &Path)]) -> Self {
        let folder = tempfile::Builder::new().prefix("limbeck-pg-").tempdir_in("/tmp").expect("a folder in /tmp");
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        let server = Self { folder, programs: programs(), port };
        let data = server.data();
        own(server.folder.path());
        server.tool("initdb", &["-D", &data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N"]);
        for (name, source) in files {
            let target = Path::new(&data).join(name);
            std::fs::copy(source, &target).expect("the file is copied");
            own(&target);
            as_owner("chmod", &["600", target.to_str().expect("UTF-8")]);
        }
        let socket_folder = server.folder.path().display();
        let configuration = format!(
            "port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{socket_folder}'\nfsync = off\n{settings}\n"
        );
        append(&data, "postgresql.conf", &configuration);
        std::fs::write(Path::new(&data).join("pg_hba.conf"), format!("local all all trust\n{rules}\n"))
            .expect("rules are written");
        let log = server.folder.path().join("log");
        server.tool("pg_ctl", &["-D", &data, "-l", log.to_str().expect("UTF-8"), "-w", "start"]);
        server
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    pub fn url(&self, user: &str) -> Url {
        Url {
            drivername: "postgresql+psycopg2".into(),
            username: Some(user.into()),
            host: Some("127.0.0.1".into()),
            port: Some(self.port),
            database: Some("postgres".into()),
            ..Url::default()
        }
    }

    pub fn socket_url(&self) -> Url {
        Url {
            host: None,
            query: vec![("host".into(), self.folder.path().display().to_string())],
            ..self.url("postgres")
        }
    }

    /// Runs a script as the superuser.
    pub fn prepare(&self, sql: &str) {
        run(&mut *connect(&self.socket_url(), Json::Null).expect("the private server answers"), sql);
    }

    pub fn kill_at_once(&self) {
        self.tool("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]);
    }

    fn tool(&self, name: &str, arguments: &[&str]) {
        as_owner(self.programs.join(name).to_str().expect("UTF-8"), arguments);
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        let data = self.data();
        let stop = self.programs.join("pg_ctl");
        let _ = owner_command(stop.to_str().expect("UTF-8"), &["-D", &data, "-m", "immediate", "stop"]).output();
    }
}

/// The newest installed server.
fn programs() -> PathBuf {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path().join("bin")))
        .filter(|path| path.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().expect("install a PostgreSQL server (apt-get install postgresql), or set SQLITE_ONLY=1")
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

/// A server refuses to run as root, so root runs it as `postgres`.
fn owner_command(program: &str, arguments: &[&str]) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", program]);
        command
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir("/tmp");
    command
}

fn as_owner(program: &str, arguments: &[&str]) {
    // pg_ctl leaves the server behind, which would hold a captured output open for ever.
    let status = owner_command(program, arguments)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(status.success(), "{program} {arguments:?}: {status}");
}

fn own(path: &Path) {
    if is_root() {
        let status = Command::new("chown").arg("-R").arg("postgres").arg(path).status().expect("chown runs");
        assert!(status.success());
    }
}

fn append(data: &str, name: &str, text: &str) {
    let path = Path::new(data).join(name);
    let before = std::fs::read_to_string(&path).expect("the server's file is there");
    std::fs::write(path, before + text).expect("the server's file is written");
}
