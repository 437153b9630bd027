//! khongdau: the WebAssembly module.
