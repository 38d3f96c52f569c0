/** A missing column that the way out finds. */
import { describe, expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import type { EncodedBatch } from "../../contract/numbers-api.js";
import { Total } from "../../total/total.js";
import { streamNumbers } from "../../source/stream.js";
import { totalsOf } from "../../total/totals-of.js";

type Options = Partial<EncodedBatch>;

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function hintsOf(bytes: string | Uint8Array, options: Options): readonly Hint[] {
  try {
    const encoded = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
    new Total().addAll({ format: "csv", ...options, bytes: encoded });
  } catch (error) {
    if (error instanceof TotalError) return error.hints;
    throw error;
  }
  throw new Error("expected a fault");
}

describe("where one name is several with commas between, the way out is each by itself", () => {
  // prettier-ignore
  test.each<[string, readonly string[]]>([
    ["net,tax", ["net", "tax"]],
    ["net, tax", ["net", "tax"]],
    ["2,3", ["2", "3"]],
    ["net,3,id", ["net", "3", "id"]],
  ])("%j", (column, value) => {
    expect(hintsOf("id,net,tax\n1,2,3\n", { column })).toEqual([{ option: "column", value, when: "for several" }]);
  });

  test.each(["net,gross", "net,4", "net,", ",", "net;tax"])("not %j", (column) => {
    expect(hintsOf("id,net,tax\n1,2,3\n", { column })).toEqual([]);
  });

  test("keys, too", async () => {
    const bytes = new TextEncoder().encode("region,month,net\nn,1,2\n");
    const options = { format: "csv", column: "net", by: "region,month" } as const;
    await expect(totalsOf(streamNumbers([bytes], options))).rejects.toMatchObject({
      hints: [{ option: "by", value: ["region", "month"], when: "for several" }],
    });
  });
});

describe("names that are not UTF-8 may be Windows-1252", () => {
  const hint = { program: "iconv -f WINDOWS-1252 -t UTF-8", when: "if it is in Windows-1252" };

  test("where a name with an umlaut is missing", () => {
    expect(hintsOf(latin1("Währung;Beträge\nEUR;2\n"), { column: "Beträge" })).toEqual([hint]);
    expect(hintsOf(latin1("Währung;Betrag\nEUR;2\n"), { column: "Betrug" })).toEqual([]);
    expect(hintsOf("Währung;Betrag\nEUR;2\n", { column: "Beträge" })).toEqual([]);
  });

  test("where a key has one", async () => {
    const options = { format: "csv", column: "n", by: "k" } as const;
    await expect(totalsOf(streamNumbers([latin1("k,n\nMüller,2\n")], options))).rejects.toMatchObject({
      hints: [hint],
    });
  });
});
