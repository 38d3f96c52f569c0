import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { allowedSources } from "./allowed-sources.js";

const root = mkdtempSync(join(tmpdir(), "dlg-allowed-"));
afterAll(() => rmSync(root, { recursive: true }));
for (const folder of ["data/deep", "database", "secret"]) mkdirSync(join(root, folder), { recursive: true });
for (const file of ["data/a", "data/deep/b", "data/..c", "database/a", "secret/a"])
  writeFileSync(join(root, file), "1");
symlinkSync(join(root, "secret/a"), join(root, "data/out"));
symlinkSync(join(root, "data/a"), join(root, "secret/in"));
symlinkSync(join(root, "secret"), join(root, "data/folder"));

const PREFIXES = [join(root, "data"), "https://a.test/data", "http://b.test:8080/"];

test.each([
  [join(root, "data/a")],
  [join(root, "data/deep/b")],
  [join(root, "data/..c")],
  [join(root, "data/deep/../a")],
  [join(root, "secret/in")],
  ["https://a.test/data"],
  ["https://a.test/data/x.csv?version=1"],
  ["HTTPS://A.test:443/data/x"],
  ["https://user:password@a.test/data/x"],
  ["https://a.test/other/../data/x"],
  ["http://b.test:8080/anything"],
])("%s is allowed", async (source) => {
  const isAllowed = await allowedSources(PREFIXES);
  await expect(isAllowed(source)).resolves.toBeUndefined();
});

test.each([
  [join(root, "database/a")],
  [join(root, "data/../secret/a")],
  [join(root, "data/out")],
  [join(root, "data/folder/a")],
  [root],
  ["/etc/passwd"],
  ["https://a.test/database"],
  ["https://a.test/"],
  ["https://a.test/data/../secret"],
  ["https://a.test/data/%2e%2e/secret"],
  ["https://a.test/data/..%2fsecret"],
  ["https://a.test/data/..%5Csecret"],
  ["https://a.test.evil/data/x"],
  ["https://a.test@evil.test/data/x"],
  ["http://a.test/data/x"],
  ["https://a.test:444/data/x"],
  ["http://b.test/anything"],
])("%s is not allowed", async (source) => {
  const isAllowed = await allowedSources(PREFIXES);
  await expect(isAllowed(source)).rejects.toThrow(
    /^expected a source that the worker's --allow names, got another$/,
  );
});

test("a file that is not there may be there at another try", async () => {
  const isAllowed = await allowedSources(PREFIXES);
  const error: unknown = await isAllowed(join(root, "data/none")).catch((reason: unknown) => reason);
  expect(error).not.toBeInstanceOf(RangeError);
  expect(error).toMatchObject({ message: "expected a file that the worker can read, got ENOENT" });
});

test("a prefix that is no folder is refused, by its name", async () => {
  await expect(allowedSources([join(root, "none")])).rejects.toThrow(
    /expected a folder that is there, or an address, got ".*none"/,
  );
  await expect(allowedSources(["https://"])).rejects.toThrow('expected an address, got "https://"');
});

test.each(["https://a.test/data?user=1", "https://me:secret@a.test/data", "https://a.test/data#x"])(
  "a prefix that seems to allow less than all below its path is refused: %s",
  async (prefix) => {
    await expect(allowedSources([prefix])).rejects.toThrow(
      /^expected the beginning of addresses without user, query and fragment, got one of https:\/\/a\.test with them$/,
    );
  },
);

test("a link is followed again in the next turn of the event loop", async () => {
  const link = join(root, "data/turned");
  symlinkSync(join(root, "data/a"), link);
  const isAllowed = await allowedSources(PREFIXES);
  await isAllowed(link);
  unlinkSync(link);
  symlinkSync(join(root, "secret/a"), link);
  await turn();
  await expect(isAllowed(link)).rejects.toThrow(RangeError);
});
