//! CRC-32 (IEEE 802.3, reflected, polynomial 0xEDB88320), as in gzip and PNG.
//!
//! One 1 KiB table: in the browser an index is checked once when it is opened,
//! and the sliced variants of the ready-made crates carry 8 to 16 KiB of tables.

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
}

/// The checksum of `bytes`. O(bytes), about 400 MB/s.
pub fn crc32(bytes: &[u8]) -> u32 {
    crc32_of(std::iter::once(bytes))
}

/// The checksum of the bytes of all parts, as if they were in one.
pub fn crc32_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u32 {
    let step = |crc: u32, byte: &u8| (crc >> 8) ^ TABLE[((crc ^ u32::from(*byte)) & 0xFF) as usize];
    let all = |crc: u32, part: &[u8]| part.iter().fold(crc, step);
    !parts.into_iter().fold(!0, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_value_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32_of([&b"1234"[..], b"", b"56789"]), 0xCBF4_3926);
    }
}
