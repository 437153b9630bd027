//! The names of the client's files, for the build script as well as for `khongdau pack`.

/// The script that a page with the search box has; it loads the others.
pub const LOADER: &str = "khongdau.js";
pub const WIDGET: &str = "khongdau-widget.js";
pub const ENGINE: &str = "khongdau-engine.js";
pub const WASM: &str = "khongdau.wasm";
/// The same in a script, for disks and for servers that refuse `.wasm`.
pub const WASM_TWIN: &str = "khongdau.wasm.js";
/// The engine for pages whose policy forbids WebAssembly.
pub const NOWASM: &str = "khongdau-nowasm.js";

/// What `index.html`, or a page that is all in one file, is made of.
pub const TEMPLATE: &str = "page.html";
pub const PAGE_SCRIPT: &str = "khongdau-page.js";
pub const PAGE_STYLE: &str = "khongdau-page.css";
pub const SERVICE_WORKER: &str = "sw.js";
pub const ICON: &str = "icon.svg";
pub const SMALL_ICON: &str = "icon-192.png";
pub const LARGE_ICON: &str = "icon-512.png";

/// All of them: a folder without one is no client.
pub const ALL: [&str; 13] = [
    LOADER,
    WIDGET,
    ENGINE,
    WASM,
    WASM_TWIN,
    NOWASM,
    TEMPLATE,
    PAGE_SCRIPT,
    PAGE_STYLE,
    SERVICE_WORKER,
    ICON,
    SMALL_ICON,
    LARGE_ICON,
];
