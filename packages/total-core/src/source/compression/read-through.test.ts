import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  TotalError,
  httpNumbers,
  streamNumbers,
  totalOf,
  type NumbersApi,
  type Progress,
} from "../../index.js";
import { fileNumbers, type FileNumbersOptions } from "../../node/index.js";
import { cut } from "../../testing/pieces.js";
import { answerHead, ok, rawServer } from "../../testing/raw-server.js";
import { hasZstd, zstd } from "../../testing/zstd.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();

/** The total as digits, or the error's code. */
async function outcome(api: NumbersApi): Promise<string> {
  try {
    return (await totalOf(api)).toString();
  } catch (error) {
    if (error instanceof TotalError) return error.code;
    throw error;
  }
}

async function faultOf(api: NumbersApi): Promise<TotalError> {
  const error: unknown = await totalOf(api).then(
    (total) => new Error(`expected a fault, got the total ${total.toString()}`),
    (reason: unknown) => reason,
  );
  if (error instanceof TotalError) return error;
  throw error;
}

async function ofFile(name: string, bytes: Uint8Array, options?: FileNumbersOptions): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return outcome(fileNumbers(path, options));
}

const f64 = (...numbers: number[]): Buffer => Buffer.from(new Float64Array(numbers).buffer);

const CODECS = [
  { compression: "gzip", extension: "gz", pack: (data: string | Uint8Array) => gzipSync(data), isHere: true },
  { compression: "zstd", extension: "zst", pack: zstd, isHere: hasZstd },
] as const;

for (const { compression, extension, pack, isHere } of CODECS) {
  const suffix = isHere ? "" : " (skipped: this Node has no zstd)";
  describe.skipIf(!isHere)(`${compression} is read through${suffix}`, () => {
    test.each([
      ["x.txt", "0.1 0.2", "0.3"],
      ["x.json", "[0.1, 0.2]", "0.3"],
      ["x.ndjson", "0.1\n0.2\n", "0.3"],
      ["x.f64", f64(0.5, 0.25), "0.75"],
      ["x", "0.1 0.2", "0.3"],
      ["x", "[0.1, 0.2]", "0.3"],
      ["x.log", '{"a":1}\n', "BAD_NUMBER"],
      ["x.txt", "", "0"],
      ["x.json", "", "BAD_FORMAT"],
    ])(
      "%s of %j: the inner extension, else the inner first bytes tell the format",
      async (name, data, total) => {
        expect(await ofFile(`${name}.${extension}`, pack(data))).toBe(total);
      },
    );

    test("the caller says what is inside", async () => {
      expect(await ofFile(`x.csv.${extension}`, pack("1 2"), { format: "text" })).toBe("3");
      expect(await ofFile(`x.${extension}`, pack(f64(1.5)), { format: "f64" })).toBe("1.5");
      expect(await ofFile(`y.${extension}`, pack('{"a":5}\n'), { field: "a" })).toBe("5");
    });

    test("without the extension, by its magic number", async () => {
      expect(await ofFile("packed", pack("1 2"))).toBe("3");
      expect(await ofFile("packed.txt", pack("1 2"))).toBe("3");
      expect(await ofFile("packed.f64", pack(f64(1.5)))).toBe("1.5");
    });

    test("from a stream, wherever it is cut", async () => {
      for (const size of [1, 2, 3, 7, 100]) {
        expect(await outcome(streamNumbers(cut(pack("1 2\n3"), size)))).toBe("6");
        expect(await outcome(streamNumbers(cut(pack(f64(1, 2)), size), { format: "f64" }))).toBe("3");
      }
    });

    test("in an answer: its Content-Type, the address's extension or the first bytes tell", async () => {
      const types: Record<string, string> = {
        "/a.json": `application/${compression}`,
        "/b": `application/${compression}`,
        [`/c.json.${extension}`]: "application/octet-stream",
        [`/d.${extension}`]: "application/octet-stream",
        "/e.json": "application/json",
        "/f": "application/octet-stream",
        "/g": "text/plain",
      };
      const server = await rawServer((socket, { path }) =>
        socket.end(ok(pack("[1, 2]"), { "content-type": types[path]! })),
      );
      for (const path of Object.keys(types)) {
        expect([path, await outcome(httpNumbers(server.origin + path))]).toEqual([path, "3"]);
      }
    });

    test("in an answer that is encoded as well", async () => {
      const headers = { "content-type": "text/plain", "content-encoding": "gzip" };
      const server = await rawServer((socket, { path }) =>
        socket.end(ok(path === "/twice" ? gzipSync(pack("1 2")) : gzipSync("1 2"), headers)),
      );
      expect(await outcome(httpNumbers(`${server.origin}/twice`))).toBe("3");
      expect(await outcome(httpNumbers(`${server.origin}/x.txt.${extension}`))).toBe("3");
    });

    test("an answer without framing is whole where its data are, else SOURCE_UNAVAILABLE", async () => {
      const bytes = pack("1 2");
      const head = answerHead("200 OK", { "content-type": `application/${compression}` });
      const server = await rawServer((socket, { path }) =>
        socket.end(Buffer.concat([Buffer.from(head), bytes.subarray(0, Number(path.slice(1)))])),
      );
      expect(await outcome(httpNumbers(`${server.origin}/${bytes.length}`))).toBe("3");
      for (const length of [0, 1, 5, bytes.length - 1]) {
        expect(await outcome(httpNumbers(`${server.origin}/${length}`))).toBe("SOURCE_UNAVAILABLE");
      }
    });

    test("the place of an error is that in the decompressed data", async () => {
      const path = join(folder, `bad.txt.${extension}`);
      await writeFile(path, pack(`${"12\n".repeat(100_000)}  x`));
      const fault = await faultOf(fileNumbers(path));
      expect(fault).toMatchObject({
        code: "BAD_NUMBER",
        place: { source: path, line: 100_001, column: 3, offset: 300_002 },
      });
    });

    test("what is no such data although its name says so is BAD_FORMAT", async () => {
      expect(await ofFile(`plain.txt.${extension}`, Buffer.from("1 2"))).toBe("BAD_FORMAT");
      expect(await ofFile(`empty.txt.${extension}`, Buffer.from(""))).toBe("BAD_FORMAT");
    });

    test("cut at every place, it is BAD_FORMAT and never a smaller total", async () => {
      const bytes = Buffer.concat([pack("1 2 "), pack("3 4 ")]);
      const whole = pack("1 2 ").length;
      for (let length = 1; length < bytes.length; length += 1) {
        // Where the first part ends, nothing shows that there was another.
        const expected = length === whole ? /^3$/ : length < 4 ? /BAD_FORMAT|BAD_NUMBER/ : "BAD_FORMAT";
        expect(await outcome(streamNumbers([bytes.subarray(0, length)]))).toMatch(expected);
        expect(await ofFile(`cut.txt.${extension}`, bytes.subarray(0, length))).toMatch(
          length === whole ? /^3$/ : "BAD_FORMAT",
        );
      }
      expect(await outcome(streamNumbers([bytes]))).toBe("10");
    });

    test("parts that follow each other are one text, and a number may be cut between them", async () => {
      expect(await ofFile(`parts.txt.${extension}`, Buffer.concat([pack("1 2"), pack("3 4")]))).toBe("28");
    });

    test("bytes after the end are BAD_FORMAT", async () => {
      for (const junk of [" ", "5", "\n", "junk!"]) {
        const bytes = Buffer.concat([pack("1 2"), Buffer.from(junk)]);
        expect(await ofFile(`junk.txt.${extension}`, bytes)).toBe("BAD_FORMAT");
      }
    });

    test("data that are compressed twice are UNSUPPORTED, in words", async () => {
      const path = join(folder, `twice.${extension}`);
      for (const inner of CODECS.filter((codec) => codec.isHere)) {
        for (const format of [undefined, "text", "f64"] as const) {
          await writeFile(path, pack(inner.pack("1 2")));
          const fault = await faultOf(fileNumbers(path, { format }));
          expect(fault.code).toBe("UNSUPPORTED");
          expect(fault.headline).toBe(
            `${path}: expected numbers that are compressed once, got ${inner.compression} data in ${compression} data`,
          );
          expect(fault.hints).toMatchObject([{ program: `${compression} -dc` }]);
        }
      }
    });

    test("what was read is counted both ways: as it is stored, and decompressed", async () => {
      const bytes = pack("1 2\n".repeat(1000));
      const path = join(folder, `counted.txt.${extension}`);
      await writeFile(path, bytes);
      let stored = 0;
      let progress: Progress | undefined;
      const api = fileNumbers(path, { onStored: (more) => (stored += more) });
      await totalOf(api, { onProgress: (state) => (progress = state) });
      expect(stored).toBe(bytes.length);
      expect(progress).toMatchObject({ count: 2000, bytes: 4000 });
    });
  });
}

test("gzip data may be padded with zeros", async () => {
  expect(await ofFile("padded.txt.gz", Buffer.concat([gzipSync("1 2"), Buffer.alloc(512)]))).toBe("3");
});

test("a file of binary numbers may begin with a magic number", async () => {
  for (const magic of [Buffer.from([0x1f, 0x8b]), Buffer.from([0x50, 0x2a, 0x4d, 0x18])]) {
    const bytes = Buffer.concat([magic, f64(1, 2)]).subarray(0, 16);
    const expected = new Float64Array(Uint8Array.from(bytes).buffer).reduce((a, b) => a + b);
    expect(Number(await ofFile("magic.f64", bytes))).toBe(expected);
  }
});

test("what is stored is counted where nothing is compressed, too", async () => {
  let stored = 0;
  const onStored = (more: number) => (stored += more);
  await totalOf(streamNumbers(cut(Buffer.from("1 2 3"), 2), { onStored }));
  expect(stored).toBe(5);
  const server = await rawServer((socket) => socket.end(ok("[1]", { "content-type": "application/json" })));
  await totalOf(httpNumbers(server.origin, { onStored }));
  expect(stored).toBe(8);
});

test.skipIf(hasZstd)(
  "zstd is UNSUPPORTED where this Node has none, in words (skipped where it has)",
  async () => {
    const fault = await faultOf(streamNumbers([Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0)], { name: "-" }));
    expect(fault.code).toBe("UNSUPPORTED");
    expect(fault.message).toMatch(/^-: expected Node 22\.15, 23\.8 or newer, which reads zstd, got Node \d/);
    expect(await ofFile("x.csv.zst", Buffer.from("1"))).toBe("UNSUPPORTED");
  },
);
