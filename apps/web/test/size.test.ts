import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const DIST = new URL("../dist/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, DIST), "utf8");
const gzipped = (name: string) => gzipSync(read(name), { level: 9 }).length;

const isParquet = (name: string) => read(name).includes("parquet file invalid");

/** The files that are loaded when the page is, and its worker begins. */
function loadedAtOnce(): readonly string[] {
  const loaded = new Set(["index.html"]);
  const follow = (name: string): void => {
    const text = read(name);
    const patterns =
      name === "index.html"
        ? [/(?:src|href)="\.\/([^"]+)"/g]
        : [/(?:\bfrom|\bimport)\s*["']\.\/([^"']+)["']/g, /new URL\(\s*["'`]([^"'`]+\.js)["'`]/g];
    for (const [, found] of patterns.flatMap((pattern) => [...text.matchAll(pattern)])) {
      const file = name === "index.html" ? found! : `assets/${found!.replace(/^.*\//, "")}`;
      if (loaded.has(file)) continue;
      loaded.add(file);
      follow(file);
    }
  };
  follow("index.html");
  return [...loaded];
}

test("the page and its worker are at most 60 KB, gzipped", () => {
  const files = loadedAtOnce();
  expect(files.filter((name) => name.endsWith(".js")).length).toBeGreaterThanOrEqual(2);
  expect(files.filter((name) => name.endsWith(".css"))).toHaveLength(1);
  const size = files.reduce((sum, name) => sum + gzipped(name), 0);
  expect(size).toBeLessThanOrEqual(60_000);
});

test("what reads Parquet is loaded only when a Parquet file comes", () => {
  const atOnce = loadedAtOnce();
  const later = readdirSync(new URL("assets/", DIST)).filter((name) => !atOnce.includes(`assets/${name}`));
  expect(later.length).toBeGreaterThan(0);
  expect(later.some((name) => isParquet(`assets/${name}`))).toBe(true);
  expect(atOnce.filter(isParquet)).toEqual([]);
});

test("the notices of the packages in it are beside it", () => {
  expect(read("THIRD-PARTY-NOTICES.txt")).toContain("hyparquet");
});

test("nothing in the page stands in a script or style of its own", () => {
  const html = read("index.html");
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
});
