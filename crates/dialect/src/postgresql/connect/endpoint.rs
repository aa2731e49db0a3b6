//! The places where a server may listen, in the order they are tried.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::path::{Path, PathBuf};

use super::error::invalid;
use crate::DatabaseError;

const DEFAULT_PORT: u16 = 5432;

/// Folders that distributions put the server's socket in; the first one is Debian's libpq.
const SOCKET_FOLDERS: [&str; 4] = ["/var/run/postgresql", "/run/postgresql", "/tmp", "/private/tmp"];

/// One host (a name, an address, or the folder of a Unix socket) and its port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    Tcp { host: String, address: Option<IpAddr>, port: u16 },
    Unix { folder: PathBuf, port: u16 },
}

/// One address to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    Tcp { host: String, ip: IpAddr, port: u16 },
    Unix { folder: PathBuf, port: u16 },
}

/// Returns the endpoints of `host`, `hostaddr` and `port`; `fallbacks` are tried where no host is named and no socket
/// is found.
pub(super) fn list(settings: &BTreeMap<String, String>, fallbacks: &[&str]) -> Result<Vec<Endpoint>, DatabaseError> {
    let parts = |key: &str| -> Vec<&str> {
        settings.get(key).filter(|text| !text.is_empty()).map_or_else(Vec::new, |text| text.split(',').collect())
    };
    let (hosts, addresses, ports) = (parts("host"), parts("hostaddr"), parts("port"));
    let count = hosts.len().max(addresses.len()).max(1);
    if !hosts.is_empty() && !addresses.is_empty() && hosts.len() != addresses.len() {
        return Err(invalid(format!(
            "could not match {} host names to {} hostaddr values",
            hosts.len(),
            addresses.len()
        )));
    }
    if ports.len() > 1 && ports.len() != count {
        return Err(invalid(format!("could not match {} port numbers to {count} hosts", ports.len())));
    }
    let mut endpoints = Vec::new();
    for index in 0..count {
        let port = match ports.get(if ports.len() == 1 { 0 } else { index }).map(|port| port.trim()) {
            None | Some("") => DEFAULT_PORT,
            Some(text) => text
                .parse()
                .ok()
                .filter(|port| *port > 0)
                .ok_or_else(|| invalid(format!("invalid port number: \"{text}\"")))?,
        };
        let host = hosts.get(index).map_or("", |host| host.trim());
        let address = match addresses.get(index).map(|address| address.trim()) {
            None | Some("") => None,
            Some(text) => {
                let address =
                    text.parse().map_err(|_| invalid(format!("could not parse network address \"{text}\"")))?;
                Some(address)
            }
        };
        if host.starts_with('/') && address.is_none() {
            endpoints.push(Endpoint::Unix { folder: host.into(), port });
        } else if host.is_empty() && address.is_none() {
            endpoints.extend(defaults(port, fallbacks));
        } else {
            let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
            endpoints.push(Endpoint::Tcp { host, address, port });
        }
    }
    Ok(endpoints)
}

/// Without a host: the sockets that exist; if there is none, the usual folder and the fallbacks.
fn defaults(port: u16, fallbacks: &[&str]) -> Vec<Endpoint> {
    let mut found: Vec<Endpoint> = SOCKET_FOLDERS
        .iter()
        .filter(|folder| socket(Path::new(folder), port).exists())
        .map(|folder| Endpoint::Unix { folder: folder.into(), port })
        .collect();
    if found.is_empty() {
        found.push(Endpoint::Unix { folder: SOCKET_FOLDERS[0].into(), port });
        found.extend(fallbacks.iter().map(|host| Endpoint::Tcp { host: (*host).to_owned(), address: None, port }));
    }
    found
}

fn socket(folder: &Path, port: u16) -> PathBuf {
    folder.join(format!(".s.PGSQL.{port}"))
}

impl Endpoint {
    /// Returns the addresses of the host, or the resolver's own words.
    pub(super) fn resolve(&self) -> Result<Vec<Address>, String> {
        match self {
            Self::Unix { folder, port } => Ok(vec![Address::Unix { folder: folder.clone(), port: *port }]),
            Self::Tcp { host, address: Some(ip), port } => {
                let host = if host.is_empty() { ip.to_string() } else { host.clone() };
                Ok(vec![Address::Tcp { host, ip: *ip, port: *port }])
            }
            Self::Tcp { host, address: None, port } => match (host.as_str(), *port).to_socket_addrs() {
                Ok(found) => {
                    let mut addresses: Vec<Address> = Vec::new();
                    for address in found {
                        let address = Address::Tcp { host: host.clone(), ip: SocketAddr::ip(&address), port: *port };
                        if !addresses.contains(&address) {
                            addresses.push(address);
                        }
                    }
                    Ok(addresses)
                }
                Err(error) => {
                    let text = error.to_string();
                    Err(text.rsplit_once(": ").map_or(text.as_str(), |(_, reason)| reason).to_owned())
                }
            },
        }
    }

    /// Returns the name that a line of the password file is compared with.
    pub(super) fn name_in_password_file(&self) -> String {
        match self {
            Self::Tcp { host, address, .. } if host.is_empty() => address.map(|ip| ip.to_string()).unwrap_or_default(),
            Self::Tcp { host, .. } => host.clone(),
            Self::Unix { folder, .. } if SOCKET_FOLDERS.iter().any(|usual| Path::new(usual) == folder) => {
                "localhost".into()
            }
            Self::Unix { folder, .. } => folder.display().to_string(),
        }
    }

    pub(super) fn port(&self) -> u16 {
        match self {
            Self::Tcp { port, .. } | Self::Unix { port, .. } => *port,
        }
    }
}

impl Address {
    /// Returns libpq's words for the place: `server at "localhost" (127.0.0.1), port 5432`.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Tcp { host, ip, port } if *host == ip.to_string() => format!("server at \"{host}\", port {port}"),
            Self::Tcp { host, ip, port } => format!("server at \"{host}\" ({ip}), port {port}"),
            Self::Unix { folder, port } => format!("server on socket \"{}\"", socket(folder, *port).display()),
        }
    }

    /// Returns the address as Python's asyncio shows it in an error.
    pub(super) fn in_python(&self) -> Option<String> {
        match self {
            Self::Tcp { ip: IpAddr::V4(ip), port, .. } => Some(format!("('{ip}', {port})")),
            Self::Tcp { ip: IpAddr::V6(ip), port, .. } => Some(format!("('{ip}', {port}, 0, 0)")),
            Self::Unix { .. } => None,
        }
    }
}
