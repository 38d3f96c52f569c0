/** The library in Deno, as far as it is more than in every runtime (contract/). */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { bundled } from "../src/testing/bundle.js";
import { DENO } from "../src/testing/deno.js";
import { temporaryFolder } from "../src/testing/temporary-folder.js";

const run = promisify(execFile);

const folder = temporaryFolder();

/** Runs a module in Deno, with `path` as its argument. @returns what it prints */
async function printed(source: string, path: string): Promise<string> {
  const script = join(folder, "script.mjs");
  await writeFile(script, await bundled(source, "esm"));
  const permissions = [`--allow-read=${folder}`, "--allow-env", "--allow-sys"];
  const options = ["run", "--quiet", "--no-config", "--no-remote", "--no-prompt", ...permissions];
  const { stdout } = await run(DENO, [...options, script, path], { timeout: 120_000 });
  return stdout.trim();
}

describe("a file in several threads", () => {
  const lines = 3_000_000;

  test.for([
    ["text", "0.1\n", ""],
    ["csv", "0.1,a\n", ', column: "b"'],
  ])("%s", async ([format, line, options]) => {
    const path = join(folder, `numbers.${format}`);
    await writeFile(path, (format === "csv" ? "b,c\n" : "") + line!.repeat(lines));
    const source = `
      import { fileNumbers } from "./src/node/index.js";
      import { totalOf } from "./src/index.js";
      const total = await totalOf(fileNumbers(Deno.args[0], { threads: 3 ${options} }));
      console.log(total.count, String(total));
    `;
    expect(await printed(source, path)).toBe(`${lines} 300000`);
  });

  test("of which each does a part", async () => {
    const path = join(folder, "part.txt");
    await writeFile(path, "0.1\n".repeat(lines));
    const source = `
      import { totalOf } from "./src/index.js";
      import { newWorker } from "./src/node/threads/worker-pool.js";
      import { partialsOfPath } from "./src/node/threads/sliced-file.js";
      let heard;
      const news = new Promise((resolve) => (heard = resolve));
      const work = {
        threads: 2,
        sliceBytes: 100_000,
        startWorker: (data) => newWorker(data).once("message", heard).once("exit", () => heard("none")),
      };
      const api = {
        async *numbers(asked) {
          const partials = await partialsOfPath(Deno.args[0], { name: "part", format: "text" }, { ...asked, ...work });
          yield (await partials.next()).value;
          if ((await news) === "none") throw new Error("the worker did nothing");
          yield* partials;
        },
      };
      console.log(String(await totalOf(api)));
    `;
    expect(await printed(source, path)).toBe("300000");
  });
});
