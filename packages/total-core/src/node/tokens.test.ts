import { renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError } from "./env.js";
import { TokenFile, tokensFromEnv } from "./tokens.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

let files = 0;
function fileOf(content: string | Uint8Array): string {
  const path = join(folder, String((files += 1)));
  writeFileSync(path, content);
  return path;
}

const one = (env: Record<string, string>) => tokensFromEnv(env, "T", { several: false })?.current;
const several = (env: Record<string, string>) => tokensFromEnv(env, "T", { several: true })?.current;

describe("a variable", () => {
  test("of one token has whatever fits into a header", () => {
    expect(one({ T: "aB3-._~+/=!," })).toEqual(["aB3-._~+/=!,"]);
    expect([one({}), one({ T: "" }), one({ T: "", T_FILE: "" })]).toEqual([undefined, undefined, undefined]);
  });

  test("of several has them between commas and white space", () => {
    expect(several({ T: "old" })).toEqual(["old"]);
    expect(several({ T: "old,new" })).toEqual(["old", "new"]);
    expect(several({ T: " old, new\n\tnewer ,\n" })).toEqual(["old", "new", "newer"]);
    expect([several({}), several({ T: "" })]).toEqual([undefined, undefined]);
  });

  test.each(["secret token", "secret\n", "sécret", "secret\u0000", " "])(
    "%j is not one token, and is not shown",
    (token) => {
      expect(() => one({ T: token })).toThrow(
        new ConfigError("T", "visible ASCII characters without a space", "others"),
      );
    },
  );

  test.each([
    ["sécret, a", "others"],
    ["secret\u0000", "others"],
    [" ", "none"],
    [",", "none"],
  ])("%j is no list of tokens, and never none of them", (text, got) => {
    const expected = "tokens of visible ASCII characters, separated by commas or white space";
    expect(() => several({ T: text })).toThrow(new ConfigError("T", expected, got));
  });
});

describe("a file", () => {
  test("has a token a line; blank lines, spaces around and the kind of line breaks do not count", () => {
    expect(several({ T_FILE: fileOf("old\r\n\n  new \n \n") })).toEqual(["old", "new"]);
    expect(several({ T_FILE: fileOf("old") })).toEqual(["old"]);
    expect(one({ T_FILE: fileOf("\nt0ken,\n\n") })).toEqual(["t0ken,"]);
  });

  test.each([
    ["", "none"],
    ["\n \n", "none"],
    ["old\nne w\n", "others"],
    ["old,new\n", "others"],
    ["sécret", "others"],
    [new Uint8Array([0xff, 0xfe]), "others"],
  ])("%j is no file of tokens", (content, got) => {
    const expected = "a token a line, of visible ASCII characters without a space or a comma";
    const error = new ConfigError("T_FILE", expected, got);
    expect(() => several({ T_FILE: fileOf(content) })).toThrow(error);
  });

  test("of one token has no second one", () => {
    expect(() => one({ T_FILE: fileOf("a\nb") })).toThrow("T_FILE: expected one token, got 2");
    expect(() => one({ T_FILE: fileOf("\n") })).toThrow(
      "T_FILE: expected a token of visible ASCII characters without a space, got none",
    );
  });

  test("that is missing, no regular file or too large is an error that does not show its path", () => {
    const messages = [join(folder, "secret"), folder, fileOf("a\n".repeat(40_000))].map((path) => {
      try {
        return String(several({ T_FILE: path }));
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(messages).toEqual([
      "T_FILE: expected a file that can be read, got ENOENT",
      "T_FILE: expected a regular file, got another kind",
      "T_FILE: expected a file of at most 65536 bytes, got 80000",
    ]);
  });

  test("beside the variable is an error", () => {
    for (const read of [one, several]) {
      expect(() => read({ T: "a", T_FILE: fileOf("a") })).toThrow("T: expected it or T_FILE, got both");
    }
  });
});

/** The outcomes of readings in a row. */
async function rereadings(file: TokenFile, count: number): Promise<(boolean | string)[]> {
  const outcomes = [];
  for (let i = 0; i < count; i++) outcomes.push(await file.reread().catch((error: Error) => error.message));
  return outcomes;
}

describe("a file that is read again", () => {
  test("has the new tokens once two readings have seen them", async () => {
    const path = fileOf("old\n");
    const file = new TokenFile("T_FILE", path, { several: true });
    const before = file.current;
    expect(await rereadings(file, 2)).toEqual([false, false]);
    expect(file.current).toBe(before);
    writeFileSync(path, "old\nne");
    expect(await rereadings(file, 1)).toEqual([false]);
    writeFileSync(path, "old\nnew\n");
    expect(await rereadings(file, 1)).toEqual([false]);
    expect(file.current).toEqual(["old"]);
    expect(await rereadings(file, 2)).toEqual([true, false]);
    expect(file.current).toEqual(["old", "new"]);
  });

  test("keeps the last good ones while it is gone, empty or bad", async () => {
    const path = fileOf("old");
    const file = new TokenFile("T_FILE", path, { several: true });
    writeFileSync(path, "");
    const none =
      "T_FILE: expected a token a line, of visible ASCII characters without a space or a comma, got none";
    expect(await rereadings(file, 3)).toEqual([false, none, none]);
    rmSync(path);
    expect(await rereadings(file, 2)).toEqual(
      Array.from({ length: 2 }, () => "T_FILE: expected a file that can be read, got ENOENT"),
    );
    writeFileSync(path, "ne w");
    expect(await rereadings(file, 2)).toEqual([false, none.replace("none", "others")]);
    expect(file.current).toEqual(["old"]);
    writeFileSync(path, "new");
    expect(await rereadings(file, 3)).toEqual([false, true, false]);
    expect(file.current).toEqual(["new"]);
  });

  test("follows a link that is turned to another folder, as Kubernetes turns those of a secret", async () => {
    const link = join(folder, "data");
    const [first, second] = [fileOf("old"), fileOf("new")];
    symlinkSync(first, link);
    const file = new TokenFile("T_FILE", link, { several: false });
    symlinkSync(second, `${link}.next`);
    renameSync(`${link}.next`, link);
    expect(await rereadings(file, 2)).toEqual([false, true]);
    expect(file.current).toEqual(["new"]);
  });
});
