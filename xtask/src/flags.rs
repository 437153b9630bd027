//! The options of a command.

use crate::Result;

/// Options not looked at yet.
pub struct Flags(Vec<String>);

impl Flags {
    /// What followed the command on the command line.
    pub fn new(arguments: Vec<String>) -> Self {
        Self(arguments)
    }

    /// Takes a switch such as `--dev`.
    pub fn switch(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    /// Takes an option with a value, as `--port 80` or `--port=80`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self
            .0
            .iter()
            .position(|argument| argument.split('=').next() == Some(name))
        else {
            return Ok(None);
        };
        let argument = self.0.remove(at);
        if let Some((_, value)) = argument.split_once('=') {
            return Ok(Some(value.to_owned()));
        }
        if at == self.0.len() {
            return Err(format!("{name} needs a value"));
        }
        Ok(Some(self.0.remove(at)))
    }

    /// Refuses what no one took.
    pub fn end(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(unknown) => Err(format!(
                "unknown option {unknown:?}; `cargo xtask help` lists them"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Flags;

    fn flags(line: &str) -> Flags {
        Flags::new(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn both_forms_of_a_value_and_a_switch() {
        for line in ["--port 80 --check", "--check --port=80"] {
            let mut flags = flags(line);
            assert_eq!(flags.value("--port"), Ok(Some("80".to_owned())));
            assert!(flags.switch("--check"));
            assert_eq!(flags.value("--seeds"), Ok(None));
            assert_eq!(flags.end(), Ok(()));
        }
    }

    #[test]
    fn what_is_unknown_or_incomplete_is_refused() {
        assert!(flags("--prot 80").end().is_err());
        assert!(flags("--check --port").value("--port").is_err());
    }
}
