//! A PgBouncer of a test's own, which knows one database of the server and no other.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::PostgresqlDatabase;

/// Where Debian puts it; the folder is not in everybody's `PATH`.
const DEBIAN: &str = "/usr/sbin/pgbouncer";
/// It refuses to run as root.
const UNPRIVILEGED: &str = "nobody";
const LIMIT: Duration = Duration::from_secs(30);

/// A running pooler; it ends with this value.
pub struct Pooler {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Pooler {
    /// Starts one in front of that database, in PgBouncer's `transaction` or `session` mode.
    ///
    /// # Panics
    /// When it does not start; `cargo xtask test` installs it.
    #[track_caller]
    pub fn of(database: &PostgresqlDatabase, mode: &str) -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("the folder is ours");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free");
        let port = port.port();
        let (user, password) = database.credentials();
        let [users, settings] = ["users", "pgbouncer.ini"].map(|name| folder.path().join(name));
        fs::write(&users, format!("\"{user}\" \"{password}\"\n")).expect("the folder is ours");
        let text = format!(
            "[databases]\n{name} = host={host} port={server_port} dbname={name}\n\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {users}\npool_mode = {mode}\n",
            name = database.name(),
            host = database.host(),
            server_port = database.port(),
            users = users.display(),
        );
        fs::write(&settings, text).expect("the folder is ours");
        let program = if Path::new(DEBIAN).is_file() { DEBIAN } else { "pgbouncer" };
        let mut command = Command::new(program);
        if rustix::process::geteuid().is_root() {
            command.args(["-u", UNPRIVILEGED]);
        }
        command.arg("-q").arg(&settings).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap_or_else(|error| panic!("{program}: {error}"));
        let mut pooler = Self { process, port, _folder: folder };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = pooler.process.try_wait().expect("it was started");
            assert!(ended.is_none() && begun.elapsed() < LIMIT, "PgBouncer does not start: {ended:?}");
            thread::sleep(Duration::from_millis(20));
        }
        pooler
    }

    /// The URL of the database through it.
    pub fn url(&self, database: &PostgresqlDatabase) -> String {
        let (user, password) = database.credentials();
        format!("postgresql://{user}:{password}@127.0.0.1:{}/{}", self.port, database.name())
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        // Where it has ended already there is nothing to do.
        let _unimportant = self.process.kill().and_then(|()| self.process.wait());
    }
}
