import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../../", import.meta.url);

/** npm packs the LICENSE of a package's own folder only, and an image is built from a part of the workspace. */
test("each package that leaves the workspace has its licence beside it", () => {
  const licence = readFileSync(new URL("LICENSE", root), "utf8");
  const folders = ["packages/", "apps/"].flatMap((group) =>
    readdirSync(new URL(group, root)).map((name) => `${group}${name}/`),
  );
  const shipped = folders.filter((folder) => existsSync(new URL(`${folder}tsup.config.ts`, root)));
  expect(shipped).toEqual(["packages/total-cluster/", "packages/total-core/", "apps/cli/", "apps/http/"]);
  for (const folder of shipped) expect(readFileSync(new URL(`${folder}LICENSE`, root), "utf8")).toBe(licence);
});
