import { TotalError, type Hint } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import { wayOut } from "./way-out.js";

const ARGS = ["total", "a.csv", "--column", "unit price"];

function shown(hints: readonly Hint[], source = "a.csv", args: readonly string[] = ARGS): string | undefined {
  const fault = { place: { source }, expected: "a number", got: '"x"', hints };
  return wayOut(new TotalError("BAD_NUMBER", fault), args);
}

test("no way out is no line", () => {
  expect(shown([])).toBeUndefined();
});

describe("options that could help", () => {
  test("stand as they are typed, the likeliest first", () => {
    const header: Hint[] = [
      { option: "header", value: false, when: "if the first row is numbers" },
      { option: "header", value: true, when: "if it is names" },
    ];
    expect(shown(header)).toBe("If the first row is numbers: --no-header   If it is names: --header");
    expect(
      shown([
        { option: "column", value: 3 },
        { option: "delimiter", value: "|" },
      ]),
    ).toBe("Perhaps: --column 3   Or: --delimiter '|'");
  });

  test("stand together where one alone does not help", () => {
    const both: Hint = { option: "thousands", value: ".", also: [{ option: "decimal", value: "," }] };
    expect(shown([both])).toBe("Perhaps: --thousands . --decimal ,");
  });

  test.each([
    [";", "';'"],
    ["\t", String.raw`'\t'`],
    ["'", `"'"`],
    [" ", "' '"],
    ["\u00a0", String.raw`'\u00a0'`],
    ["whitespace", "whitespace"],
    ["two words", "'two words'"],
  ])("have their value as a shell takes it: %j", (value, word) => {
    expect(shown([{ option: "delimiter", value }])).toBe(`Perhaps: --delimiter ${word}`);
  });
});

describe("a program that could help", () => {
  const bzip2: Hint = { program: "bzip2 -dc", when: "bzip2 opens it" };
  const unzip: Hint = { program: "unzip -p", needsFile: true };

  test("stands before the same command line, which reads standard input now, with the format that the name told", () => {
    expect(shown([bzip2], "a.csv.bz2", ["total", "b.csv", "a.csv.bz2", "--column", "unit price"])).toBe(
      "Bzip2 opens it: bzip2 -dc a.csv.bz2 | dlg total b.csv - --column 'unit price' --format csv",
    );
    expect(shown([bzip2], "my a.csv", ["total", "my a.csv", "--format", "tsv"])).toBe(
      "Bzip2 opens it: bzip2 -dc 'my a.csv' | dlg total - --format tsv",
    );
    expect(shown([unzip], "./a.zip", ["total", "./a.zip", "--format=tsv"])).toBe(
      "Perhaps: unzip -p ./a.zip | dlg total - --format=tsv",
    );
    expect(shown([{ program: "xlsx2csv", format: "csv" }], "a.xlsx", ["total", "a.xlsx"])).toBe(
      "Perhaps: xlsx2csv a.xlsx | dlg total - --format csv",
    );
  });

  test.each(["b.txt", "b.ndjson", "b.tsv.gz", "http://h.example/b.parquet?x=a.csv", "http://[b.json"])(
    "says no format where other sources have another one: %s",
    (other) => {
      const line = shown([bzip2], "a.csv.bz2", ["total", "a.csv.bz2", other, "--column", "n"]);
      expect(line).toMatch(/ \| dlg total - \S+ --column n$/);
    },
  );

  test("gets what is decompressed, if it does not want it as it is stored", () => {
    const iconv: Hint = { program: "iconv -f UTF-16 -t UTF-8" };
    expect(shown([iconv], "a.csv.gz", ["total", "a.csv.gz"])).toBe(
      "Perhaps: gzip -dc a.csv.gz | iconv -f UTF-16 -t UTF-8 | dlg total - --format csv",
    );
    expect(shown([iconv], "http://a.test/a.json.zst?b", ["total", "http://a.test/a.json.zst?b"])).toBe(
      "Perhaps: curl -sSf 'http://a.test/a.json.zst?b' | zstd -dc | iconv -f UTF-16 -t UTF-8 | dlg total - --format json",
    );
    expect(shown([{ ...unzip, asStored: true }], "a.csv.gz", ["total", "a.csv.gz"])).toBe(
      "Perhaps: unzip -p a.csv.gz | dlg total - --format csv",
    );
    expect(shown([unzip], "a.xlsx.gz", ["total", "a.xlsx.gz"])).toBe("Perhaps: unzip -p FILE | dlg total -");
  });

  test("takes no name for an option", () => {
    expect(shown([bzip2], "-x.bz2", ["total", "--", "-x.bz2"])).toBe(
      "Bzip2 opens it: bzip2 -dc ./-x.bz2 | dlg total -- -",
    );
  });

  test.each(["new\nline.bz2", "\u001b[2J.bz2", "caf\ufffd.bz2"])(
    "names no file whose name cannot be typed as it is seen: %j",
    (name) => {
      for (const hint of [bzip2, { ...bzip2, needsFile: true } as const]) {
        expect(shown([hint], name, ["total", name])).toBe("Bzip2 opens it: bzip2 -dc FILE | dlg total -");
      }
    },
  );

  test("takes the place of the source, not of the option's value that is spelled the same", () => {
    expect(shown([bzip2], "a", ["total", "--column", "a", "a", "--by", "a"])).toBe(
      "Bzip2 opens it: bzip2 -dc a | dlg total --column a - --by a",
    );
    expect(shown([bzip2], "a", ["total", "--money", "a"])).toBe(
      "Bzip2 opens it: bzip2 -dc a | dlg total --money -",
    );
    expect(shown([bzip2], "http://a.test/", ["total", "b", "--api", "http://a.test/", "--json"])).toBe(
      "Bzip2 opens it: curl -sSf http://a.test/ | bzip2 -dc | dlg total b - --json",
    );
    expect(shown([bzip2], "http://a.test/", ["total", "--api=http://me:secret@a.test/", "--json"])).toBe(
      "Bzip2 opens it: curl -sSf http://a.test/ | bzip2 -dc | dlg total - --json",
    );
  });

  test("stands within the line where another source is standard input already", () => {
    const args = ["total", "--money", "-", "my.csv", "--column", "a b"];
    expect(shown([bzip2], "my.csv", args)).toBe(
      "Bzip2 opens it: … | dlg total --money - <(bzip2 -dc my.csv) --column 'a b' --format csv",
    );
    expect(shown([unzip], "a", ["total", "a", "-"])).toBe("Perhaps: … | dlg total <(unzip -p a) -");
    expect(shown([bzip2], "a", ["total", "--files0-from", "-"])).toBe(
      "Bzip2 opens it: bzip2 -dc a | dlg total - …",
    );
  });

  test("takes the place of a list that names the source, and shows that there may be others", () => {
    const expected =
      "Bzip2 opens it: bzip2 -dc a.csv.bz2 | dlg total - … --column 'unit price' --by k --format csv";
    const options = ["--column", "unit price", "--by", "k"];
    for (const list of [["--files0-from", "list"], ["--files0-from", "-"], ["--files0-from=list"]]) {
      expect(shown([bzip2], "a.csv.bz2", ["total", ...list, ...options])).toBe(expected);
      expect(shown([bzip2], "a.csv.bz2", ["total", ...options, ...list, "--http-header", "a: b"])).toBe(
        expected,
      );
    }
  });

  test("is none where it would only hand on what comes through a pipe", () => {
    const cat: Hint = { program: "cat", asStored: true, format: "any" };
    expect(shown([cat], "a.json", ["total", "a.json"])).toBe("Perhaps: cat a.json | dlg total -");
    expect(shown([cat], "-", ["total", "-", "--format", "json"])).toBe("Perhaps: … | dlg total -");
    expect(shown([cat], "http://a.test/", ["total", "http://a.test/"])).toBe(
      "Perhaps: curl -sSf http://a.test/ | dlg total -",
    );
  });

  test("stands behind what prints on standard input, or before a file that is yet to be named", () => {
    expect(shown([bzip2], "-", ["total", "-"])).toBe("Bzip2 opens it: … | bzip2 -dc | dlg total -");
    expect(shown([unzip], "-", ["total", "-"])).toBe("Perhaps: unzip -p FILE | dlg total -");
  });

  test("stands behind what fetches an address, and no secret is shown", () => {
    const args = ["total", "https://me:secret@a.test/a.bz2?x=1", "--http-header", "Authorization: secret"];
    expect(shown([bzip2], "https://a.test/a.bz2?x=1", args)).toBe(
      "Bzip2 opens it: curl -sSf -H '…' 'https://a.test/a.bz2?x=1' | bzip2 -dc | dlg total -",
    );
    expect(shown([unzip], "https://a.test/a", ["total", "--http-header=a: secret", "https://a.test/a"])).toBe(
      "Perhaps: unzip -p FILE | dlg total -",
    );
    expect(shown([bzip2], "http://a.test/", [...args.with(1, "http://a.test/"), "http://b.test/"])).toBe(
      "Bzip2 opens it: curl -sSf -H '…' http://a.test/ | bzip2 -dc | dlg total - --http-header '…' http://b.test/",
    );
  });

  test("does not repeat the other sources of a long command line, but its options, so that nobody takes its total for that of all", () => {
    const many = Array.from({ length: 100 }, (_, i) => `${i}.csv`);
    for (const args of [
      ["total", ...many, "--column", "a b", "--by=k", "--json"],
      ["total", "--column", "a b", "--json", "--by=k", ...many],
      ["total", "--column", "a b", "--by=k", "--json", "--", ...many],
    ]) {
      const line = shown([bzip2], "7.csv", args);
      expect(line).toMatch(/^Bzip2 opens it: bzip2 -dc 7\.csv \| dlg total /);
      expect(line!.split(" | dlg total ")[1]!.split(" ").sort()).toEqual(
        ["-", "…", "--column", "'a", "b'", "--by=k", "--json", "--format", "csv"]
          .concat(args.includes("--") ? ["--"] : [])
          .sort(),
      );
    }
  });

  test("stands alone where the command line is long, or names the source in another way", () => {
    const many = Array.from({ length: 100 }, (_, i) => `${i}.txt`);
    const long = ["total", ...many, "--column", "a".repeat(300)];
    expect(shown([bzip2], "7.txt", long)).toBe("Bzip2 opens it: bzip2 -dc 7.txt | dlg total -");
    expect(shown([bzip2], "https://a.test/a", ["total", "--api"])).toBe(
      "Bzip2 opens it: curl -sSf https://a.test/a | bzip2 -dc | dlg total -",
    );
  });
});
