//! `docs/size-budget.toml`: lines of `name = number`.

use crate::Result;
use crate::project::Project;

/// The file with the budgets.
const FILE: &str = "docs/size-budget.toml";

/// What may not be exceeded.
#[derive(Debug, PartialEq)]
pub struct Budget {
    engine: u64,
    loader: u64,
    client: u64,
    index_percent: u64,
}

/// What was built, in bytes after brotli -11.
pub struct Measured {
    pub engine: u64,
    pub loader: u64,
    pub client: u64,
    pub index: u64,
    pub seeds: u64,
}

impl Budget {
    /// Reads the file.
    pub fn read(project: &Project) -> Result<Self> {
        Self::parse(&project.read(FILE)?)
    }

    fn parse(text: &str) -> Result<Self> {
        let number = |name: &str| {
            let lines = text
                .lines()
                .filter_map(|line| line.split('#').next()?.split_once('='));
            let mut values = lines.filter(|(key, _)| key.trim() == name);
            let value = values
                .next()
                .ok_or_else(|| format!("{FILE} has no line `{name} = …`"))?
                .1;
            value
                .trim()
                .replace('_', "")
                .parse()
                .map_err(|_| format!("{FILE}: {name} is no number"))
        };
        Ok(Self {
            engine: number("engine")?,
            loader: number("loader")?,
            client: number("client")?,
            index_percent: number("index-percent-of-text")?,
        })
    }

    /// Says for each part how it stands; the error names those that are too large.
    pub fn compare(&self, measured: &Measured) -> Result<()> {
        let index = measured.seeds * self.index_percent / 100;
        let rows = [
            ("engine", measured.engine, self.engine),
            ("loader", measured.loader, self.loader),
            ("client", measured.client, self.client),
            ("index", measured.index, index),
        ];
        for (name, found, limit) in rows {
            println!(
                "{name:<7} {found:>7} of {limit:>7} bytes of brotli, {:>3} %",
                found * 100 / limit.max(1)
            );
        }
        let exceeded = rows.iter().filter(|(_, found, limit)| found > limit);
        let sentences: Vec<String> = exceeded
            .map(|(name, found, limit)| format!("{name}: {found} bytes are more than {limit}."))
            .collect();
        if sentences.is_empty() {
            return Ok(());
        }
        Err(format!(
            "{}\nMake it smaller, or raise {FILE} and say why in the commit.",
            sentences.join("\n")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Measured};

    const TEXT: &str = "# bytes\nengine = 61_440 # 60 KB\nloader = 6144\nclient = 12288\nindex-percent-of-text = 135\n";

    #[test]
    fn lines_with_comments() {
        let expected = Budget {
            engine: 61_440,
            loader: 6_144,
            client: 12_288,
            index_percent: 135,
        };
        assert_eq!(Budget::parse(TEXT), Ok(expected));
        assert!(
            Budget::parse("engine = 1\nloader = 1\nclient = 2\n")
                .unwrap_err()
                .contains("index-percent-of-text")
        );
        assert!(Budget::parse(&TEXT.replace("12288", "small")).is_err());
    }

    #[test]
    fn the_limit_itself_is_within_the_budget() {
        let budget = Budget::parse(TEXT).unwrap();
        let mut measured = Measured {
            engine: 61_440,
            loader: 6_144,
            client: 12_288,
            index: 1_350,
            seeds: 1_000,
        };
        assert_eq!(budget.compare(&measured), Ok(()));
        measured.index += 1;
        measured.client += 1;
        let error = budget.compare(&measured).unwrap_err();
        assert!(
            error.contains("index: 1351 bytes")
                && error.contains("client: 12289")
                && !error.contains("engine:")
        );
    }
}
