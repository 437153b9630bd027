//! Variable-length integers (LEB128, at most five bytes) and the cursor that reads them.

/// Appends `value` in its shortest form: one byte below 128, two below 16,384, at most five.
pub fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends the length of `bytes` as a varint, then `bytes`.
pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_varint(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

/// Reads forward through bytes that nobody vouches for: every step may say `None`, none panics.
#[derive(Debug, Clone)]
pub struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// A cursor at the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether everything has been read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What was not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Bytes not read yet.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// The next varint; `None` at the end of the bytes or past 32 bits.
    pub fn varint(&mut self) -> Option<u32> {
        self.varint_inlined()
    }

    /// The same for loops that are hot enough to pay for a copy of their own.
    #[inline(always)]
    pub fn varint_inlined(&mut self) -> Option<u32> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        if first < 0x80 {
            return Some(u32::from(first));
        }
        self.long_varint(u32::from(first & 0x7F))
    }

    #[inline(never)]
    fn long_varint(&mut self, mut value: u32) -> Option<u32> {
        for shift in [7, 14, 21, 28] {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            if shift == 28 && byte > 0x0F {
                return None;
            }
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// The next `len` bytes.
    pub fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(head)
    }

    /// A varint length and that many bytes.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.varint()? as usize;
        self.take(len)
    }

    /// A varint length and that many bytes of UTF-8.
    pub fn str(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}

/// The little-endian `u32` at `at`; `None` past the end.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(word.try_into().ok()?))
}

/// The little-endian `u16` at `at`; `None` past the end.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let word = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(word.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_reads_back() {
        for value in [
            0,
            1,
            127,
            128,
            16_383,
            16_384,
            2_097_151,
            268_435_455,
            u32::MAX,
        ] {
            let mut bytes = Vec::new();
            put_varint(&mut bytes, value);
            let mut cursor = Cursor::new(&bytes);
            assert_eq!(cursor.varint(), Some(value));
            assert!(cursor.is_empty());
        }
    }

    #[test]
    fn what_is_no_varint_is_refused() {
        for bytes in [
            &[][..],
            &[0x80],
            &[0xFF; 4],
            &[0xFF, 0xFF, 0xFF, 0xFF, 0x10],
            &[0xFF; 9],
        ] {
            assert_eq!(Cursor::new(bytes).varint(), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_length_past_the_end_is_refused() {
        assert_eq!(Cursor::new(&[5, b'a', b'b']).bytes(), None);
        assert_eq!(Cursor::new(&[2, 0xFF, 0xFE]).str(), None);
        assert_eq!(u32_at(&[1, 2, 3], 0), None);
        assert_eq!(u32_at(&[1, 2, 3, 4], usize::MAX), None);
    }
}
