import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe } from "vitest";
import { printedByBun } from "../../src/testing/bun.js";
import { DENO } from "../../src/testing/deno.js";
import { workerd } from "../../src/testing/workerd.js";
import type { World } from "./case.js";
import { describeOutcomes } from "./outcomes.cases.js";
import type { Found } from "./script.js";

const printing = (script: string, world: World): string =>
  `${script}; console.log(JSON.stringify(await inBothModes(${JSON.stringify(world)})));`;

describe("the contract in Bun", () => {
  describeOutcomes("Bun", async (script, world) => {
    // Behind the line it tells of bodies that it could not decompress, which are not asked of it.
    const [line = ""] = (await printedByBun(printing(script, world))).split("\n", 1);
    return JSON.parse(line) as Found;
  });
});

describe("the contract in Deno", () => {
  describeOutcomes("Deno", async (script, world) => {
    const folder = await mkdtemp(join(tmpdir(), "dlg-deno-"));
    try {
      const path = join(folder, "script.mjs");
      await writeFile(path, printing(script, world));
      const options = ["--quiet", "--no-config", "--no-remote", "--no-prompt", "--allow-net=127.0.0.1"];
      const run = promisify(execFile);
      const { stdout } = await run(process.execPath, [DENO, "run", ...options, path], { maxBuffer: 2 ** 26 });
      return JSON.parse(stdout) as Found;
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** Before 2023-08-01, its DecompressionStream would take gzip data that were cut for whole ones. */
const WITHOUT_GZIP = /^ok$|, got (gzip data|"UNSUPPORTED)/;

describe.for([
  ["as of 2023", "2023-01-01", [], WITHOUT_GZIP],
  ["as of 2026", "2026-11-01", [], undefined],
  ["with Node's modules", "2026-11-01", ["nodejs_compat"], undefined],
] as const)("the contract in workerd, %s", ([_name, compatibilityDate, compatibilityFlags, right]) => {
  describeOutcomes(
    "workerd",
    async (script, world) => {
      const source = `
      ${script}
      export default {
        fetch: async () => Response.json(await inBothModes(${JSON.stringify(world)})),
      };
    `;
      const { origin, stop } = await workerd({ source, compatibilityDate, compatibilityFlags });
      try {
        return (await (await fetch(origin)).json()) as Found;
      } finally {
        await stop();
      }
    },
    right,
  );
});
