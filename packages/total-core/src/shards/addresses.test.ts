import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { etagOf, rangeServer, type Content, type RangeServer } from "../testing/range-server.js";
import { listSources } from "./list-sources.js";
import { partOfShard } from "./part-of-shard.js";
import { shardsOf } from "./shards-of.js";
import { listedSources, differencesOf, mergedOutcome, partsOf } from "./shards.cases.js";
import type { ShardOptions } from "./shard.js";

let server: RangeServer;
beforeAll(async () => {
  server = await rangeServer();
});
beforeEach(() => {
  server.contents.clear();
  server.requests.length = 0;
});
afterAll(() => server.close());

const bytesOf = (text: string) => new TextEncoder().encode(text);

function served(content: Content, path = "/numbers"): string {
  server.contents.set(path, content);
  return server.url + path;
}

const differences = (address: string, options: ShardOptions, counts = [1, 2, 7]) =>
  differencesOf([address], options, counts);

const CSV = `a,b\n1,"x\n\n5,6\n7,8\n"\n2,y\n3,"z\n"\n`;

describe("shards of an address", () => {
  test.each([
    ["text", "text/plain", "1 22 333 4444 55555 -6.5 +.25\n7. 8e3 9E-2", {}],
    ["a bad number", "text/plain", "1 22 333\n4444 5x 55555 -6.5", {}],
    ["CSV", "text/csv", CSV, { column: "a" }],
    ["CSV by its name alone", "application/octet-stream", CSV, { column: "a", format: "csv" }],
    ["NDJSON", "application/x-ndjson", '{"x":1}\n{"x":2}\n{"x":3}\n', { field: "x" }],
    ["JSON", "application/json", "[1,2,3]", {}],
    ["nothing", "text/plain", "", {}],
    ["keys", "text/csv", CSV, { column: "a", by: "b" }],
  ] as const)("%s", async (_what, type, text, options) => {
    expect(await differences(served({ bytes: bytesOf(text), type }), options)).toEqual([]);
  });

  test.each([
    ["a weak ETag", { etag: 'W/"1"' }],
    ["no ETag", { etag: "" }],
    ["no ranges", { ranges: false }],
    ["no length", { ranges: false, chunked: true }],
    ["no conditions", { conditions: false }],
  ] as const)("with %s", async (_what, content) => {
    expect(await differences(served({ bytes: bytesOf("1 2 3\n4 5 6\n7 8 9\n"), ...content }), {})).toEqual(
      [],
    );
  });

  test("gzip is read whole", async () => {
    expect(
      await differences(
        served({ bytes: gzipSync("1 2 3\n4 5\n"), type: "application/gzip" }, "/n.txt.gz"),
        {},
      ),
    ).toEqual([]);
  });

  test("the rest of a range is asked for where the connection was cut", async () => {
    const bytes = bytesOf("1234567\n".repeat(40_000));
    let cuts = 0;
    const address = served({
      bytes,
      answer(request, response) {
        const [, first, last] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
        if (first === undefined || Number(last) - Number(first) < 70_000 || cuts > 0) return false;
        cuts++;
        response.writeHead(206, {
          etag: etagOf(bytes),
          "content-type": "text/plain",
          "content-length": Number(last) + 1 - Number(first),
          "content-range": `bytes ${first}-${last}/${bytes.length}`,
        });
        response.write(bytes.subarray(Number(first), Number(first) + 1000), () => response.destroy());
        return true;
      },
    });
    expect(await differences(address, {}, [2])).toEqual([]);
    expect(cuts).toBe(1);
  });

  test.each([true, false])("another version by now is no part, with If-Match %s", async (conditions) => {
    const bytes = bytesOf("1234567\n".repeat(40));
    const address = served({ bytes, conditions });
    const listed = await listedSources([address]);
    served({ bytes: bytesOf("1234568\n".repeat(40)), conditions });
    for (const of of [1, 2]) {
      for (let i = 0; i < of; i++) {
        const part = partOfShard(shardsOf(listed, { of }).shard(i));
        await expect(part).rejects.toMatchObject({ code: "SOURCE_CHANGED", place: { source: address } });
      }
    }
  });

  test("a server that fails is asked again", async () => {
    let failures = 0;
    const bytes = bytesOf("1 2 3 4 5");
    const answer: Content["answer"] = (_request, response) => {
      if (failures++ % 2 === 1) return false;
      response.writeHead(503).end();
      return true;
    };
    expect(await differences(served({ bytes, answer }), {}, [2])).toEqual([]);
  });

  test("a kept connection that the server has closed is no failure", async () => {
    const seen = new WeakSet();
    const answer: Content["answer"] = ({ socket }) => {
      const isUsedAgain = seen.has(socket);
      seen.add(socket);
      if (isUsedAgain) socket.destroy();
      return isUsedAgain;
    };
    expect(await differences(served({ bytes: bytesOf("1 2 3 4 5"), answer }), {}, [3])).toEqual([]);
  });

  test("64 addresses are asked for their size at a time", async () => {
    const sources = 100;
    let taken = 0;
    let takenAt64 = 0;
    let asked = 0;
    let waiting: (() => void)[] = [];
    const answer: Content["answer"] = (_request, response) => {
      waiting.push(() => response.writeHead(200, { "content-length": 0 }).end());
      if (++asked === 64) takenAt64 = taken;
      if (asked !== 64 && asked !== sources) return true;
      for (const send of waiting) send();
      waiting = [];
      return true;
    };
    const address = served({ bytes: bytesOf(""), answer });
    function* addresses(): Generator<string> {
      for (; taken < sources; taken++) yield address;
    }
    let listed = 0;
    for await (const _source of listSources(addresses())) listed++;
    // The generator is at the last one that was taken.
    expect([takenAt64, listed]).toEqual([63, sources]);
  });

  test("a part has neither user nor password, query nor fragment", async () => {
    const address = served({ bytes: bytesOf("1 x 3 4 5") });
    const secret = address.replace("://", "://user:word@") + "?key=1#there";
    const parts = await partsOf([secret], 2, {});
    expect(parts.join()).not.toMatch(/user|word@|key|there/);
    expect(await mergedOutcome(parts)).toMatchObject({
      headline: `${address}:1:3: expected a number, got "x"`,
    });
  });

  test("a shard asks for its own bytes, over one connection", async () => {
    const bytes = bytesOf("1234567\n".repeat(40_000));
    const address = served({ bytes }, "/asked");
    await partsOf([address], 1, {});
    const { connections } = server;
    server.requests.length = 0;
    const parts = await partsOf([address], 2, {});
    expect(await mergedOutcome(parts)).toMatchObject({ columns: [{ empty: 0 }] });
    expect(server.requests.map(({ range }) => range)).toEqual([
      "bytes=0-0",
      "bytes=0-65535",
      "bytes=65536-164095",
      "bytes=159999-319999",
    ]);
    expect(server.connections).toBe(connections);
  });

  test("many are listed at once, without Node's warning of a leak", async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on("warning", warned);
    const addresses = Array.from({ length: 20 }, (_, i) => served({ bytes: bytesOf("1") }, `/${i}`));
    const listed = await listedSources(addresses);
    expect(listed.map(({ source, size }) => [source, size])).toEqual(addresses.map((source) => [source, 1]));
    const { signal } = new AbortController();
    for await (const _source of listSources(addresses, { signal }));
    await new Promise(setImmediate);
    process.off("warning", warned);
    expect(warnings).toEqual([]);
  });
});
