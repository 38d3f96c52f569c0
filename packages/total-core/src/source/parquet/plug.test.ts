/** The option `parquet`, without which a source reads no Parquet. */
import { describe, expect, test } from "vitest";
import { httpNumbers, streamNumbers, type NumbersApi } from "../../index.js";
import { parquet } from "../../parquet.js";
import { faultOf, outcome, written } from "../../testing/parquet-outcome.js";
import { ok, rawServer } from "../../testing/raw-server.js";

const FILE = written({ x: { element: { type: "INT64" }, data: [1n, null, 2n] } });
const IMPORT = 'import { parquet } from "@dlg/total-core/parquet"';

const refusal = (source: string): string =>
  `UNSUPPORTED ${source}: expected the option parquet, which reads Parquet, from: ${IMPORT}, got none`;

async function fault(api: NumbersApi): Promise<string> {
  const { code, message } = await faultOf(api);
  return `${code} ${message}`;
}

describe("without the option parquet, Parquet data are UNSUPPORTED, and the message names the import:", () => {
  test("a stream, told or found", async () => {
    expect(await fault(streamNumbers([FILE], { name: "-" }))).toBe(refusal("-"));
    expect(await fault(streamNumbers([FILE], { name: "-", format: "parquet" }))).toBe(refusal("-"));
  });

  test("an address", async () => {
    const headers = { "content-type": "application/octet-stream" };
    const server = await rawServer((socket) => socket.end(ok(FILE, headers)));
    const address = `${server.origin}/x.parquet`;
    expect(await fault(httpNumbers(address))).toBe(refusal(address));
  });
});

test("with it, they are read", async () => {
  expect(await outcome(streamNumbers([FILE], { parquet }))).toMatchObject({ total: "3", count: 2, empty: 1 });
});

test("anything else is a TypeError where the source is made", () => {
  const message = "parquet: expected the parquet of @dlg/total-core/parquet, got ";
  for (const [given, shown] of [
    [true, "a boolean"],
    [null, "null"],
    [{}, "an object"],
    ["parquet", "a string"],
  ] as const) {
    expect(() => streamNumbers([FILE], { parquet: given as never })).toThrow(new TypeError(message + shown));
    expect(() => httpNumbers("http://x.test", { parquet: given as never })).toThrow(TypeError);
  }
});
