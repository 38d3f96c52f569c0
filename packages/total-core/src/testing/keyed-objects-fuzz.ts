/** Random objects with keys, good and bad, from a seed: a key at `k`, another one at `a.g`, numbers at `n` and `a.b`. */
import { damaged, type FuzzedSource, jsonNumber, pieceLengths, Random } from "./fuzzed-source.js";
import { bytesOf } from "./recorder.js";

/** How the rows of a source differ from each other. */
interface Profile {
  /** How often the members of a row are in another order, a member is missing, a value is of another kind than usual. */
  readonly shuffled: number;
  readonly missing: number;
  readonly unusual: number;
  readonly blanks: number;
  readonly keys: readonly string[];
}

export function keyedLinesFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const lineEnd = random.pick(["\n", "\n", "\r\n"]);
  const text = rows(random, 300).join(lineEnd) + random.pick(["", lineEnd]);
  return { bytes: damaged(random, bytesOf(text)), lengths: pieceLengths(random) };
}

/** In an array, or in an array at `rows` in each of a few objects. */
export function keyedArraysFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const comma = random.pick([",", ", ", ",\n  "]);
  const arrays = Array.from({ length: random.integer(1, 3) }, () => `[${rows(random, 150).join(comma)}]`);
  const text = random.chance(0.5)
    ? arrays[0]!
    : arrays.map((array) => `{"k":"outer","rows":${array},"n":1}`).join("\n");
  return { bytes: damaged(random, bytesOf(text)), lengths: pieceLengths(random) };
}

/** Rows that JSON.parse reads to what they are: with all members, and no key twice. */
export function plainKeyedRows(random: Random, count: number): string[] {
  const profile = { ...profileFrom(random), missing: 0, unusual: 0 };
  return Array.from({ length: count }, () => row(random, profile));
}

function rows(random: Random, most: number): string[] {
  const profile = profileFrom(random);
  return Array.from({ length: random.integer(20, most) }, () =>
    random.chance(profile.unusual / 10) ? unusualRow(random) : row(random, profile),
  );
}

function profileFrom(random: Random): Profile {
  const count = random.pick([1, 9, 9, 200]);
  return {
    shuffled: random.pick([0, 0, 0.02, 1]),
    missing: random.pick([0, 0, 0, 0.01, 0.3]),
    unusual: random.pick([0, 0, 0.01, 0.2]),
    blanks: random.pick([0, 0, 0.3]),
    keys: Array.from({ length: count }, () => usualKey(random)),
  };
}

function row(random: Random, profile: Profile): string {
  const inner = members(random, profile, [
    ["b", number(random, profile)],
    ["g", key(random, profile)],
  ]);
  return members(random, profile, [
    ["k", key(random, profile)],
    ["id", `${random.integer(0, 1e6)}`],
    ["n", number(random, profile)],
    ["a", random.chance(profile.unusual / 20) ? random.pick(["null", "[]", "7", `[${inner}]`]) : inner],
    ["x", random.pick(["true", '"x\\n"', '{"k":"z","n":1}', "[1,{}]", "1e9"])],
  ]);
}

function members(
  random: Random,
  { shuffled, missing, unusual, blanks }: Profile,
  all: (readonly [string, string])[],
): string {
  const kept = all.filter(() => !random.chance(missing));
  if (kept.length > 0 && random.chance(unusual / 20)) kept.push(random.pick(kept));
  if (random.chance(shuffled)) {
    for (let i = kept.length - 1; i > 0; i--) {
      const j = random.integer(0, i);
      [kept[i], kept[j]] = [kept[j]!, kept[i]!];
    }
  }
  const blank = (): string => (random.chance(blanks) ? " " : "");
  return `{${kept.map(([name, value]) => `${blank()}"${name}"${blank()}:${blank()}${value}`).join(",")}}`;
}

function number(random: Random, { unusual }: Profile): string {
  if (!random.chance(unusual)) {
    return random.chance(0.05) ? jsonNumber(random) : (random.integer(-1e6, 1e6) / 100).toFixed(2);
  }
  return random.pick([
    "null",
    '""',
    '"1.5"',
    '"+2"',
    "1e3",
    '"x"',
    "true",
    "[]",
    "[4,5]",
    '"\\u0031"',
    "{}",
    `"${"1".repeat(40)}"`,
  ]);
}

function key(random: Random, { keys, unusual }: Profile): string {
  if (!random.chance(unusual)) return random.pick(keys);
  return random.pick([
    "null",
    "true",
    "false",
    "1",
    "-1.50",
    "2E5",
    '""',
    '"\\u00e9"',
    '"a\\"b"',
    "[]",
    "{}",
    `"${"k".repeat(random.integer(240, 300))}"`,
  ]);
}

function usualKey(random: Random): string {
  const length = random.pick([1, 5, 12, 16, 17, 40]);
  return `"${random.pick(["é", "k", "key ", ""])}${String(random.integer(0, 999)).padStart(length, "-")}"`;
}

function unusualRow(random: Random): string {
  return random.pick([
    "{}",
    "null",
    "[]",
    "5",
    "",
    "{",
    '{"k":"x"}',
    '{"n":1}',
    '{"k":"x","n":1',
    '{"k":"x","n":01}',
    '{"k":"x" "n":1}',
    '{"k":"x","k":"y","n":1}',
    '{"n":2,"k":"x","n":1}',
    '{"\\u006b":"x","n":1}',
    '{"k":"x","n":1}}',
    '[{"k":"x","n":1}]',
    '{"k":"x","n":1,"a":{"b":1,"g":"y"}} {"k":"x","n":1,"a":{"b":1,"g":"y"}}',
    '{"k":"\t","n":1}',
    '{"k":{"k":"x"},"n":1}',
  ]);
}
