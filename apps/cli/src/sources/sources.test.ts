import { describe, expect, test } from "vitest";
import type { SourceOptions } from "./source.js";
import { sourcesFrom } from "./sources.js";
import { fakeDependencies, FakeInput } from "../testing/fakes.js";
import { temporaryFolder, writtenFile } from "../testing/temporary-files.js";

const folder = temporaryFolder();

function names(given: readonly string[], options: SourceOptions = {}, environment = {}): string[] {
  return sourcesFrom(given, options, fakeDependencies({ environment })).map(({ name }) => name);
}

describe("the sources", () => {
  test("without names that is the numbers API: simulated, the environment's, or --api's", () => {
    const environment = { NUMBERS_API_URL: "http://numbers.test/a" };
    expect(names([])).toEqual(["simulated"]);
    expect(names([], {}, environment)).toEqual(["http://numbers.test/a"]);
    expect(names([], { api: true }, environment)).toEqual(["http://numbers.test/a"]);
    expect(names([], { api: "http://numbers.test/b" }, environment)).toEqual(["http://numbers.test/b"]);
  });

  test("names are files, addresses and standard input, the same one as often as it is named; --api adds its own", () => {
    expect(names(["a.txt", "-", "HTTPS://numbers.test/b", "a.txt"])).toEqual([
      "a.txt",
      "-",
      "HTTPS://numbers.test/b",
      "a.txt",
    ]);
    expect(names(["a.txt"], { api: true })).toEqual(["a.txt", "simulated"]);
  });

  test("standard input is opened only where it is named", () => {
    const stdin = new FakeInput("pipe");
    sourcesFrom(["a.txt"], {}, fakeDependencies({ stdin }));
    expect(stdin.opened).toBe(0);
    sourcesFrom(["-"], {}, fakeDependencies({ stdin }));
    expect(stdin.opened).toBe(1);
  });

  test("standard input twice is a wrong command line", () => {
    expect(() => names(["-", "a.txt", "-"])).toThrow("-: expected standard input once, got it again");
  });

  test("an empty name is a wrong command line", () => {
    expect(() => names([""])).toThrow('dlg total: expected the name of a source, got ""');
  });

  test("an address that is none is a wrong command line", () => {
    expect(() => names(["http://"])).toThrow('dlg total: expected an http: or https: address, got "http://"');
  });

  test("no name and no error shows a user name or password", () => {
    expect(names(["http://user:secret@numbers.test/a"])).toEqual(["http://numbers.test/a"]);
    expect(() => names(["http://user:secret@numbers.test:99999/"])).toThrow(
      /^dlg total: expected (?!.*secret)/,
    );
  });

  test("a bad environment shows only where the numbers API is a source", () => {
    expect(() => names([], {}, { NUMBERS_COUNT: "many" })).toThrow(/^NUMBERS_COUNT: expected /);
    expect(names(["a.txt"], {}, { NUMBERS_COUNT: "many" })).toEqual(["a.txt"]);
  });

  test("a token, a field or a requirement of the environment without an address is an error where the numbers API is asked", () => {
    for (const environment of [
      { NUMBERS_API_TOKEN: "t0ken" },
      { NUMBERS_API_TOKEN_FILE: writtenFile(folder, "token", "t0ken\n") },
      { NUMBERS_API_FIELD: "a" },
      { NUMBERS_API_REQUIRED: "true" },
    ]) {
      const [name] = Object.keys(environment);
      const asks: [string[], SourceOptions][] = [
        [[], {}],
        [["a.txt"], { api: true }],
      ];
      for (const [given, options] of asks) {
        expect(() => names(given, options, environment)).toThrow(
          new RegExp(`^NUMBERS_API_URL: expected an address, as ${name} is \\w+, got none$`),
        );
      }
      expect(names(["a.txt"], {}, environment)).toEqual(["a.txt"]);
      expect(names([], { api: "http://numbers.test/" }, environment)).toEqual(["http://numbers.test/"]);
    }
  });

  test("--field of other sources asks for no address of the numbers API", () => {
    expect(names(["a.json"], { api: true, field: "a" })).toEqual(["a.json", "simulated"]);
  });

  test("the size of a file is known beforehand, of a missing one and of standard input it is not", () => {
    const path = writtenFile(folder, "five.txt", "1 2 3 4 5");
    const sizes = sourcesFrom([path, `${path}.missing`, "-"], {}, fakeDependencies()).map((source) =>
      source.size(),
    );
    expect(sizes).toEqual([9, undefined, undefined]);
  });
});

describe("--http-header", () => {
  test("without an address it is a wrong command line", () => {
    expect(() => names(["a.txt"], { httpHeader: [["a", "b"]] })).toThrow(
      "--http-header: expected an address among the sources, got none",
    );
  });

  test("what cannot be sent is a wrong command line, and no error shows the value", () => {
    const address = "http://numbers.test/";
    expect(() => names([address], { httpHeader: [["a b", "secret"]] })).toThrow(
      /^--http-header: expected (?!.*secret)/,
    );
    expect(() => names([address], { httpHeader: [["a", "sec\nret"]] })).toThrow(
      /^--http-header: expected (?!.*ret)/,
    );
  });
});
