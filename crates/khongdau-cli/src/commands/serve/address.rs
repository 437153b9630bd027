//! Where the server listens, and what that is called in a browser.

use anyhow::{Context, anyhow};
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

/// Ports tried for a suggestion.
const NEARBY: u16 = 50;

/// Takes the port on `host`, or on this machine alone; 0 is any port. Returns the addresses to
/// print, each ending in `/`, the best first.
///
/// Errs if the port is taken, with one that is free, or needs rights that we lack.
pub fn bind(host: Option<IpAddr>, port: u16) -> anyhow::Result<(TcpListener, Vec<String>)> {
    let ip = host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let listener = TcpListener::bind((ip, port)).map_err(|error| refused(ip, port, error))?;
    let port = listener
        .local_addr()
        .context("the port cannot be asked for")?
        .port();
    Ok((listener, addresses(ip, port)))
}

fn refused(ip: IpAddr, port: u16, error: std::io::Error) -> anyhow::Error {
    let at = SocketAddr::new(ip, port);
    match error.kind() {
        ErrorKind::AddrInUse => match next_free(ip, port) {
            Some(free) => anyhow!("{at}: another program has this port: try --port {free}"),
            None => anyhow!("{at}: another program has this port: --port 0 takes any that is free"),
        },
        ErrorKind::PermissionDenied => {
            anyhow!("{at}: this port needs more rights: try one from 1024 on, such as --port 8080")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{at}: is no address of this machine: --host alone takes all it has")
        }
        _ => anyhow!(error).context(format!("{at}: cannot listen there")),
    }
}

/// The first port above that could be had just now.
fn next_free(ip: IpAddr, port: u16) -> Option<u16> {
    (1..=NEARBY)
        .filter_map(|step| port.checked_add(step))
        .find(|port| TcpListener::bind((ip, *port)).is_ok())
}

fn addresses(ip: IpAddr, port: u16) -> Vec<String> {
    let url = |host: &str| match port {
        80 => format!("http://{host}/"),
        _ => format!("http://{host}:{port}/"),
    };
    if ip.is_loopback() {
        return vec![url("localhost")];
    }
    let shown = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    if !ip.is_unspecified() {
        return vec![url(&shown(ip))];
    }
    let mut addresses = vec![url("localhost")];
    addresses.extend(network_address().map(|ip| url(&shown(ip))));
    addresses
}

/// The address by which others in the network reach this machine.
fn network_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // Sends nothing: it only makes the system choose a way. The address is of TEST-NET-1 (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_loopback() && !ip.is_unspecified()).then_some(ip)
}
