//! Versions in `Cargo.lock`.

/// The version of a package, the first of that name.
pub fn version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn finds_the_package_and_no_other() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"…\"\n";
        assert_eq!(version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version(lock, "wasm-bindgen-test"), Some("0.3.80"));
        assert_eq!(version(lock, "wasm"), None);
    }
}
