// Fetches the pages other than the first screen, and links them to the program. The build puts this into the
// program's glue, whose `wasm` and `__wbg_load` it uses, in place of the import that wasm-bindgen writes there.
const import1 = (() => {
  const begin = () => fetch(new URL('{{file}}', import.meta.url));
  // A visit that begins on one of them fetches it along with the program. Keep in step with src/ui/route.rs.
  let early = location.hash.length > '#/'.length ? begin() : null;
  if (early) early.catch(() => {});
  return {
    __wasm_split_load_pages: async (callback, data) => {
      let linked = false;
      try {
        const response = await (early || begin());
        await __wbg_load(response, { __wasm_split: wasm });
        linked = true;
      } catch (failure) {
        // The app says so, and offers to try again.
      }
      early = null;
      wasm.__indirect_function_table.get(callback)(data, linked);
    },
  };
})();
