//! The index of the seed articles, compiled by `build.rs`.

/// The bytes of the embedded index; empty without the feature `seeds`.
#[cfg(feature = "seeds")]
pub const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/seeds.kdx"));

/// The bytes of the embedded index; empty without the feature `seeds`.
#[cfg(not(feature = "seeds"))]
pub const INDEX: &[u8] = &[];
