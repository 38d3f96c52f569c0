/** The sources that totals are made of, in a page and in a worker of one. */
import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { describeInBrowsers, resultIn } from "../src/testing/browsers.js";
import { bundled } from "../src/testing/bundle.js";

const CSV = "k,n\n" + "a,0.5\nb,0.25\n".repeat(300_000);

const OUTCOMES = `
  import { blobNumbers, httpNumbers, streamNumbers, totalOf, totalsBy } from "./src/index.js";
  const outcome = (promise) => promise.then(String, (error) => error.code ?? String(error));
  async function* each(...elements) { yield* elements; }
  const csv = { column: "n" };
  const response = (path, init) => fetch(new URL(path, self.location.origin), init);
  const file = async (path, name) => new File([await (await response(path)).blob()], name);
  const outcomes = async () => ({
    "an address, relative": await outcome(totalOf(httpNumbers("numbers.csv", csv))),
    "an address below the root": await outcome(totalOf(httpNumbers("/numbers.csv", csv))),
    "a Response": await outcome(totalOf(await response("/numbers.csv"), csv)),
    "a Response that is none": await outcome(totalOf(await response("/nothing"))),
    "a Response in gzip": await outcome(totalOf(await response("/gzip", { cache: "no-store" }), csv)),
    "the same, told": await outcome(totalOf(await response("/archive"), { ...csv, compression: "gzip", format: "csv" })),
    "an address in gzip, told": await outcome(totalOf(httpNumbers("/archive", { ...csv, compression: "gzip", format: "csv" }))),
    "an address in gzip that is undone, told": await outcome(totalOf(httpNumbers("/gzip", { ...csv, compression: "gzip" }))),
    "an address of .gz": await outcome(totalOf(httpNumbers("/numbers.csv.gz", csv))),
    "its stream": await outcome(totalOf((await response("/numbers.csv")).body, csv)),
    "its text": await outcome(totalOf((await response("/numbers.csv")).body.pipeThrough(new TextDecoderStream()), csv)),
    "a File": await outcome(totalOf(await file("/numbers.csv", "x.csv"), csv)),
    "a File in gzip": await outcome(totalOf(await file("/archive", "x.csv.gz"), csv)),
    "a Blob, twice": await (async () => {
      const api = blobNumbers(await file("/numbers.csv", "x.csv"), { column: "n", by: "k" });
      const keys = async () => Array.from((await totalsBy(api)).groups, ([key, total]) => [key, total].join(" "));
      return [await keys(), await keys()].join("; ");
    })(),
    "numbers": await outcome(totalOf(each(1, 2n, "0.5"))),
    "bytes": await outcome(totalOf(each(new Uint8Array(1))).catch((error) => { throw error.name; })),
    "text in two pieces": await outcome(totalOf(streamNumbers(['["\\ud83d', '\\ude00", 1]'], { format: "json" }))),
  });
`;

const EXPECTED = {
  "an address, relative": "225000",
  "an address below the root": "225000",
  "a Response": "225000",
  "a Response that is none": "SOURCE_UNAVAILABLE",
  "a Response in gzip": "SOURCE_UNAVAILABLE",
  "the same, told": "225000",
  "an address in gzip, told": "225000",
  "an address in gzip that is undone, told": "BAD_FORMAT",
  "an address of .gz": "225000",
  "its stream": "225000",
  "its text": "225000",
  "a File": "225000",
  "a File in gzip": "225000",
  "a Blob, twice": "a 150000,b 75000; a 150000,b 75000",
  numbers: "3.5",
  bytes: "TypeError",
  "text in two pieces": "BAD_NUMBER",
};

describeInBrowsers("every source", (browser) => {
  test("in a page, and in a worker", async () => {
    const worker = await bundled(
      `${OUTCOMES} outcomes().then((found) => self.postMessage(found), (error) => self.postMessage(String(error)));`,
      "iife",
    );
    const source = `
      ${OUTCOMES}
      const inWorker = () => new Promise((resolve) => {
        const worker = new Worker("/worker.js");
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => resolve(message);
      });
      globalThis.result = (async () => [await outcomes(), await inWorker()])();
    `;
    const answers: Readonly<
      Record<string, readonly [body: string | Uint8Array, type: string, coding?: string]>
    > = {
      "/numbers.csv": [CSV, "text/csv"],
      "/numbers.csv.gz": [gzipSync(CSV), "application/octet-stream"],
      "/archive": [gzipSync(CSV), "application/octet-stream"],
      "/gzip": [gzipSync(CSV), "text/csv", "gzip"],
      "/worker.js": [worker, "text/javascript"],
    };
    const listener: RequestListener = ({ url = "" }, response) => {
      const [body, type, coding] = answers[url] ?? ["", "text/plain"];
      response.writeHead(answers[url] === undefined ? 404 : 200, {
        "content-type": type,
        "content-length": Buffer.byteLength(body),
        ...(coding === undefined ? {} : { "content-encoding": coding }),
      });
      response.end(body);
    };
    expect(await resultIn(browser, await bundled(source, "esm"), listener)).toEqual([EXPECTED, EXPECTED]);
  });
});
