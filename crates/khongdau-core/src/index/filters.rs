//! Pair filters: which words may stand side by side in a body, told without reading it.
//!
//! A filter is a Bloom filter with one hash function (Bloom 1970) over the neighbouring keys of
//! a body, [`BITS_PER_TOKEN`] bits for each token: a pair that is there is always found, one
//! that is not is found by chance in half of the bodies. Chance does not matter much, for five
//! pairs of a query are found by chance in one body of thirty, and a body that looks promising
//! is read.
//!
//! ```text
//! filter := byte*               none in an index of at most 24 documents; bit n is bit n mod 8 of byte n / 8, lowest first
//! bit    := ((pair hash >> 16) · bits) >> 16
//! ```

/// An index of so few documents has empty filters: all its bodies are read anyhow.
pub const ALWAYS_READ: usize = 24;
/// Size of a filter.
pub const BITS_PER_TOKEN: usize = 2;
/// Bytes of a filter at most: positions of bits have 16 bits.
const MAX_BYTES: usize = 8191;

/// Hash of a key: FNV-1a, 32 bits.
pub fn key_hash(key: &[u8]) -> u32 {
    key.iter().fold(0x811C_9DC5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// Hash of two neighbouring keys, from theirs; the order counts.
pub fn pair_hash(first: u32, second: u32) -> u32 {
    let mixed = (first.wrapping_mul(0x9E37_79B1) ^ second).wrapping_mul(0x85EB_CA6B);
    (mixed ^ (mixed >> 15)).wrapping_mul(0xC2B2_AE35)
}

/// Encodes the filter of a body from the hashes of its keys, in reading order.
#[cfg(feature = "writer")]
pub fn encode(keys: &[u32]) -> Vec<u8> {
    let bytes = (keys.len() * BITS_PER_TOKEN).div_ceil(8).min(MAX_BYTES);
    let mut filter = vec![0u8; bytes];
    for pair in keys.windows(2) {
        let bit = bit(pair_hash(pair[0], pair[1]), bytes);
        filter[bit / 8] |= 1 << (bit % 8);
    }
    filter
}

/// Whether a pair may stand in the body of this filter; `false` is certain. An empty filter
/// says nothing.
pub fn may_contain(filter: &[u8], pair_hash: u32) -> bool {
    if filter.is_empty() {
        return true;
    }
    let bit = bit(pair_hash, filter.len().min(MAX_BYTES));
    filter
        .get(bit / 8)
        .is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
}

fn bit(hash: u32, bytes: usize) -> usize {
    (((hash >> 16) * (bytes as u32 * 8)) >> 16) as usize
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_found_and_little_else() {
        let keys: Vec<u32> = (0u32..900)
            .map(|n| key_hash(&(n % 500).to_le_bytes()))
            .collect();
        let filter = encode(&keys);
        assert!(
            keys.windows(2)
                .all(|pair| may_contain(&filter, pair_hash(pair[0], pair[1])))
        );
        let strange = (1000u32..3000).map(|n| pair_hash(keys[3], key_hash(&n.to_le_bytes())));
        let by_chance = strange.filter(|hash| may_contain(&filter, *hash)).count();
        assert!((350..750).contains(&by_chance), "{by_chance} of 2000");
        assert!(may_contain(&[], 12345));
        assert!(encode(&keys[..1]).iter().all(|byte| *byte == 0));
    }
}
