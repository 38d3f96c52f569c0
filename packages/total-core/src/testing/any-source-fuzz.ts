/** Random sources of any format, good and bad, from a seed: as batches have them. */
import type { EncodedBatch } from "../contract/numbers-api.js";
import { inOtherDialect } from "./csv-dialect-fuzz.js";
import {
  csvFromSeed,
  keyedCsvFromSeed,
  wideCsvFromSeed,
  wideKeyedCsvFromSeed,
  type FuzzedCsv,
} from "./csv-fuzz.js";
import { damaged, type FuzzedSource, pieceLengths, Random } from "./fuzzed-source.js";
import { keyedArraysFromSeed, keyedLinesFromSeed } from "./keyed-objects-fuzz.js";
import { ndjsonFromSeed, objectsFromSeed, sequenceFromSeed } from "./objects-fuzz.js";
import { bytesOf } from "./recorder.js";
import { jsonFromSeed, textFromSeed } from "./text-fuzz.js";

type Encoding = Omit<EncodedBatch, "bytes">;

export interface AnySource extends FuzzedSource {
  readonly encoding: Encoding;
  readonly skipInvalid: boolean;
}

export interface Keys {
  /** How many there are, at most. */
  readonly keys: number;
  readonly rows: number;
}

const FEW: readonly Keys[] = [{ keys: 40, rows: 600 }];
/** More than are handed over later, than are kept where each has few numbers, and than there is room for. */
const MANY: readonly Keys[] = [
  ...FEW,
  { keys: 6000, rows: 9000 },
  { keys: 40_000, rows: 50_000 },
  { keys: 300_000, rows: 280_000 },
];

/** @param hasMany whether now and then there are as many keys as take a second */
export function anySourceFromSeed(seed: number, hasMany: boolean): AnySource {
  const random = new Random(seed);
  const skipInvalid = random.chance(0.6);
  const csv = (source: FuzzedCsv): AnySource =>
    csvSource(random.chance(0.2) ? inOtherDialect(seed, source) : source, skipInvalid);
  const json = (encoding: Encoding, source: FuzzedSource): AnySource => ({
    ...source,
    encoding,
    skipInvalid,
  });
  if (hasMany && random.chance(0.05)) return tableOf(random, random.pick(MANY));
  const made = random.pick([
    () => csv(csvFromSeed(seed)),
    () => csv(keyedCsvFromSeed(seed)),
    () => csv(wideCsvFromSeed(seed)),
    () => csv(wideKeyedCsvFromSeed(seed)),
    () => tableOf(random, random.pick(FEW)),
    () => tableOf(random, random.pick(FEW)),
    () => json({ format: "text" }, textFromSeed(seed)),
    () => json({ format: "json" }, jsonFromSeed(seed)),
    () => json({ format: "ndjson", field: "a.b", skipMissing: random.chance(0.5) }, ndjsonFromSeed(seed)),
    () => json({ format: "json", field: "a.b" }, objectsFromSeed(seed)),
    () => json({ format: "json", field: "a.b", isSequence: true }, sequenceFromSeed(seed)),
    () => json({ format: "ndjson", ...keyedPaths(random) }, keyedLinesFromSeed(seed)),
    () => json({ format: "json", ...keyedPaths(random) }, keyedArraysFromSeed(seed)),
    () => ({ ...doublesFromSeed(seed), encoding: { format: "f64" as const }, skipInvalid: false }),
  ])();
  return { ...made, bytes: withBadKey(random, made.bytes) };
}

function csvSource({ options, ...source }: FuzzedCsv, skipInvalid: boolean): AnySource {
  const { groups: _groups, skipInvalid: _skipInvalid, ...given } = options;
  return { ...source, encoding: { ...(given as Encoding), format: "csv" }, skipInvalid };
}

function keyedPaths(random: Random): Partial<Encoding> {
  const skipMissing = random.chance(0.5);
  return {
    skipMissing,
    ...random.pick<Partial<Encoding>>([
      { field: "n", by: "k" },
      { field: "a.b", by: ["k", "a.g"] },
      { field: ["n", "a.b"], by: "a.g" },
      { field: ["n", "a.b"] },
      { field: "rows.n", by: ["rows.k", "rows.a.g"] },
    ]),
  };
}

/** The second half of a character that needs two bytes becomes a byte that is in no UTF-8. */
function withBadKey(random: Random, bytes: Uint8Array): Uint8Array {
  if (!random.chance(0.15)) return bytes;
  const at = bytes.indexOf(0xc3, random.integer(0, bytes.length));
  return at < 0 ? bytes : bytes.with(at, 0xff);
}

function doublesFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const spread = random.pick([1, 30, 300]);
  const values = Float64Array.from({ length: random.integer(1, 5000) }, () => {
    if (random.chance(0.001)) return random.pick([Infinity, -Infinity, NaN, -0, 5e-324]);
    return (random.integer(-1e9, 1e9) / 7) * 10 ** random.integer(-spread, spread);
  });
  return { bytes: new Uint8Array(values.buffer), lengths: pieceLengths(random) };
}

/** Plain rows with up to three keys and up to four columns of amounts, some of them neighbours of what the kernel takes. */
function tableOf(random: Random, { keys, rows }: Keys): AnySource {
  const parts = random.pick([0, 1, 1, 2, 3]);
  const columns = random.integer(1, 4);
  const delimiter = random.pick([",", "\t", "whitespace"] as const);
  const between = delimiter === "whitespace" ? "  " : delimiter;
  const odd = random.pick([0, 0, 0.001, 0.05]);
  const names = random.pick([["k"], ["k", "é", "ß-"], ["a key that is longer than thirty-two bytes, ", "ü"]]);
  const decimals = random.pick([0, 2, 7]);
  const cell = (): string => {
    if (random.chance(odd)) {
      return random.pick(["1e3", "1".repeat(40), "12345678901234.5", "x", "-", ".5", "+7.", "0.12345678"]);
    }
    return `${random.chance(0.3) ? "-" : ""}${random.integer(0, 1e6)}${decimals > 0 ? `.${String(random.integer(0, 10 ** decimals - 1)).padStart(decimals, "0")}` : ""}`;
  };
  const lines = Array.from({ length: rows }, () => {
    const key = random.integer(0, keys - 1);
    const keyCells = Array.from(
      { length: parts },
      (_, part) => `${names[key % names.length]!}${part === 0 ? key : key % 7}`,
    );
    return [...keyCells, ...Array.from({ length: columns }, cell)].join(between);
  });
  const hasSpaces = names.some((name) => name.includes(" "));
  const options = {
    header: false,
    column: Array.from({ length: columns }, (_, column) => parts + column + 1),
    ...(parts > 0 && { by: Array.from({ length: parts }, (_, part) => part + 1) }),
    delimiter: hasSpaces && delimiter === "whitespace" ? "," : delimiter,
  };
  const text = lines.join("\n");
  const given = hasSpaces && delimiter === "whitespace" ? text.replaceAll("  ", ",") : text;
  const bytes = damaged(random, withBadKey(random, bytesOf(given)));
  return {
    bytes,
    lengths: rows > 1000 ? [random.pick([9000, 70_000, 300_000])] : pieceLengths(random),
    encoding: { ...options, format: "csv" },
    skipInvalid: random.chance(0.5),
  };
}
