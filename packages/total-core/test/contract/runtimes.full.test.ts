import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { bunProject } from "../../src/testing/bun.js";
import { DENO } from "../../src/testing/deno.js";
import { workerd } from "../../src/testing/workerd.js";
import { describeOutcomes } from "./outcomes.cases.js";
import { foundByProcess, printing } from "./process.js";
import { ENDS_WITHIN_MS, type Found } from "./script.js";

describe("the contract in Bun", () => {
  describeOutcomes("Bun", async (script, world) => {
    const { program, path } = await bunProject(printing(script, world));
    return foundByProcess(world, program, ["run", path]);
  });
});

describe("the contract in Deno", () => {
  describeOutcomes("Deno", async (script, world) => {
    const folder = await mkdtemp(join(tmpdir(), "dlg-deno-"));
    try {
      const path = join(folder, "script.mjs");
      await writeFile(path, printing(script, world));
      const options = ["--quiet", "--no-config", "--no-remote", "--no-prompt", "--allow-net=127.0.0.1"];
      return await foundByProcess(world, DENO, ["run", "--v8-flags=--expose-gc", ...options, path]);
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
      let begun = "none";
      export default {
        fetch: async ({ url }) =>
          new URL(url).pathname === "/begun"
            ? new Response(begun)
            : Response.json(await inBothModes(${JSON.stringify(world)}, (name) => (begun = name))),
      };
    `;
      const { origin, stop } = await workerd({ source, compatibilityDate, compatibilityFlags });
      try {
        const signal = AbortSignal.timeout(ENDS_WITHIN_MS);
        const answer = await fetch(origin, { signal }).catch(async (cause: unknown) => {
          const begun = await fetch(`${origin}/begun`, { signal: AbortSignal.timeout(5000) })
            .then((told) => told.text())
            .catch(() => "unknown");
          throw new Error(`workerd has failed, or hangs in the case "${begun}"`, { cause });
        });
        return (await answer.json()) as Found;
      } finally {
        await stop();
      }
    },
    right,
  );
});
