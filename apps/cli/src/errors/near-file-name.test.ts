import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { TotalError } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import { nearFileName, withNearFileName } from "./near-file-name.js";
import { temporaryFolder, writtenFile } from "../testing/temporary-files.js";

const folder = temporaryFolder();
for (const name of ["amounts.txt", "sales.CSV.gz", "Makefile", ".hidden.csv", "2024.csv"])
  writtenFile(folder, name, "");
mkdirSync(join(folder, "amount.txt.d"));
mkdirSync(join(folder, "folder.txt"));

describe("the file that may have been meant", () => {
  test.each([
    ["amount.txt", "amounts.txt"],
    ["amonuts.TXT", "amounts.txt"],
    ["amounts.csv", "amounts.txt"],
    ["amounts", "amounts.txt"],
    ["sales.csv", "sales.CSV.gz"],
    ["sale.csv.gz", "sales.CSV.gz"],
    ["makefil", "Makefile"],
    [".hiden.csv", ".hidden.csv"],
    ["2025.csv", "2024.csv"],
    ["folders.txt", undefined],
    ["numbers.txt", undefined],
    ["x", undefined],
    ["amount.txt/", undefined],
  ])("%s: %s", (meant, near) => {
    expect(nearFileName(`${folder}/${meant}`)).toBe(near && join(folder, near));
  });

  test("is another one than the link that leads nowhere", () => {
    const links = temporaryFolder();
    symlinkSync("nowhere.txt", join(links, "link.txt"));
    expect(nearFileName(join(links, "link.txt"))).toBeUndefined();
  });

  test("is named as the path was", () => {
    expect(nearFileName(`${folder}/./amount.txt`)).toBe(`${folder}/./amounts.txt`);
    expect(nearFileName("near-file-nam.ts-of-no-folder/x.ts")).toBeUndefined();
  });

  test("stands in the fault where a file is missing, and in no other", () => {
    const fault = (code: string) =>
      new TotalError("SOURCE_UNAVAILABLE", {
        place: { source: join(folder, "amount.txt") },
        expected: "a readable file",
        got: "no such file",
        cause: Object.assign(new Error("x"), { code }),
      });
    expect(withNearFileName(fault("ENOENT")).message).toBe(
      `${folder}/amount.txt: expected a readable file (did you mean ${folder}/amounts.txt?), got no such file`,
    );
    const other = fault("EACCES");
    expect(withNearFileName(other)).toBe(other);
  });
});
