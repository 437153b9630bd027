//! Parser of seed files (being written).
