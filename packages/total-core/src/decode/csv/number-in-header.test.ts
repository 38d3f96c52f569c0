/** A first row that may be data, in every way in. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { httpNumbers, streamNumbers, Total, totalOf, totalsBy } from "../../index.js";
import { fileNumbers } from "../../node/index.js";
import type { FormatOptions, NumbersApi } from "../../contract/numbers-api.js";
import { ok, rawServer } from "../../testing/raw-server.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const NAME = "measured.csv";
/** More than a thread reads at a time. */
const ROWS = 500_000;
const DATA = `1,1193,5\n${"1,661,3\n".repeat(ROWS)}`;

const folder = temporaryFolder();
beforeAll(async () => {
  await writeFile(join(folder, NAME), DATA);
});

const bytes = new TextEncoder().encode(DATA);

/** The same numbers as each source has them. */
const SOURCES: Readonly<
  Record<string, (options: FormatOptions & { format: "csv" }) => NumbersApi | Promise<NumbersApi>>
> = {
  "a source of one's own": (options) => ({
    async *numbers() {
      yield { ...options, bytes };
    },
  }),
  streamNumbers: (options) => streamNumbers([bytes.subarray(0, 3), bytes.subarray(3)], options),
  fileNumbers: (options) => fileNumbers(join(folder, NAME), { threads: 1, ...options }),
  "fileNumbers in threads": (options) => fileNumbers(join(folder, NAME), { threads: 2, ...options }),
  async httpNumbers(options) {
    const { origin } = await rawServer((socket) => socket.end(ok(DATA, { "content-type": "text/csv" })));
    return httpNumbers(origin, options);
  },
};

const faultAt = (column: number, offset: number, got: string): object => ({
  code: "NO_COLUMN",
  place: { line: 1, column, offset },
  expected: "a name in the header",
  got: JSON.stringify(got),
  hints: [
    { option: "header", value: false, when: "if the first row is numbers" },
    { option: "header", value: true, when: "if it is names" },
  ],
});

describe.each(Object.entries(SOURCES))(
  "the header of a picked column that is a number: %s",
  (_what, from) => {
    test("is no total, whatever picks the column", async () => {
      for (const column of ["5", "3", 3]) {
        const source = await from({ format: "csv", column });
        await expect(totalOf(source)).rejects.toMatchObject(faultAt(8, 7, "5"));
      }
    });

    test("nor are there totals by it", async () => {
      const source = await from({ format: "csv", column: 3, by: "1193" });
      await expect(totalsBy(source)).rejects.toMatchObject(faultAt(8, 7, "5"));
    });

    test("is a name where the header is confirmed, and data where there is none", async () => {
      const confirmed = await from({ format: "csv", column: "5", header: true });
      expect(String(await totalOf(confirmed))).toBe(String(3 * ROWS));
      const { total, groups } = await totalsBy(await from({ format: "csv", column: 3, by: 1, header: true }));
      expect([String(total), groups.size]).toEqual([String(3 * ROWS), 1]);
      expect(String(await totalOf(await from({ format: "csv", column: 3, header: false })))).toBe(
        String(3 * ROWS + 5),
      );
    });
  },
);

test("the header of the keys' column that is a number is no total by it", async () => {
  const source = streamNumbers([new TextEncoder().encode("n,2024\n1,x\n")], { column: "n", by: "2024" });
  await expect(totalsBy(source)).rejects.toMatchObject(faultAt(3, 2, "2024"));
});

test("addAll of what may be data adds nothing", () => {
  const total = new Total().add(1);
  const batch = { format: "csv", bytes: new TextEncoder().encode("1\n2\n10\n") } as const;
  for (const column of [undefined, "1", 1]) {
    expect(() => total.addAll({ ...batch, column })).toThrow(
      expect.objectContaining(faultAt(1, 0, "1")) as Error,
    );
  }
  expect(String(total)).toBe("1");
  expect(String(total.addAll({ ...batch, header: true }))).toBe("13");
  expect(String(total.addAll({ ...batch, header: false }))).toBe("26");
});
