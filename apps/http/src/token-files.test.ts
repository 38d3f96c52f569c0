import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TokenFile } from "@dlg/total-core/internal";
import { afterAll, expect, test } from "vitest";
import { rereading } from "./token-files.js";

const folder = mkdtempSync(join(tmpdir(), "dlg-tokens-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("new tokens and a new trouble are logged once, and no token", async () => {
  const path = join(folder, "tokens");
  writeFileSync(path, "hunter1");
  const lines: unknown[] = [];
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, ...fields, message });
  const log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  const file = new TokenFile("DLG_TOKEN_FILE", path, { several: true });
  const reread = rereading(file, log);
  const rereadings = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await reread();
  };
  await rereadings();
  writeFileSync(path, "hunter1\nhunter2");
  await rereadings();
  rmSync(path);
  await rereadings();
  writeFileSync(path, "hunter2");
  await rereadings();
  rmSync(path);
  await rereadings();
  const gone = {
    level: "warn",
    variable: "DLG_TOKEN_FILE",
    error: "DLG_TOKEN_FILE: expected a file that can be read, got ENOENT",
    message: "kept the tokens that were good last",
  };
  const taken = { level: "info", variable: "DLG_TOKEN_FILE", message: "took over new tokens" };
  expect(lines).toEqual([{ ...taken, tokens: 2 }, gone, { ...taken, tokens: 1 }, gone]);
  expect(file.current).toEqual(["hunter2"]);
});
