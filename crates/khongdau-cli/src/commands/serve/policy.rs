//! The Content-Security-Policies to try a site under. docs/EMBEDDING.md says which engine each leaves.

use crate::cli::Policy;

/// The header's value, or `None` for no header.
pub fn header(policy: Policy) -> Option<&'static str> {
    match policy {
        Policy::None => None,
        Policy::Strict => Some(
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
        ),
        Policy::NoWasm => Some(
            "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
        ),
        Policy::NoWorker => Some(
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
        ),
    }
}
