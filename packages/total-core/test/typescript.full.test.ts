/** The packed package's declarations, as programs of each TypeScript since 5.0 see them: with the checks of libraries on. */
import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, describe, expect, test } from "vitest";
import { packed, project, type Project } from "../src/testing/installed.js";

/** The exact versions: the first that must do, some of those between, the last of each line. */
const VERSIONS = ["5.0.4", "5.4.3", "5.6.3", "5.9.3", "6.0.3", "7.0.2"] as const;
const nameOf = (version: string): string => `typescript-${version}`;

const PROGRAM = `
  import {
    Total,
    TotalError,
    checkFormatOptions,
    httpNumbers,
    simulatedNumbers,
    streamNumbers,
    total,
    totalOf,
    totalsBy,
    totalsOf,
    type Batch,
    type NumbersApi,
  } from "@dlg/total-core";
  import { descriptorNumbers, fileNumbers } from "@dlg/total-core/node";
  import { parquet } from "@dlg/total-core/parquet";
  import { arrowNumbers, type ArrowVector } from "@dlg/total-core/arrow";
  import "@dlg/total-core/sum-precise/auto";
  import sumPrecise from "@dlg/total-core/sum-precise";

  export const precise: readonly number[] = [Math.sumPrecise([0.1]), sumPrecise([0.1, 0.2])];
  export const arrow = (vector: ArrowVector): NumbersApi => arrowNumbers(vector);

  const mine: NumbersApi = {
    async *numbers({ signal }): AsyncGenerator<Batch> {
      signal.throwIfAborted();
      yield [1, 2];
      yield new Float64Array(3);
    },
  };

  export const sums: readonly [number, bigint] = [total([0.1, 0.2]), total([1n])];
  export const blob: Blob = new Blob([new Total().add("0.1").add(1n).toBytes()]);

  export async function totals(body: ReadableStream<Uint8Array>): Promise<string> {
    checkFormatOptions("csv", { column: ["a", 2] });
    const apis = [
      mine,
      simulatedNumbers({ count: 3 }),
      httpNumbers("https://example.test/a.parquet", { parquet, column: "a", headers: { accept: "*/*" } }),
      streamNumbers(body, { format: "text" }),
      fileNumbers("a.csv", { column: "a", by: "b" }),
      descriptorNumbers(0),
    ];
    try {
      const { columns, groups } = await totalsOf(mine, { onProgress: ({ count }) => count.toFixed() });
      const { groups: byKey } = await totalsBy(mine);
      const merged = new Total().merge(columns[0]!.total);
      for (const api of apis) merged.merge(await totalOf(api));
      return [merged, groups.length, byKey.size].join(" ");
    } catch (error) {
      if (error instanceof TotalError) return error.place.source ?? error.code;
      throw error;
    }
  }
`;

/** How programs find modules: by bundlers, in Node, and as before 2022, where package.json's \`exports\` count for nothing. */
const RESOLUTIONS = {
  bundler: { module: "esnext", moduleResolution: "bundler" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  node10: { module: "esnext", moduleResolution: "node10" },
} as const;

type Resolution = keyof typeof RESOLUTIONS;

function resolutionsOf(version: string): readonly Resolution[] {
  // TypeScript 7 no longer has the old one.
  return version.startsWith("7.") ? ["bundler", "nodenext"] : ["bundler", "nodenext", "node10"];
}

let tarball = "";
let app: Project;
beforeAll(async () => {
  tarball = await packed();
  const compilers = Object.fromEntries(VERSIONS.map((v) => [nameOf(v), `npm:typescript@${v}`]));
  const configs = Object.entries(RESOLUTIONS).map(([name, options]) => {
    const compilerOptions = {
      ...options,
      target: "es2022",
      lib: ["es2022", "dom", "dom.iterable"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    return [`${name}.json`, JSON.stringify({ compilerOptions, files: ["program.ts"] })] as const;
  });
  app = await project(tarball, compilers, { "program.ts": PROGRAM, ...Object.fromEntries(configs) });
});

describe.each(VERSIONS)("TypeScript %s", (version) => {
  test.each(resolutionsOf(version))("resolves and checks the declarations: %s", async (resolution) => {
    const isDeprecated = resolution === "node10" && version.startsWith("6.");
    const deprecation = isDeprecated ? ["--ignoreDeprecations", "6.0"] : [];
    const compiler = `node_modules/${nameOf(version)}/bin/tsc`;
    expect(await app.run("node", [compiler, "-p", `${resolution}.json`, ...deprecation])).toBe("");
  });
});

test("an editor's way from an import ends in code", async () => {
  const file = join(app.folder, "program.ts");
  const lines = PROGRAM.split("\n");
  const placeOf = (name: string) => {
    const line = lines.findIndex((each) => each.trim() === `${name},` || each.includes(`import { ${name} }`));
    return { file, line: line + 1, offset: lines[line]!.indexOf(name) + 1 };
  };
  const names = ["total", "Total", "httpNumbers", "parquet"];
  const requests = [
    { command: "open", arguments: { file } },
    ...names.map((name) => ({ command: "definition", arguments: placeOf(name) })),
  ];
  const server = spawn(process.execPath, [`node_modules/${nameOf("5.9.3")}/lib/tsserver.js`], {
    cwd: app.folder,
  });
  for (const [seq, request] of requests.entries()) {
    server.stdin.write(`${JSON.stringify({ ...request, seq, type: "request" })}\n`);
  }
  const answers: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    if (line.includes(`"command":"definition"`)) answers.push(line);
    if (answers.length === names.length) break;
  }
  server.kill();
  const sources = answers.map((line) => /total-core\/(dist[^"]*)"/.exec(line)?.[1]);
  expect(sources).toEqual([
    "dist/src/total/in-memory.ts",
    "dist/src/total/total.ts",
    "dist/src/source/http/http-numbers.ts",
    "dist/src/source/parquet/index.ts",
  ]);
});

test("the tarball takes at most 300 KB", async () => {
  expect((await stat(tarball)).size).toBeLessThanOrEqual(300_000);
});
