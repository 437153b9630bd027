//! Case of whole words.

use super::letters::lower;

/// Case of a whole token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// *công*
    Lower,
    /// *Công*
    Capital,
    /// *CÔNG*
    Upper,
}

impl Case {
    /// The case of a word as typed.
    pub fn of(typed: &str) -> Case {
        let is_upper = |letter: char| lower(letter) != letter;
        let mut letters = typed.chars();
        match letters.next() {
            Some(first) if is_upper(first) => match letters.next() {
                Some(_) if typed.chars().all(is_upper) => Case::Upper,
                _ => Case::Capital,
            },
            _ => Case::Lower,
        }
    }

    /// Appends a word given in lower case.
    pub fn write(self, lower: &str, out: &mut String) {
        match self {
            Case::Lower => out.push_str(lower),
            Case::Upper => out.extend(lower.chars().map(upper)),
            Case::Capital => {
                let mut letters = lower.chars();
                out.extend(letters.next().map(upper));
                out.push_str(letters.as_str());
            }
        }
    }
}

/// The capital of a letter of the Vietnamese alphabet; other letters stay (and become
/// literals). By arithmetic, because the standard library's tables weigh 5 KB in wasm.
fn upper(letter: char) -> char {
    match letter {
        'a'..='z' => letter.to_ascii_uppercase(),
        'à'..='ö' | 'ø'..='þ' => shifted(letter, 0x20),
        'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => shifted(letter, 1),
        'ạ'..='ỹ' if u32::from(letter) % 2 == 1 => shifted(letter, 1),
        _ => letter,
    }
}

fn shifted(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) - by).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::upper;

    #[test]
    fn capitals_agree_with_unicode() {
        let vietnamese = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ";
        for letter in vietnamese.chars() {
            assert_eq!(upper(letter).to_string(), letter.to_uppercase().to_string());
        }
        assert_eq!(upper('÷'), '÷');
    }
}
