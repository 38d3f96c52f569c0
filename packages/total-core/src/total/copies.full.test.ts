/** Two built copies of the package in one program. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type * as index from "../index.js";

type Index = typeof index;

const DIST = new URL("../../dist/", import.meta.url);

test("totals of two built copies know each other", async () => {
  const directory = await mkdtemp(join(tmpdir(), "dlg-copies-"));
  try {
    await cp(DIST, join(directory, "dist"), { recursive: true });
    const theirs = pathToFileURL(join(directory, "dist", "index.js")).href;
    const { Total } = (await import(/* @vite-ignore */ new URL("index.js", DIST).href)) as Index;
    const { Total: Other } = (await import(/* @vite-ignore */ theirs)) as Index;
    expect(Other).not.toBe(Total);
    const ours = new Total().add("0.1").merge(new Other().add("0.2").add(NaN));
    expect(ours.toString()).toBe("NaN");
    expect(ours.unmerge(new Other().add(NaN)).equals(new Other().add("0.3"))).toBe(true);
    expect(Total.compare(new Other().add(1), ours)).toBe(1);
    expect(new Other()).toBeInstanceOf(Total);
  } finally {
    await rm(directory, { recursive: true });
  }
});
