//! Bytes: the container every index lives in and the primitives its sections are made of.
//!
//! * [`container`]: header, section table, checksums. Nothing is parsed before its checksum holds.
//! * [`records`]: a list of byte strings with random access by number.
//! * [`varint`]: LEB128 integers and the bounds-checked [`varint::Cursor`] that reads them.
//! * [`crc32`]: the checksum. [`pieces`]: many bytes, on their way into a file.
//!
//! The authority on every byte is `docs/FORMAT.md`; it changes in the same commit as this folder.

pub mod container;
pub mod crc32;
pub mod pieces;
pub mod records;
pub mod varint;

/// Goes up with every change that makes an older reader misread an index.
pub const FORMAT_VERSION: u16 = 6;
