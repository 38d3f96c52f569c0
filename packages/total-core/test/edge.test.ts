/** The library where there are few globals, as in runtimes at the edge. */
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundled } from "../src/testing/bundle.js";

/** The globals of WinterTC's Minimum Common API that the library asks for; neither `setImmediate` nor `MessageChannel`. */
const GLOBALS = {
  AbortController,
  AbortSignal,
  DecompressionStream,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  WebAssembly,
  clearTimeout,
  performance,
  setTimeout,
};

/** Runs a script of the library there. @returns what it leaves in `result` */
async function resultOf(script: string, more: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const context = createContext({ ...GLOBALS, ...more });
  runInContext(await bundled(script, "iife"), context);
  return context["result"];
}

test("it is loaded, and totals what is in memory, where there is nothing but ECMAScript", async () => {
  const script = `
    import { Total, total, totalOf } from "./src/index.js";
    const list = Array.from({ length: 100_000 }, () => 0.1);
    const api = { async *numbers() { for (let i = 0; i < 20; i++) yield list; } };
    const partial = new Total().addAll(list).add(10n).toBytes();
    globalThis.result = totalOf(api).then((running) => [
      total(list),
      total(new Float32Array(1000).fill(0.5)),
      total([2n ** 64n, 1n]),
      String(Total.fromBytes(partial)),
      String(running),
      total(["0.1", "0.2"]),
      String(new Total().add("1e-3").addAll(["0.1"])),
    ]);
  `;
  for (const without of ["", "delete globalThis.WebAssembly; "]) {
    const context = createContext({});
    runInContext(without + (await bundled(script, "iife")), context);
    expect(await context["result"]).toEqual([
      10_000,
      500,
      2n ** 64n + 1n,
      "10010.00000000000055511151231257827021181583404541015625",
      "200000",
      "0.3",
      "0.101",
    ]);
  }
});

test("a total takes many turns of the event loop where timers are all there is", async () => {
  const script = `
    import { streamNumbers, totalOf } from "./src/index.js";
    const { body } = new Response("0.1\\n".repeat(2_000_000));
    globalThis.result = totalOf(streamNumbers(body, { format: "text" })).then(String);
  `;
  expect(await resultOf(script)).toBe("200000");
});

test("where there are Node's modules but no MessageChannel, gzip is read through", async () => {
  const script = `
    import { equip, streamNumbers, totalOf } from "./src/index.js";
    equip();
    globalThis.result = totalOf(streamNumbers(new Response(gzip).body, { format: "text" })).then(String);
  `;
  const gzip = gzipSync("0.2\n".repeat(100_000));
  expect(await resultOf(script, { process, gzip })).toBe("20000");
});
