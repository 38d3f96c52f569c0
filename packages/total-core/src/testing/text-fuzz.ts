/** Random sources, good and bad, from a seed: longer than the pieces that are left to the TypeScript decoders, cut into random pieces. */
import { bytesOf } from "./recorder.js";
import { damaged, digits, type FuzzedSource, jsonNumber, pieceLengths, Random } from "./fuzzed-source.js";

/** Text: mostly numbers, mostly white space between them. */
export function textFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const isPlain = random.chance(0.3);
  const mark = random.chance(0.1) ? "\ufeff" : "";
  const parts: string[] = [];
  for (let left = random.integer(100, 900); left > 0; left--) {
    if (random.chance(0.002)) parts.push(oddToken(random));
    else parts.push(isPlain ? digits(random, random.integer(1, 9)) : number(random));
    parts.push(
      random.chance(isPlain ? 0.99 : 0.9)
        ? "\n"
        : random.pick([" ", "\t", "\r\n", "\n\n", "  ", " ".repeat(70)]),
    );
  }
  return { bytes: damaged(random, bytesOf(mark + parts.join(""))), lengths: pieceLengths(random) };
}

/** JSON: mostly one array, mostly of numbers. */
export function jsonFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const isPlain = random.chance(0.3);
  const comma = isPlain ? "," : random.pick([",", ", ", ",\n  ", " ,\r\n"]);
  const parts: string[] = [];
  for (let left = random.integer(100, 900); left > 0; left--) {
    if (random.chance(0.002)) parts.push(oddElement(random));
    else parts.push(isPlain ? String(random.integer(0, 10 ** random.integer(1, 9))) : jsonNumber(random));
    parts.push(random.chance(0.998) ? comma : random.pick([",,", " ", "\n,\n", "", ",]", "],"]));
  }
  parts.pop();
  const text = `${random.pick(["[", " [ ", "\ufeff["])}${parts.join("")}${random.pick(["]", " ]\n", "] x", ",]", ""])}`;
  return { bytes: damaged(random, bytesOf(text)), lengths: pieceLengths(random) };
}

/** A list at `field: "a.b"`, among other keys. */
export function jsonFieldFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const elements: string[] = [];
  for (let left = random.integer(100, 900); left > 0; left--) {
    elements.push(
      random.chance(0.99) ? jsonNumber(random) : random.pick([oddElement(random), '"5."', '"+1e2"', '""']),
    );
  }
  const others = ["1", "null", '"b"', "[1, 2]", '{"b":[3]}'];
  const text = `{"b":${random.pick(others)},"a":{"c":${random.pick(others)},"b":[${elements.join(",")}],"d":${random.pick(others)}}}`;
  return { bytes: damaged(random, bytesOf(text)), lengths: pieceLengths(random) };
}

function number(random: Random): string {
  const sign = random.pick(["", "", "", "-", "-", "+"]);
  const integer = digits(random, random.pick([1, 2, 5, 8, random.integer(0, 70)]));
  if (random.chance(0.5)) return `${sign}${integer || "0"}`;
  const fraction = digits(random, random.pick([2, 2, 3, random.integer(0, 40)]));
  return `${sign}${integer}.${integer === "" ? fraction || "0" : fraction}`;
}

function oddToken(random: Random): string {
  return random.pick([
    `${number(random)}e${random.integer(-30, 30)}`,
    `${number(random)}E${random.integer(-5000, 5000)}`,
    `${number(random)}${random.pick(["-", "+", ".", ",", "x", "\0", "é", "e", "_1"])}`,
    random.pick(["-", "+", ".", "-.", "..", "NaN", "0x10"]),
    digits(random, random.pick([63, 64, 65, 300, 16_384, 16_385])),
  ]);
}

function oddElement(random: Random): string {
  return random.pick([
    `${jsonNumber(random)}e${random.integer(-30, 30)}`,
    `${jsonNumber(random)}E+${random.integer(0, 5000)}`,
    random.pick(["null", "true", '"1"', '"],["', "[1,2]", "[]", '{"a":[1,2]}', "{}"]),
    random.pick([
      "01",
      "-01",
      "-",
      "+1",
      ".5",
      "5.",
      "-.5",
      "1.2.3",
      "1e",
      "nul",
      "NaN",
      "",
      "1 2",
      "--1",
      "\0",
    ]),
    `1${digits(random, random.pick([63, 64, 65, 300, 16_383, 16_384]))}`,
  ]);
}
