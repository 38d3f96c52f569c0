/** Streams in gzip: read through where the runtime can, and never to a smaller total. */
import {
  bytesFromBase64,
  bytesOf,
  cuts,
  equal,
  group,
  kindThrownBy,
  thrownBy,
  piecesOf,
  repeated,
  streamOf,
  type Case,
  type Library,
} from "./case.js";

/** `0.1` and a line feed, 1,000 times. */
const MEMBER = bytesFromBase64("H4sIAAAAAAACA+3DMQ0AAAgDsB8xZPNvDhk8bdJsJ6qqqurrA1W1FFqgDwAA");

const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const totalOfPieces = async (
  { streamNumbers, totalOf }: Library,
  pieces: Iterable<Uint8Array>,
): Promise<string> => String(await totalOf(streamNumbers(streamOf(pieces), { format: "text" })));

export const gzip: readonly Case[] = group("a stream in gzip", {
  "is read through, wherever it is cut": async (library) => {
    for (const pieces of cuts(MEMBER)) equal(await totalOfPieces(library, pieces), "100");
    equal(await totalOfPieces(library, piecesOf(MEMBER, 1)), "100");
  },
  "of many members": async (library) => {
    const members = repeated(MEMBER, 300);
    for (const length of [1001, 65_536])
      equal(await totalOfPieces(library, piecesOf(members, length)), "30000");
  },
  "may have zeros behind it": async (library) => {
    equal(await totalOfPieces(library, [MEMBER, new Uint8Array(1000)]), "100");
  },
  "that ends early is BAD_FORMAT, wherever it does": async (library) => {
    // Two bytes show that it is gzip.
    for (let length = 2; length < MEMBER.length; length++) {
      equal(await kindThrownBy(() => totalOfPieces(library, [MEMBER.subarray(0, length)])), "BAD_FORMAT");
    }
    const second = MEMBER.subarray(0, MEMBER.length - 1);
    equal(await kindThrownBy(() => totalOfPieces(library, [MEMBER, second])), "BAD_FORMAT");
  },
  "that was damaged is BAD_FORMAT": async (library) => {
    for (const at of [3, 20, MEMBER.length - 8, MEMBER.length - 1]) {
      const damaged = MEMBER.slice();
      damaged[at]! ^= 0xff;
      equal(await kindThrownBy(() => totalOfPieces(library, [damaged])), "BAD_FORMAT");
    }
  },
  "with something else behind it is BAD_FORMAT": async (library) => {
    for (const junk of [bytesOf("0.1\n"), Uint8Array.of(0, 0, 1), Uint8Array.of(0x1f)]) {
      equal(await kindThrownBy(() => totalOfPieces(library, [MEMBER, junk])), "BAD_FORMAT");
      equal(await kindThrownBy(() => totalOfPieces(library, [concat(MEMBER, junk)])), "BAD_FORMAT");
    }
  },
  "whose numbers are bad says where": async ({ streamNumbers, totalOf }) => {
    const stream = streamOf([MEMBER]);
    const api = streamNumbers(stream, { format: "text", decimal: ",", name: "a.gz" });
    equal((await thrownBy(() => totalOf(api))).slice(0, 20), "BAD_NUMBER: a.gz:1:1");
  },
});
