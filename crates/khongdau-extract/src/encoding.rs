//! Bytes to Unicode text.
