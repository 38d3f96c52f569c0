/** The built command with `--receipt`, and `dlg verify`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, failed, printed, shell } from "../src/testing/dlg.js";

const cwd = temporaryFolder();
// Enough for two threads of 4 MiB each.
writtenFile(cwd, "large.txt", "12.5\n".repeat(1_000_000));
writtenFile(cwd, "sales.csv", "region,net\nnorth,1204.50\nsouth,-3.75\n");
writtenFile(cwd, "empty.txt", "");

const sources = ["large.txt", "sales.csv", "empty.txt"];
const total = ["total", ...sources, "--column", "net"];

describe("a receipt", () => {
  test("has the hashes that sha256sum finds, in one thread and in two", async () => {
    for (const threads of ["1", "2"]) {
      expect(await dlg([...total, "--receipt", `of-${threads}`, "--threads", threads], { cwd })).toEqual(
        printed("12501200.75\n"),
      );
    }
    const receipt = readFileSync(join(cwd, "of-1"), "utf8");
    expect(readFileSync(join(cwd, "of-2"), "utf8")).toBe(receipt);
    const { pieces } = JSON.parse(receipt) as { pieces: { source: string; sha256: string }[] };
    const input = pieces.map(({ source, sha256 }) => `${sha256}  ${source}\n`).join("");
    expect(await shell("sha256sum --check --strict", { cwd, input }).outcome).toEqual(
      printed(sources.map((source) => `${source}: OK\n`).join("")),
    );
    const equal = sources.map((source) => `${source}: equal\n`).join("");
    for (const threads of ["1", "2"]) {
      expect(await dlg(["verify", "of-1", "--threads", threads], { cwd })).toEqual(
        printed(`${equal}total: equal, 12501200.75\n`),
      );
    }
  });

  test("a source that differs is exit 1, one that is gone 3", async () => {
    const line =
      "cp sales.csv s.csv && dlg total s.csv --column net --receipt r > total && sed -i s/4.5/5.4/ s.csv && dlg verify r > out; " +
      "code=$?; grep -c sha256 out; rm s.csv; dlg verify r > out; echo $code $?; dlg verify r sales.csv";
    expect(await shell(line, { cwd }).outcome).toEqual({
      ...printed("1\n1 3\nsales.csv: equal\ntotal: equal, 1200.75\n"),
      stderr:
        "r: expected 1 source as in the receipt, got 1 that differs\n" +
        "r: expected 1 source as in the receipt, got 1 that cannot be read\n",
    });
    expect(await dlg(["verify", "sales.csv"], { cwd })).toEqual(
      failed(
        1,
        "sales.csv: expected a receipt, as dlg total --receipt writes it, got one that is cut or damaged, or something else\n",
      ),
    );
  });
});
