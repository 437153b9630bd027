//! The module as JavaScript, for pages whose policy forbids WebAssembly.

use super::Module;
use super::bindings::MVP;
use crate::project::Project;
use crate::{Result, run};
use std::fs;
use std::path::Path;

/// What wasm2js wraps around its function, before and after.
const FUNCTION: &str = "function asmFunc(imports)";
const CALL: &str = "\nvar retasmFunc = asmFunc(";

/// Makes `khongdau_nowasm.js` beside the module: a function that takes the module's imports and
/// returns its exports.
pub fn write(project: &Project, module: &Module, folder: &Path) -> Result<()> {
    let script = folder.join("khongdau_nowasm.js");
    run::quiet(
        project
            .command("wasm2js")
            .args([MVP, module.size_option()])
            .arg(folder.join("khongdau_bg.wasm"))
            .arg("-o")
            .arg(&script),
    )?;
    let text = fs::read_to_string(&script)
        .map_err(|error| format!("{} cannot be read: {error}", script.display()))?;
    let function =
        unwrapped(&text).ok_or("wasm2js wrote a script of another shape than expected")?;
    super::write(&script, function)
}

/// The function without the imports and exports around it, as the default export of a module.
fn unwrapped(script: &str) -> Option<String> {
    let (function, _) = script.split_once(CALL)?;
    let body: Vec<&str> = function
        .lines()
        .skip_while(|line| line.is_empty() || line.starts_with("import "))
        .collect();
    let body = body.join("\n");
    if !body.contains(FUNCTION) || body.contains("\nimport ") || body.contains("\nexport ") {
        return None;
    }
    Some(format!("{body}\n\nexport default asmFunc;\n"))
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn what_stands_around_the_function_goes() {
        let script = "import * as a from './a.js';\n\n  var view;\nfunction asmFunc(imports) {\n return {};\n}\n\nvar retasmFunc = asmFunc({\n});\nexport var b = retasmFunc.b;\n";
        let expected =
            "  var view;\nfunction asmFunc(imports) {\n return {};\n}\n\nexport default asmFunc;\n";
        assert_eq!(unwrapped(script).as_deref(), Some(expected));
    }

    #[test]
    fn another_shape_is_refused() {
        for script in [
            "",
            "function asmFunc(imports) {}",
            "export var a;\nfunction other() {}\nvar retasmFunc = asmFunc({});",
        ] {
            assert_eq!(unwrapped(script), None);
        }
    }
}
