//! Tries one address after the other until a server lets us in.

use std::sync::{Arc, Mutex, mpsc};

use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, SimpleQueryMessage};

use super::client::Client;
use super::endpoint::{Address, Endpoint};
use super::error::Failure;
use super::options::{Options, SessionTarget, TlsMode};
use super::password_file::{self, Key, Password};
use super::tls::{self, Connector};
use crate::{DatabaseError, ErrorKind, Notice, Origin};

/// A server that let us in, and what it says of itself.
pub(super) struct Opened {
    pub client: Client,
    pub tls: Option<Connector>,
    pub facts: ServerFacts,
}

/// Asked once, right after connecting.
#[derive(Clone, Debug)]
pub(super) struct ServerFacts {
    pub version: Vec<u32>,
    /// What unqualified names mean at that time, as SQLAlchemy's `default_schema_name`.
    pub default_namespace: Option<String>,
    is_standby: bool,
    is_read_only: bool,
}

const FACTS: &str = "SELECT current_setting('server_version_num'), current_schema(), pg_is_in_recovery(), \
                     current_setting('transaction_read_only')";

/// Connects to the first endpoint that answers and is of the wanted kind.
pub(super) fn open(options: &Options, notices: &Arc<Mutex<Vec<Notice>>>) -> Result<Opened, DatabaseError> {
    let tls = tls::connector(&options.tls)?;
    let targets: &[SessionTarget] = match &options.target {
        SessionTarget::PreferStandby => &[SessionTarget::Standby, SessionTarget::Any],
        target => std::slice::from_ref(target),
    };
    let mut failures = Failures::default();
    for target in targets {
        for endpoint in &options.endpoints {
            let addresses = match endpoint.resolve() {
                Ok(addresses) => addresses,
                Err(reason) => {
                    failures.unknown_host(endpoint, &reason);
                    continue;
                }
            };
            for address in addresses {
                match attempt(options, endpoint, &address, tls.as_ref(), notices, &mut failures) {
                    Some(opened) if suits(*target, &opened.facts) => return Ok(opened),
                    Some(_) => failures.add(&address, Failure::Handshake(unsuitable(*target).into())),
                    // libpq tries no other host once a server has refused the name or the password.
                    None if failures.is_final => return Err(failures.into_error()),
                    None => {}
                }
            }
        }
    }
    Err(failures.into_error())
}

fn suits(target: SessionTarget, facts: &ServerFacts) -> bool {
    match target {
        SessionTarget::Any | SessionTarget::PreferStandby => true,
        SessionTarget::ReadWrite => !facts.is_read_only && !facts.is_standby,
        SessionTarget::ReadOnly => facts.is_read_only || facts.is_standby,
        SessionTarget::Primary => !facts.is_standby,
        SessionTarget::Standby => facts.is_standby,
    }
}

fn unsuitable(target: SessionTarget) -> &'static str {
    match target {
        SessionTarget::ReadWrite => "session is read-only",
        SessionTarget::ReadOnly => "session is not read-only",
        SessionTarget::Primary => "server is in hot standby mode",
        SessionTarget::Standby | SessionTarget::PreferStandby | SessionTarget::Any => {
            "server is not in hot standby mode"
        }
    }
}

/// The channels that an `sslmode` allows at one address, in order.
fn channels(mode: TlsMode, address: &Address) -> &'static [SslMode] {
    match (address, mode) {
        (Address::Unix { .. }, _) | (_, TlsMode::Disable) => &[SslMode::Disable],
        (_, TlsMode::Allow) => &[SslMode::Disable, SslMode::Require],
        (_, TlsMode::Prefer) => &[SslMode::Prefer, SslMode::Disable],
        (_, TlsMode::Require | TlsMode::VerifyCa | TlsMode::VerifyFull) => &[SslMode::Require],
    }
}

fn attempt(
    options: &Options,
    endpoint: &Endpoint,
    address: &Address,
    tls: Option<&Connector>,
    notices: &Arc<Mutex<Vec<Notice>>>,
    failures: &mut Failures,
) -> Option<Opened> {
    let channels = channels(options.tls.mode, address);
    for (index, channel) in channels.iter().enumerate() {
        let config = config(options, endpoint, address, *channel);
        let tls = tls.filter(|_| *channel != SslMode::Disable).cloned();
        let failure = match connect(config, tls.clone(), options, notices) {
            Ok(mut client) => match ask_facts(&mut client) {
                Ok(facts) => return Some(Opened { client, tls, facts }),
                Err(failure) => failure,
            },
            Err(failure) => failure,
        };
        // The other channel may do where this one could not be encrypted or the server's rules want the other one.
        let other_channel_may_do = match &failure {
            Failure::Tls(_) => true,
            Failure::Refused(report) => report.code == "28000",
            Failure::Network { .. } | Failure::Handshake(_) | Failure::TimedOut => false,
        };
        failures.add(address, failure);
        if !other_channel_may_do || index + 1 == channels.len() {
            return None;
        }
    }
    None
}

fn config(options: &Options, endpoint: &Endpoint, address: &Address, channel: SslMode) -> Config {
    let mut config = Config::new();
    match address {
        Address::Tcp { host, ip, port } => config.host(host).hostaddr(*ip).port(*port),
        Address::Unix { folder, port } => config.host_path(folder).port(*port),
    };
    if let Some(user) = &options.user {
        config.user(user);
    }
    if let Some(database) = &options.database {
        config.dbname(database);
    }
    if let Some(password) = password(options, endpoint) {
        config.password(password);
    }
    if let Some(timeout) = options.connect_timeout {
        config.connect_timeout(timeout);
    }
    if !options.server_options.is_empty() {
        config.options(&options.server_options);
    }
    config.application_name(&options.application_name).ssl_mode(channel).channel_binding(match channel {
        SslMode::Disable => options.channel_binding_without_tls(),
        _ => options.channel_binding,
    });
    let keepalive = &options.keepalive;
    config.keepalives(!keepalive.off);
    if let Some(idle) = keepalive.idle {
        config.keepalives_idle(idle);
    }
    if let Some(interval) = keepalive.interval {
        config.keepalives_interval(interval);
    }
    if let Some(count) = keepalive.count {
        config.keepalives_retries(count);
    }
    if let Some(timeout) = keepalive.user_timeout {
        config.tcp_user_timeout(timeout);
    }
    config
}

fn password<'a>(options: &'a Options, endpoint: &Endpoint) -> Option<&'a str> {
    match &options.password {
        Password::Given(password) => Some(password),
        Password::None => None,
        Password::InFile(lines) => {
            let user = options.user.as_deref().unwrap_or_default();
            let host = endpoint.name_in_password_file();
            let database = options.database.as_deref().unwrap_or(user);
            password_file::password(lines, &Key { host: &host, port: endpoint.port(), database, user })
        }
    }
}

/// The time limit covers the whole start: a server that accepts and then says nothing is given up as well.
fn connect(
    config: Config,
    tls: Option<Connector>,
    options: &Options,
    notices: &Arc<Mutex<Vec<Notice>>>,
) -> Result<Client, Failure> {
    let notices = Arc::clone(notices);
    let start = move || Client::connect(&config, tls, notices);
    let Some(limit) = options.connect_timeout else { return start() };
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(start()).ok());
    match receiver.recv_timeout(limit) {
        Ok(result) => result,
        Err(_) => Err(Failure::TimedOut),
    }
}

fn ask_facts(client: &mut Client) -> Result<ServerFacts, Failure> {
    let answer = client.simple_query(FACTS).map_err(|error| Failure::of(&error))?;
    let row = answer.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    let row = row.ok_or_else(|| Failure::Handshake("the server does not say which version it is".into()))?;
    let number: u32 = row.get(0).and_then(|text| text.parse().ok()).unwrap_or_default();
    let version = if number >= 100_000 {
        vec![number / 10_000, number % 10_000]
    } else {
        vec![number / 10_000, number / 100 % 100, number % 100]
    };
    Ok(ServerFacts {
        version,
        default_namespace: row.get(1).map(str::to_owned),
        is_standby: row.get(2) == Some("t"),
        is_read_only: row.get(3) == Some("on"),
    })
}

/// What went wrong so far: libpq tells all of it, asyncpg only what Python's sockets say.
#[derive(Default)]
struct Failures {
    lines: Vec<String>,
    python: Vec<(&'static str, String)>,
    refusal: Option<Box<crate::ServerReport>>,
    /// No other address may be tried.
    is_final: bool,
}

impl Failures {
    fn add(&mut self, address: &Address, failure: Failure) {
        let place = format!("connection to {} failed", address.described());
        self.is_final = false;
        match failure {
            Failure::Refused(report) => {
                self.lines.push(format!("{place}: {}:  {}", report.severity, report.in_full("")));
                self.is_final = report.code.starts_with("28") || report.code == "3D000";
                self.refusal = Some(report);
            }
            Failure::Network { errno, reason } => {
                let question = match address {
                    Address::Tcp { .. } => "Is the server running on that host and accepting TCP/IP connections?",
                    Address::Unix { .. } => "Is the server running locally and accepting connections on that socket?",
                };
                self.lines.push(format!("{place}: {reason}\n\t{question}"));
                self.python.push(python_error(address, errno, &reason));
            }
            Failure::TimedOut => {
                self.lines.push(format!("{place}: timeout expired"));
                self.python.push(("TimeoutError", String::new()));
            }
            Failure::Tls(reason) => self.lines.push(format!("{place}: SSL error: {reason}")),
            Failure::Handshake(reason) => self.lines.push(format!("{place}: {reason}")),
        }
    }

    fn unknown_host(&mut self, endpoint: &Endpoint, reason: &str) {
        let Endpoint::Tcp { host, .. } = endpoint else { return };
        self.lines.push(format!("could not translate host name \"{host}\" to address: {reason}"));
        let number = match reason {
            "Name or service not known" => -2,
            "Temporary failure in name resolution" => -3,
            "No address associated with hostname" => -5,
            _ => -1,
        };
        self.python.push(("socket.gaierror", format!("[Errno {number}] {reason}")));
    }

    fn into_error(self) -> DatabaseError {
        let origin = match (self.refusal, self.python.as_slice()) {
            (Some(report), _) => Origin::Refused(report),
            (None, []) => {
                Origin::Unreachable { python_class: "ConnectionError", python_message: self.lines.join("\n") }
            }
            (None, [(python_class, message)]) => Origin::Unreachable { python_class, python_message: message.clone() },
            (None, several) => {
                let messages: Vec<&str> = several.iter().map(|(_, message)| message.as_str()).collect();
                let python_message = format!("Multiple exceptions: {}", messages.join(", "));
                Origin::Unreachable { python_class: "OSError", python_message }
            }
        };
        let code = match &origin {
            Origin::Refused(report) => Some(report.code.clone()),
            Origin::Driver | Origin::Server(_) | Origin::Unreachable { .. } | Origin::Lost => None,
        };
        DatabaseError { code, origin, ..DatabaseError::of_driver(ErrorKind::Operational, self.lines.join("\n")) }
    }
}

fn python_error(address: &Address, errno: Option<i32>, reason: &str) -> (&'static str, String) {
    let errno = errno.unwrap_or_default();
    let class = match reason {
        "Connection refused" => "ConnectionRefusedError",
        "Connection reset by peer" => "ConnectionResetError",
        "No such file or directory" => "FileNotFoundError",
        "Permission denied" => "PermissionError",
        _ => "OSError",
    };
    let message = match address.in_python() {
        Some(place) => format!("[Errno {errno}] Connect call failed {place}"),
        None => format!("[Errno {errno}] {reason}"),
    };
    (class, message)
}
