//! PgBouncer in transaction mode in front of the private server, for tests of what a pooler does to a run.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::Server;
use crate::{
    debian,
    process::{Outcome, find_program},
};

/// Where Debian puts it; the folder is not in everybody's `PATH`.
const DEBIAN: &str = "/usr/sbin/pgbouncer";
/// Fewer connections to the server than the tests start processes.
const POOL_SIZE: u32 = 8;
const LIMIT: Duration = Duration::from_secs(30);

/// A running pooler; it ends with this value.
pub struct Pooler {
    process: Child,
    port: u16,
}

impl Pooler {
    /// Starts it in the server's folder; Debian's package is installed where there is none.
    pub fn start(server: &Server) -> Outcome<Self> {
        let program = find_or_install()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = server.socket_folder();
        let parts = server.parts();
        let users = folder.join("pgbouncer-users");
        fs::write(&users, format!("\"{}\" \"{}\"\n", parts.user, parts.password))?;
        let settings = folder.join("pgbouncer.ini");
        fs::write(
            &settings,
            format!(
                "[databases]\n* = host={} port={}\n\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
                 unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {}\npool_mode = transaction\n\
                 default_pool_size = {POOL_SIZE}\nmax_client_conn = 300\nlogfile = {}\n",
                parts.host,
                parts.port,
                users.display(),
                folder.join("pgbouncer.log").display(),
            ),
        )?;
        let mut command = server.unprivileged(program);
        command.arg("-q").arg(&settings).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut pooler = Self { process: command.spawn()?, port };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if pooler.process.try_wait()?.is_some() || begun.elapsed() > LIMIT {
                let log = fs::read_to_string(folder.join("pgbouncer.log")).unwrap_or_default();
                return Err(format!("PgBouncer does not start\n{log}").into());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(pooler)
    }

    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let killed = self.process.kill().and_then(|()| self.process.wait().map(drop));
        if let Err(error) = killed {
            eprintln!("xtask: PgBouncer (process {}) may still run: {error}", self.process.id());
        }
    }
}

fn find_or_install() -> Outcome<PathBuf> {
    let find = || Some(PathBuf::from(DEBIAN)).filter(|path| path.is_file()).or_else(|| find_program("pgbouncer"));
    if let Some(program) = find() {
        return Ok(program);
    }
    let way_out = "install PgBouncer yourself, or set SQLITE_ONLY=1 to test on SQLite only";
    debian::install("pgbouncer", "PgBouncer is missing", way_out)?;
    find().ok_or_else(|| format!("Debian's package was installed, but there is no {DEBIAN}").into())
}
