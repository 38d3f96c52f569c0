/** The manual page beside the built command, as programs of manual pages read it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { version } from "../src/testing/dlg.js";

const url = (path: string) => new URL(`../${path}`, import.meta.url);
const { man } = JSON.parse(readFileSync(url("package.json"), "utf8"));
const page = fileURLToPath(url(man[0]));

const isInstalled = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

test("npm installs it, and it is of this version", () => {
  // A text instead of a list would be in order by npm's documentation, but npm installs nothing then.
  expect(man).toEqual(["./dist/dlg.1"]);
  expect(readFileSync(page, "utf8")).toContain(`"dlg ${version}"`);
});

test.skipIf(!isInstalled("groff"))("groff finds nothing wrong with it", () => {
  const { status, stdout, stderr } = spawnSync("groff", ["-man", "-Tutf8", "-ww", page], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("find . -name '*.csv' -print0 | dlg total --files0-from - --column amount");
});

test.skipIf(!isInstalled("mandoc"))("mandoc finds nothing wrong with it", () => {
  const { status, stdout } = spawnSync("mandoc", ["-Tlint", "-Wstyle", page], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});
