//! Makes a program smaller: short names for its imports, and nothing that only linkers and debuggers read.
//!
//! wasm-bindgen names each import with a hash of 16 digits. No compressor can make those smaller, and they stand
//! in both files: 4 kB of the first load.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{CustomSectionReader, ImportSectionReader, Parser};

use crate::failure::Failure;

/// A program and its glue, with every import from the glue called by a short name instead of its own.
pub(crate) fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String), Failure> {
    let mut names = Names::default();
    let short_wasm = written_anew(wasm, &mut names)?;
    let mut short_glue = glue.to_owned();
    for (number, name) in names.0.iter().enumerate() {
        // Each name is a property of the object of imports, and stands nowhere else.
        let property = format!("{name}: function");
        if short_glue.matches(&property).count() != 1 {
            return Err(Failure::Built { expected: format!("`{property}` in the glue, once") });
        }
        short_glue = short_glue.replace(&property, &format!("{}: function", short(number)));
    }
    Ok((short_wasm, short_glue))
}

/// A program without glue, which imports from another program alone.
pub(crate) fn compact(wasm: &[u8]) -> Result<Vec<u8>, Failure> {
    written_anew(wasm, &mut Names::default())
}

/// The same program, each number in as few bytes as hold it: a linker leaves room in those that it may change.
fn written_anew(wasm: &[u8], names: &mut Names) -> Result<Vec<u8>, Failure> {
    let mut module = Module::new();
    names
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| Failure::Built { expected: format!("WebAssembly: {error}") })?;
    Ok(module.finish())
}

/// The imports from the glue, in order.
#[derive(Default)]
struct Names(Vec<String>);

fn short(number: usize) -> String {
    format!("i{number}")
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        to: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            // What wasm-bindgen calls its glue.
            if !import.module.ends_with("_bg.js") {
                to.import(import.module, import.name, ty);
                continue;
            }
            // One function may be imported by several signatures.
            let known = self.0.iter().position(|name| name == import.name);
            let number = known.unwrap_or_else(|| {
                self.0.push(import.name.to_owned());
                self.0.len() - 1
            });
            to.import(import.module, &short(number), ty);
        }
        Ok(())
    }

    /// Names, and what linkers leave for each other.
    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CustomSection, EntityType, TypeSection};

    use super::*;

    /// A module with these imports.
    fn module(imports: &[(&str, &str, u32)]) -> Module {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut section = ImportSection::new();
        for (from, name, signature) in imports {
            section.import(from, name, EntityType::Function(*signature));
        }
        module.section(&section);
        module
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let long = "__wbg_log_0123456789abcdef".repeat(6);
        let wasm = module(&[
            ("./app_bg.js", &long, 3),
            ("./pages.js", "fetch_pages", 3),
            ("./app_bg.js", "__wbg_now_1", 200),
            ("./app_bg.js", &long, 4),
        ]);
        let glue = format!("const i = {{ {long}: function(a) {{}}, __wbg_now_1: function() {{}} }};");
        let (wasm, glue) = shorten(&wasm.finish(), &glue).unwrap();
        let short = [
            ("./app_bg.js", "i0", 3),
            ("./pages.js", "fetch_pages", 3),
            ("./app_bg.js", "i1", 200),
            ("./app_bg.js", "i0", 4),
        ];
        assert_eq!(wasm, module(&short).finish());
        assert_eq!(glue, "const i = { i0: function(a) {}, i1: function() {} };");
    }

    #[test]
    fn custom_sections_go() {
        let imports = [("__wasm_split", "memory", 0)];
        let mut wasm = module(&imports);
        wasm.section(&CustomSection { name: "name".into(), data: b"starling".into() });
        assert_eq!(compact(&wasm.finish()).unwrap(), module(&imports).finish());
    }

    #[test]
    fn what_is_not_as_expected_is_refused() {
        let wasm = module(&[("./app_bg.js", "__wbg_now_1", 0)]).finish();
        assert!(shorten(&wasm, "const i = {};").is_err(), "the glue lacks the name");
        assert!(shorten(&wasm[..wasm.len() - 1], "__wbg_now_1: function").is_err(), "cut short");
        assert!(compact(b"\0asm").is_err(), "no head");
    }
}
