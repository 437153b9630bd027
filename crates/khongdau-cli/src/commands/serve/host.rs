//! Whether a request is meant for us.
//!
//! A page anywhere may have its own name lead to 127.0.0.1 and then read what is served there (DNS
//! rebinding). Browsers send the name they believe in; one that is not of this machine is refused
//! while only this machine is served.

/// Whether `Host` names this machine: `localhost` and names below it (RFC 6761), or a loopback
/// address, with or without a port.
pub fn is_local(header: &str) -> bool {
    let name = match header.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => header.split(':').next().unwrap_or_default(),
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_loopback = name
        .parse::<std::net::IpAddr>()
        .is_ok_and(|ip| ip.is_loopback());
    is_loopback || name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn names_of_this_machine() {
        for name in [
            "localhost",
            "LOCALHOST:8080",
            "site.localhost:1",
            "127.0.0.1:8080",
            "[::1]:8080",
        ] {
            assert!(is_local(name), "{name}");
        }
        for name in ["example.vn", "localhost.example.vn", "192.0.2.1:8080", ""] {
            assert!(!is_local(name), "{name}");
        }
    }
}
