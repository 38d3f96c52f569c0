/**
 * Compiles the kernels to src/kernel/<name>.generated.ts: `export const wasm = "…"`, the bytes as scripts/spell-bytes.js spells them, and beside it the constants of the kernel's memory that
 * its layout.ts names. The constants that all kernels share, and where their data end, go to src/kernel/memory.generated.ts.
 *
 * A kernel is a folder here with an index.ts. It shares only simd/ and memory/ with the others. It imports the memory that all kernels share, whose
 * size never changes, and the address where the buffers begin in it; it has no start function with side effects. A function has @inline where the
 * compiler would not inline it by itself.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { spelledBytes } from "../scripts/spell-bytes.js";

const here = dirname(fileURLToPath(import.meta.url));
const output = (name) => join(here, "..", "src", "kernel", `${name}.generated.ts`);

/** Their data follow each other in the memory, in this order. */
const KERNELS = ["binary", "text", "objects", "csv"];
/** A change in one of these recompiles all kernels. */
const SHARED_SOURCES = ["build.js", "memory", "simd", ...["package.json", "scripts/spell-bytes.js"].map((name) => join("..", name))];

/** Nothing is at address 0. */
const FIRST_ADDRESS = 1024;
/** In pages of 64 KiB: enough for the data of all kernels. */
const MOST_DATA = 1024;

let begin = FIRST_ADDRESS;
for (const name of KERNELS) begin = await makeKernel(name, begin);
await makeSharedLayout(begin);

/** Makes the outputs of a kernel, if its sources or the beginning of its data have changed. @returns where its data end */
async function makeKernel(name, begin) {
  const stamp = stampOf([name, join("workbench", `${name}.ts`)], begin);
  const workbench = `${name}-workbench`;
  if (!isMade(name, stamp) || !isMade(workbench, stamp)) {
    const wasm = await compile(`${name}/index.ts`, begin);
    // The workbench adds to the kernel what only tests and benches call, and the constants of its layout.ts. It begins with the kernel's own index.ts
    // and adds no data, so that the addresses in both are the same.
    const withLid = await compile(`workbench/${name}.ts`, begin);
    const { dataEnd, ...exports } = exportsOf(withLid);
    write(name, stamp, sourceOf(wasm, { ...constantsIn(exports), DATA_END: dataEnd() }));
    write(workbench, stamp, sourceOf(withLid, {}));
  }
  return Number(/ DATA_END = (\d+)/.exec(readFileSync(output(name), "utf8"))[1]);
}

async function makeSharedLayout(dataEnd) {
  const stamp = stampOf([], dataEnd);
  if (isMade("memory", stamp)) return;
  const constants = constantsIn(exportsOf(await compile("memory/layout.ts", FIRST_ADDRESS)));
  write("memory", stamp, sourceOf(undefined, { ...constants, DATA_END: dataEnd }));
}

/** The first line of an output: a digest of all that decides what it is. */
function stampOf(sources, begin) {
  const hash = createHash("sha256").update(String(begin));
  for (const file of [...SHARED_SOURCES, ...sources].flatMap(filesOf)) {
    hash.update(`${file}\n`).update(readFileSync(join(here, file)));
  }
  return `// Compiled by assembly/build.js. Sources: ${hash.digest("hex").slice(0, 16)}\n`;
}

function filesOf(source) {
  if (!statSync(join(here, source)).isDirectory()) return [source];
  return readdirSync(join(here, source))
    .sort()
    .map((file) => join(source, file));
}

function isMade(name, stamp) {
  return existsSync(output(name)) && readFileSync(output(name), "utf8").startsWith(stamp);
}

async function compile(entry, begin) {
  // Loaded only where there is something to compile: it takes longer than all the rest.
  const { default: asc } = await import("assemblyscript/asc");
  let wasm;
  const { error, stderr } = await asc.main(
    [
      entry,
      ...["--outFile", "kernel.wasm", "--baseDir", here],
      // Locals numbered by how often they are used make the bytes fewer in gzip.
      ...["-O3", "--runPasses", "reorder-locals", "--noAssert", "--enable", "simd", "--runtime", "stub", "--use", "abort="],
      // Vectors pass between a kernel's own functions, never to JavaScript, which has none.
      ...["--disableWarning", "112"],
      ...["--importMemory", "--noExportMemory", "--zeroFilledMemory", "--memoryBase", String(begin)],
    ],
    { writeFile: (_name, contents) => void (wasm = contents) },
  );
  const complaints = stderr.toString();
  if (error || complaints !== "") throw new Error(`assembly/${entry}: ${complaints}`, { cause: error });
  return wasm;
}

function exportsOf(wasm) {
  const memory = new WebAssembly.Memory({ initial: MOST_DATA });
  return new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { memory, buffers: 0 } }).exports;
}

function constantsIn(exports) {
  const globals = Object.entries(exports).filter(([, value]) => value instanceof WebAssembly.Global);
  return Object.fromEntries(globals.map(([name, { value }]) => [name, value]));
}

function sourceOf(wasm, constants) {
  const lines = Object.entries(constants).map(([name, value]) => `export const ${name} = ${value};\n`);
  if (wasm !== undefined) {
    lines.push(`export const wasm: string =\n  "${spelledBytes(wasm)}";\n`);
  }
  return lines.join("");
}

/** Renamed into place, so that two builds at once never show each other half a file. */
function write(name, stamp, source) {
  const unfinished = `${output(name)}.${process.pid}`;
  writeFileSync(unfinished, stamp + source);
  renameSync(unfinished, output(name));
}
