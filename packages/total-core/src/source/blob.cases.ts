/** A Blob's bytes, however it is read. */
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { collectedBytes } from "../testing/collected.js";
import { totalOf } from "../total/total-of.js";
import { blobNumbers } from "./blob.js";
import { parquet } from "./parquet/index.js";

/** Several pieces, however a Blob is read. */
export const LINES: string = "12\n".repeat(900_000);

/** @param pieceBytes how many are read at a time */
export function blobCases(pieceBytes: number): void {
  test("any bytes come in their order", () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        const api = blobNumbers(new Blob([Buffer.from(bytes)]), {
          format: "text",
          compression: "none",
        } as object);
        expect(Buffer.from((await collectedBytes(api)).bytes)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 30 },
    ));

  test.each([0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 2 * pieceBytes])(
    "all of %d bytes come, as often as they are asked for",
    async (size) => {
      const bytes = Buffer.from(LINES.slice(0, size));
      const api = blobNumbers(new Blob([bytes]));
      for (let i = 0; i < 2; i++) expect(bytes.equals((await collectedBytes(api)).bytes)).toBe(true);
    },
  );

  test("gzip is read", async () => {
    expect((await totalOf(blobNumbers(new File([gzipSync(LINES)], "a.txt.gz")))).toString()).toBe("10800000");
  });

  test("Parquet is read from any place of it", async () => {
    const columnData = [{ name: "a", data: [1.5, 2], type: "DOUBLE" as const }];
    const blob = new Blob([new Uint8Array(parquetWriteBuffer({ columnData }))]);
    expect((await totalOf(blobNumbers(blob, { parquet }))).toString()).toBe("3.5");
  });
}
