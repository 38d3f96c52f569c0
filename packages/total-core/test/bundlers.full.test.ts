/** Small apps with the packed package, built by the bundlers that people use: without hyparquet, without a warning, and with the right totals. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { APPS, EXPECTED, SIZED, type App } from "../src/testing/apps.js";
import { CHROMIUM, outcomeIn } from "../src/testing/browsers.js";
import { packed, project, writeFiles, type Project } from "../src/testing/installed.js";
import { SIZES } from "../src/testing/sizes.js";

let tarball = "";
beforeAll(async () => {
  tarball = await packed();
});

const MEDIA_TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** Answers with the files of a folder. */
function filesOf(folder: string): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    const path = join(folder, pathname === "/" ? "index.html" : pathname);
    readFile(path).then(
      (bytes) =>
        response.writeHead(200, { "content-type": MEDIA_TYPES[extname(path)] ?? "text/plain" }).end(bytes),
      () => response.writeHead(404).end(),
    );
  };
}

async function outcomeOf({ output }: App, { folder, run }: Project): Promise<unknown> {
  if ("script" in output) return (await run("node", [output.script])).trim();
  if ("pages" in output) {
    const pages = join(folder, output.pages);
    // Without it, which is a fault of the build, a browser would wait for ever.
    await readFile(join(pages, "index.html"));
    return outcomeIn(CHROMIUM, filesOf(pages));
  }
  const text = (await readFile(join(folder, output.page), "utf8")).replace(/<script.*?<\/script>/gs, "");
  return text.replace(/<[^>]*>/g, "").trim();
}

const has = (program: string): string =>
  existsSync(program) ? "" : ` (skipped where there is no ${program})`;

describe.each(Object.entries(APPS))("%s", (_name, app) => {
  const isRun = !("pages" in app.output) || existsSync(CHROMIUM.program);
  let built: Project;

  test("builds it, and says no warning", async () => {
    built = await project(tarball, app.packages, app.files);
    const [program, ...args] = app.build;
    expect(await built.run(program, args)).not.toMatch(/warn|error|hyparquet/i);
    expect(existsSync(join(built.folder, "node_modules", "hyparquet"))).toBe(false);
  });

  test.skipIf(!isRun)(`gives the right totals${has(CHROMIUM.program)}`, async () => {
    expect(await outcomeOf(app, built)).toBe(app.expected ?? EXPECTED);
  });

  const { sized } = app;
  if (sized === undefined) return;

  test.each(SIZES)("the import of $names takes at most $mostBytes bytes", async ({ names, mostBytes }) => {
    await writeFiles(built.folder, { "sized.js": SIZED(names) });
    const [program, ...args] = sized.build;
    await built.run(program, args);
    const code = await readFile(join(built.folder, sized.script));
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(mostBytes);
  });
});
