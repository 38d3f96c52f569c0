/** The bytes that a page loads for an import: the built package, bundled and minified by esbuild, in gzip. test/bundlers.full.test.ts has other bundlers. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as Library from "../src/index.js";
import type { Source, TotalError, TotalOfOptions } from "../src/index.js";
import { minified } from "../src/testing/bundle.js";
import { SIZES } from "../src/testing/sizes.js";

test.each(SIZES)("the import of $names takes at most $mostBytes bytes", async ({ names, mostBytes }) => {
  const code = await minified(`export { ${names} } from "@dlg/total-core";`);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(mostBytes);
});

test("all of it is one file, without hyparquet", async () => {
  expect(await minified('export * from "@dlg/total-core";')).not.toMatch(/hyparquet|\bimport *["(]/);
});

const bytes = (text: string) => new Response(text).body!;

/** In words, what comes of everything that it may be given, in turn. */
async function outcomes({ totalOf, streamNumbers }: typeof Library): Promise<readonly string[]> {
  const outcomeOf = (source: Source, options?: TotalOfOptions) =>
    totalOf(source, options).then(String, ({ code, headline }: TotalError) => `${code} ${headline}`);
  return [
    await outcomeOf(bytes("0.1 0.2\n1e3")),
    await outcomeOf(bytes("a,b\n1,0.1\n2,0.2\n"), { column: "b" }),
    await outcomeOf(bytes('a\tb\n1\t"0.1"\n'), { format: "tsv", column: "b" }),
    await outcomeOf(bytes("[0.1, 0.2]")),
    await outcomeOf(bytes('{"n":{"a":0.1}}\n{"n":{"a":0.2}}\n'), { format: "ndjson", field: "n.a" }),
    await outcomeOf(new Blob([Float64Array.of(0.5, 0.25)]), { format: "f64" }),
    await outcomeOf(bytes("$1,204.50\n(0.50)\n"), {
      format: "csv",
      header: false,
      money: true,
      thousands: ",",
      delimiter: ";",
    }),
    await outcomeOf(streamNumbers([Buffer.from("1 2\n3")])),
    await outcomeOf(bytes(`amount\n${"0.01\n".repeat(50_000)}`), { format: "csv" }),
    await outcomeOf(bytes("a,b\n1,x\n"), { column: "b" }),
    await outcomeOf(bytes("a,b\n1,2\n"), { column: "c" }),
    await outcomeOf(bytes("[1, 2"), { format: "json" }),
    await outcomeOf(bytes("PK\u0003\u0004 a zip archive, which is none of these")),
  ];
}

test("the small bundle of totalOf reads all that the whole library reads, to the same totals and faults", async () => {
  const code = await minified('export { streamNumbers, totalOf } from "@dlg/total-core";');
  const small = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as typeof Library;
  expect(code).not.toContain("WebAssembly");
  expect(await outcomes(small)).toEqual(await outcomes(Library));
});
