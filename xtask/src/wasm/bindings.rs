//! The module as browsers get it, and its bindings to JavaScript: for Chrome 80, Firefox 78 and
//! Safari 14, which run the first version of WebAssembly and know no references to objects.

use super::{Module, cannot};
use crate::project::Project;
use crate::{Result, run};
use std::fs;
use std::path::Path;

/// How the first version of WebAssembly says what later ones have instructions for. The section
/// with the features that a module needs goes, because wasm-opt would allow them again at the end.
const LOWERING: [&str; 4] = [
    "--signext-lowering",
    "--llvm-memory-copy-fill-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--strip-target-features",
];

/// The first version alone: wasm-opt and wasm2js refuse a module that needs more.
pub const MVP: &str = "--mvp-features";

/// That nothing lies in the first kilobyte, where the stack of Rust's modules ends: addresses are
/// added up in fewer instructions.
const UNUSED_BEGINNING: &str = "--low-memory-unused";

/// Makes `khongdau.js` and `khongdau_bg.wasm` of what was compiled.
pub fn write(project: &Project, module: &Module, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| cannot("be made", folder, &error))?;
    super::write(&folder.join(".gitignore"), "*\n".to_owned())?;
    let lowered = folder.join(".lowered.wasm");
    let shipped = folder.join("khongdau_bg.wasm");
    let wasm_opt = |arguments: &[&str], from: &Path, to: &Path| {
        let mut command = project.command("wasm-opt");
        command.args(arguments).args(module.dev.then_some("-g"));
        run::quiet(command.arg(from).arg("-o").arg(to))
    };
    wasm_opt(&LOWERING, &module.compiled(project)?, &lowered)?;
    run::quiet(
        project
            .command("wasm-bindgen")
            .args(["--target", "web", "--out-name", "khongdau", "--out-dir"])
            .arg(folder)
            .arg(&lowered),
    )?;
    wasm_opt(
        &[MVP, module.size_option(), UNUSED_BEGINNING],
        &shipped,
        &shipped,
    )?;
    fs::remove_file(&lowered).map_err(|error| cannot("be removed", &lowered, &error))?;
    check(&folder.join("khongdau.js"), &shipped)
}

/// Fails where the compiler or wasm-bindgen have brought back what old browsers lack.
fn check(bindings: &Path, module: &Path) -> Result<()> {
    let read = |file: &Path| fs::read(file).map_err(|error| cannot("be read", file, &error));
    modern_part(&read(bindings)?, &read(module)?).map_or(Ok(()), |part| {
        Err(format!(
            "the module would not run in browsers of 2020: {part}"
        ))
    })
}

fn modern_part(bindings: &[u8], module: &[u8]) -> Option<&'static str> {
    if contains(bindings, b"externref") {
        return Some("its bindings hand over references to objects");
    }
    contains(module, b"target_features")
        .then_some("it says which features it needs, and wasm-opt let it have them")
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::modern_part;

    #[test]
    fn what_old_browsers_lack_is_found() {
        assert_eq!(modern_part(b"export class SearchIndex", b"\0asm"), None);
        assert!(modern_part(b"wasm.__wbindgen_externrefs.get(i)", b"\0asm").is_some());
        assert!(modern_part(b"", b"\0asm\x01\0\0\0\0\x12\x0ftarget_features").is_some());
    }
}
