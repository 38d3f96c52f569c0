/** gzip in browsers, by their `DecompressionStream`: the same totals and the same faults as in Node. */
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { totalOf } from "../src/total/total-of.js";
import { describeInBrowsers, resultIn } from "../src/testing/browsers.js";
import { bundled } from "../src/testing/bundle.js";

const LINES = Array.from({ length: 150_000 }, (_, i) => `${(i * 7919) % 100_003}.5\n`).join("");
const MEMBER = gzipSync("1.5 2\n");
const LONG = gzipSync(LINES);
const EMPTY = gzipSync("");
/** The end that bgzip writes: an empty member with an extra field. */
const BGZF_END = Buffer.from("1f8b08040000000000ff0600424302001b0003000000000000000000", "hex");
const zeros = (length: number) => Buffer.alloc(length);
const join = (...parts: readonly (Uint8Array | string)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));

function changed(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const i = at < 0 ? bytes.length + at : at;
  copy[i] = copy[i]! ^ 1;
  return copy;
}

/** RFC 1952, with all optional fields. */
function memberWithFields(text: string): Buffer {
  const header = join(
    [0x1f, 0x8b, 8, 0x1f, 1, 2, 3, 4, 0, 255] as never,
    [3, 0, 1, 2, 3] as never,
    "name\0comment\0",
  );
  const ends = Buffer.alloc(10);
  ends.writeUInt16LE(crc32(header) & 0xffff, 0);
  ends.writeUInt32LE(crc32(text), 2);
  ends.writeUInt32LE(text.length, 6);
  return join(header, ends.subarray(0, 2), deflateRawSync(text), ends.subarray(2));
}

const WHOLE: Readonly<Record<string, Uint8Array>> = {
  "a member": MEMBER,
  "a long member": LONG,
  "long members": join(LONG, LONG, MEMBER),
  "many members": join(...Array.from({ length: 200 }, (_, i) => gzipSync(`${i}\n`))),
  "a member with all fields": memberWithFields("1 2 3"),
  "a stored member": gzipSync(LINES, { level: 0 }),
  "an empty member": EMPTY,
  "empty members between others": join(EMPTY, MEMBER, EMPTY, EMPTY, MEMBER, EMPTY),
  "as bgzip writes it": join(MEMBER, MEMBER, BGZF_END),
  "zeros behind it": join(LONG, zeros(1000)),
  "a zero behind an empty one": join(MEMBER, EMPTY, zeros(1)),
  "very many zeros behind it": join(MEMBER, zeros(5_000_000)),
  "a million zeros in it": gzipSync("0\n".repeat(10_000_000)),
};

const DAMAGED: Readonly<Record<string, Uint8Array>> = {
  "a byte behind it": join(MEMBER, "x"),
  "text behind it": join(MEMBER, "junk, and more of it"),
  "a byte behind zeros": join(MEMBER, zeros(3), "x"),
  "a member behind zeros": join(MEMBER, zeros(1), MEMBER),
  "another checksum": changed(MEMBER, -8),
  "another length": changed(MEMBER, -4),
  "a changed byte in long data": changed(LONG, 100_000),
  "a reserved flag": changed(changed(MEMBER, 3), 3).fill(0x20, 3, 4),
  "another method": Buffer.from(MEMBER).fill(7, 2, 3),
  "zeros alone after the magic number": join(MEMBER.subarray(0, 2), zeros(100)),
};

const CUT: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  [MEMBER, EMPTY, join(MEMBER, EMPTY.subarray(0, 18)), LONG].flatMap((bytes, which) =>
    [1, 2, 3, 9, 10, 11, bytes.length - 9, bytes.length - 8, bytes.length - 4, bytes.length - 1]
      .filter((length) => length < bytes.length)
      .map((length) => [`${which} cut at ${length}`, bytes.subarray(0, length)]),
  ),
);

const CASES = { ...WHOLE, ...DAMAGED, ...CUT };

async function outcomeInNode(bytes: Uint8Array): Promise<string> {
  return totalOf(new Blob([Buffer.from(bytes)]), { format: "text", compression: "gzip" }).then(
    String,
    (error: { readonly code?: string }) => String(error.code),
  );
}

describeInBrowsers("gzip", (browser) => {
  test("whole, damaged and cut data come to what they come to in Node", async () => {
    const names = Object.keys(CASES);
    const source = `
      import { totalOf } from "./src/index.js";
      const options = { format: "text", compression: "gzip" };
      const outcome = (source) => totalOf(source, options).then(String, (error) => String(error.code ?? error));
      /** In pieces of so many bytes. */
      const stream = (bytes, size) => new ReadableStream({
        pull(controller) {
          this.at ??= 0;
          if (this.at >= bytes.length) controller.close();
          else controller.enqueue(bytes.slice(this.at, this.at += size));
        },
      });
      globalThis.result = (async () => {
        const found = {};
        for (const name of ${JSON.stringify(names)}) {
          const blob = await (await fetch("/" + encodeURIComponent(name))).blob();
          const bytes = new Uint8Array(await blob.arrayBuffer());
          const outcomes = [await outcome(blob)];
          for (const size of bytes.length < 1000 ? [1, 7, 50] : [65_537]) {
            outcomes.push(await outcome(stream(bytes, size)));
          }
          found[name] = [...new Set(outcomes)].join(" or ");
        }
        return found;
      })();
    `;
    const found = await resultIn(browser, await bundled(source, "esm"), ({ url = "" }, response) => {
      const bytes = (CASES as Readonly<Record<string, Uint8Array>>)[decodeURIComponent(url.slice(1))];
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
    });
    const expected: Record<string, string> = {};
    for (const name of names) expected[name] = await outcomeInNode(CASES[name as keyof typeof CASES]!);
    for (const name of Object.keys(WHOLE)) expect(expected[name]).toMatch(/^\d/);
    for (const name of [...Object.keys(DAMAGED), ...Object.keys(CUT)])
      expect(expected[name]).toBe("BAD_FORMAT");
    expect(found).toEqual(expected);
  });
});
