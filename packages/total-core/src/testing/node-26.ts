/** A Node whose V8 has `Math.sumPrecise` of its own, as a witness. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VERSION = "26.10.0";

const WITNESS = `
  const { readFileSync, writeFileSync } = require("node:fs");
  const doubles = (path) => new Float64Array(new Uint8Array(readFileSync(path)).buffer);
  const [numbers, lengths, totals] = process.argv.slice(1);
  const all = doubles(numbers);
  let start = 0;
  writeFileSync(totals, doubles(lengths).map((n) => Math.sumPrecise(all.slice(start, (start += n)))));
`;

export interface Node26 {
  /** `Math.sumPrecise` of each list. */
  totals(lists: readonly Float64Array[]): Float64Array;
  /** Deletes it. */
  remove(): void;
}

/** Installs it into a temporary folder. @returns the reason why not, if there is no such package for this machine, or no registry */
export function installNode26(): Node26 | string {
  const folder = mkdtempSync(join(tmpdir(), "dlg-node-26-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const node = join(folder, "node_modules/node/bin/node");
  try {
    writeFileSync(join(folder, "package.json"), "{}");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", `node@${VERSION}`], {
      cwd: folder,
      stdio: "pipe",
    });
    execFileSync(node, ["--js-sum-precise", "-e", "Math.sumPrecise([])"], { stdio: "pipe" });
  } catch (error) {
    remove();
    return String(error).split("\n")[0]!;
  }
  return {
    totals(lists) {
      const paths = ["numbers", "lengths", "totals"].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      writeFileSync(
        paths[0],
        Buffer.concat(lists.map((list) => new Uint8Array(list.buffer, list.byteOffset, list.byteLength))),
      );
      writeFileSync(
        paths[1],
        Float64Array.from(lists, (list) => list.length),
      );
      execFileSync(node, ["--js-sum-precise", "-e", WITNESS, ...paths], { stdio: "pipe" });
      return new Float64Array(new Uint8Array(readFileSync(paths[2])).buffer);
    },
    remove,
  };
}
