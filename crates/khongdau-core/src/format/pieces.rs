//! Many bytes in pieces: they grow without being copied, go from one owner to the next without
//! being copied, and are freed piece by piece.

/// Bytes of a piece that is filled here. More than 32 MiB: what is smaller glibc keeps when it is
/// freed, for the thread that allocated it; this it gives back.
pub const PIECE: usize = 33 << 20;

/// Bytes in order, in pieces of any length.
#[derive(Debug, Clone, Default)]
pub struct Pieces {
    pieces: Vec<Vec<u8>>,
}

impl Pieces {
    /// Appends bytes, which may be split between two pieces. O(bytes).
    pub fn extend(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.pieces.last().is_none_or(|last| last.len() >= PIECE) {
                // The first grows: most have no more than it.
                let capacity = if self.pieces.is_empty() { 0 } else { PIECE };
                self.pieces.push(Vec::with_capacity(capacity));
            }
            let last = self.pieces.len() - 1;
            let free = PIECE - self.pieces[last].len();
            let (fits, rest) = bytes.split_at(free.min(bytes.len()));
            self.pieces[last].extend_from_slice(fits);
            bytes = rest;
        }
    }

    /// Moves all pieces of another behind these. O(pieces).
    pub fn append(&mut self, other: Pieces) {
        self.pieces.extend(other.pieces);
    }

    /// Bytes in all pieces.
    pub fn len(&self) -> usize {
        self.pieces.iter().map(Vec::len).sum()
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.pieces.iter().map(Vec::as_slice)
    }

    /// The bytes in one; each piece is freed when it has been copied.
    pub fn into_bytes(mut self) -> Vec<u8> {
        if self.pieces.len() == 1 {
            return self.pieces.pop().unwrap_or_default();
        }
        let mut bytes = Vec::with_capacity(self.len());
        self.pieces
            .into_iter()
            .for_each(|piece| bytes.extend_from_slice(&piece));
        bytes
    }
}

impl From<Vec<u8>> for Pieces {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            pieces: vec![bytes],
        }
    }
}

impl IntoIterator for Pieces {
    type Item = Vec<u8>;
    type IntoIter = std::vec::IntoIter<Vec<u8>>;

    fn into_iter(self) -> Self::IntoIter {
        self.pieces.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_stay_in_order() {
        let all: Vec<u8> = b"0123456789".repeat(PIECE / 10 + 7);
        let mut pieces = Pieces::default();
        all.chunks(99_991).for_each(|some| pieces.extend(some));
        assert_eq!(pieces.len(), all.len());
        assert!(pieces.iter().all(|piece| piece.len() <= PIECE));
        let mut twice = Pieces::from(b"first".to_vec());
        twice.append(pieces);
        twice.extend(b"last");
        assert_eq!(twice.into_bytes(), [b"first", &all[..], b"last"].concat());
    }
}
