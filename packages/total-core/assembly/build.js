/**
 * Compiles the kernels to src/kernel/<name>.generated.ts: `export const wasm = "<base64>"`, and says in src/kernel/data-end.generated.ts how much
 * of their memory they have for themselves.
 *
 * A kernel is a folder here with an index.ts. It imports nothing but the memory that all share, whose size never changes, and where the buffers begin
 * in it; and has no start function with side effects.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const output = (name) => join(here, "..", "src", "kernel", `${name}.generated.ts`);

/** Their data follow each other in the memory, in this order. */
const KERNELS = ["binary", "text", "objects", "csv"];
/** Each also with its lid off, for tests and benches, from the folder workbench: <name>-workbench.generated.ts. Never in a product bundle. */
const workbenchOf = (name) => `${name}-workbench`;

/** Nothing is at address 0. */
const FIRST_ADDRESS = 1024;
/** In pages of 64 KiB: enough for the data of all. */
const MOST_DATA = 1024;

const stamp = `// Compiled by assembly/build.js. Sources: ${fingerprint()}\n`;
if ([...KERNELS, ...KERNELS.map(workbenchOf), "data-end"].some((name) => !isMade(name))) {
  let begin = FIRST_ADDRESS;
  for (const name of KERNELS) {
    const wasm = await compile(`${name}/index.ts`, begin);
    writeKernel(name, wasm);
    // It can take the place of the kernel: its data are the same.
    writeKernel(workbenchOf(name), await compile(`workbench/${name}.ts`, begin));
    begin = dataEnd(wasm);
  }
  write("data-end", `export const DATA_END: number = ${begin};\n`);
}

/** Of everything that decides what comes out: kernels share files, and where one's data begin depends on the others. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of readdirSync(here, { recursive: true }).sort()) {
    if (/\.(ts|js)$/.test(file)) hash.update(`${file}\n`).update(readFileSync(join(here, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

function isMade(name) {
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
      ...["-O3", "--noAssert", "--enable", "simd", "--runtime", "stub", "--use", "abort="],
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

/** Where the kernel says that its data end. */
function dataEnd(wasm) {
  const memory = new WebAssembly.Memory({ initial: MOST_DATA });
  return new WebAssembly.Instance(new WebAssembly.Module(wasm), {
    env: { memory, buffers: 0 },
  }).exports.dataEnd();
}

function writeKernel(name, wasm) {
  write(name, `export const wasm: string =\n  "${Buffer.from(wasm).toString("base64")}";\n`);
}

/** Renamed into place, so that two builds at once never show each other half a file. */
function write(name, source) {
  const unfinished = `${output(name)}.${process.pid}`;
  writeFileSync(unfinished, stamp + source);
  renameSync(unfinished, output(name));
}
