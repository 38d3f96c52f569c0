/**
 * Compiles the kernels to src/kernel/<name>.generated.ts: `export const wasm = "<base64>"`.
 *
 *     node assembly/build.js          every kernel whose sources changed
 *     node assembly/build.js text     one of them
 *
 * A kernel is a folder here with an index.ts. It imports nothing, has a memory of its own whose size never changes, and no
 * start function with side effects: two instances of it know nothing of each other.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const output = (name) => join(here, "..", "src", "kernel", `${name}.generated.ts`);

/** Memory in pages of 64 KiB. */
const KERNELS = {
  binary: { pages: 2 },
  text: { pages: 64 },
  objects: { pages: 3 },
  csv: { pages: 7 },
  // Never in a product bundle. It can grow to hold the whole list that is measured.
  workbench: { pages: 2, maximumPages: 8192 },
};

const asked = process.argv.slice(2);
for (const [name, memory] of Object.entries(KERNELS)) {
  if (!existsSync(join(here, name, "index.ts")) || (asked.length > 0 && !asked.includes(name))) continue;
  const stamp = `// Compiled from assembly/${name} by assembly/build.js. Sources: ${fingerprint()}\n`;
  if (existsSync(output(name)) && readFileSync(output(name), "utf8").startsWith(stamp)) continue;
  const wasm = Buffer.from(await compile(name, memory)).toString("base64");
  // Renamed into place, so that two builds at once never show each other half a file.
  const unfinished = `${output(name)}.${process.pid}`;
  writeFileSync(unfinished, `${stamp}export const wasm: string =\n  "${wasm}";\n`);
  renameSync(unfinished, output(name));
}

/** Of everything that decides what comes out: kernels may share files, so each depends on all. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of readdirSync(here, { recursive: true }).sort()) {
    if (/\.(ts|js)$/.test(file)) hash.update(`${file}\n`).update(readFileSync(join(here, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

async function compile(name, { pages, maximumPages = pages }) {
  // Loaded only where there is something to compile: it takes longer than all the rest.
  const { default: asc } = await import("assemblyscript/asc");
  let wasm;
  const { error, stderr } = await asc.main(
    [
      `${name}/index.ts`,
      ...["--outFile", "kernel.wasm", "--baseDir", here],
      ...["-O3", "--noAssert", "--enable", "simd", "--runtime", "stub", "--use", "abort="],
      // Vectors pass between a kernel's own functions, never to JavaScript, which has none.
      ...["--disableWarning", "112"],
      ...["--initialMemory", String(pages), "--maximumMemory", String(maximumPages)],
    ],
    { writeFile: (_name, contents) => void (wasm = contents) },
  );
  const complaints = stderr.toString();
  if (error || complaints !== "") throw new Error(`assembly/${name}: ${complaints}`, { cause: error });
  return wasm;
}
