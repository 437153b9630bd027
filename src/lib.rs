//! khongdau in the browser: the only Rust that knows JavaScript.
//!
//! A thin class over [`khongdau_core`], where the engine lives. `build.rs` compiles the
//! articles of `seeds/` into an index that the module carries ([`embedded`], feature `seeds`);
//! without that feature the module is the bare engine, which opens an index given to it.
//!
//! * [`SearchIndex`]: the class that JavaScript sees.
//! * `boundary`: core's results as plain objects, byte ranges as UTF-16 ranges.
//! * [`embedded`]: the index of the seeds.

mod boundary;
pub mod embedded;
mod search_index;

pub use search_index::SearchIndex;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
