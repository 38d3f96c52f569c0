/** Random objects with a number at `a.b` each, good and bad, from a seed: mostly of one shape. */
import { bytesOf } from "./recorder.js";
import { damaged, digits, type FuzzedSource, jsonNumber, pieceLengths, Random } from "./fuzzed-source.js";

export function ndjsonFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const shape = new RandomShape(random, [" ", "\t", "\r"]);
  const lineEnd = random.pick(["\n", "\n", "\r\n"]);
  const parts: string[] = [];
  for (let left = random.integer(20, 300); left > 0; left--) {
    parts.push(random.chance(0.003) ? unusualRow(random) : shape.row());
    parts.push(random.chance(0.99) ? lineEnd : random.pick(["\n\n", " \n \n", "", "\r", " \r\n"]));
  }
  if (random.chance(0.5)) parts.pop();
  const mark = random.chance(0.1) ? "\ufeff" : "";
  return { bytes: damaged(random, bytesOf(mark + parts.join(""))), lengths: pieceLengths(random) };
}

export function objectsFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const shape = new RandomShape(random, [" ", "\t", "\r", "\n"]);
  const comma = random.pick([",", ",", ", ", ",\n  ", " ,\r\n"]);
  const parts: string[] = [];
  for (let left = random.integer(20, 300); left > 0; left--) {
    parts.push(random.chance(0.003) ? unusualRow(random) : shape.row());
    parts.push(random.chance(0.998) ? comma : random.pick([",,", " ", "\n,\n", "", ",]", "],"]));
  }
  parts.pop();
  const text = `${random.pick(["[", " [ ", "\ufeff["])}${parts.join("")}${random.pick(["]", " ]\n", "] x", ",]", ""])}`;
  return { bytes: damaged(random, bytesOf(text)), lengths: pieceLengths(random) };
}

/** Objects in an array at `a`, or in arrays within it, with a number at `b` each: in one object, which may stand among others. */
export function objectsAtFieldFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const shape = new RandomShape(random, [" ", "\t", "\r", "\n"]);
  const parts: string[] = [];
  for (let left = random.integer(1, 4); left > 0; left--) {
    const elements: string[] = [];
    for (let more = random.integer(0, 100); more > 0; more--) {
      elements.push(
        random.chance(0.01) ? random.pick(["null", "[]", "5", "{}", "}", '"x"']) : shape.parent(),
      );
    }
    const array = `[${elements.join(random.pick([",", ", ", ",\n  "]))}]`;
    parts.push(`{"x":[1],"a":${random.pick([array, array, `[[],${array}]`])},"y":{"a":[]}}`);
  }
  const separator = random.pick(["\n", "", "\r\n\n", " "]);
  return { bytes: damaged(random, bytesOf(parts.join(separator))), lengths: pieceLengths(random) };
}

/** Documents one after another: objects in lines, over lines, in arrays. */
export function sequenceFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const inLines = new RandomShape(random, [" ", "\t", "\r"]);
  const overLines = new RandomShape(random, [" ", "\n", "\r\n  "]);
  const share = random.pick([0, 0.02, 0.5, 1]);
  const parts: string[] = [];
  for (let left = random.integer(20, 200); left > 0; left--) {
    if (random.chance(0.005)) parts.push(unusualRow(random));
    else if (random.chance(0.02))
      parts.push(`[${Array.from({ length: 9 }, () => overLines.row()).join(",")}]`);
    else parts.push(random.chance(share) ? overLines.row() : inLines.row());
    parts.push(random.chance(0.97) ? "\n" : random.pick(["\n\n", "", " ", "\r\n", ",", "\t"]));
  }
  return { bytes: damaged(random, bytesOf(parts.join(""))), lengths: pieceLengths(random) };
}

/** Lines of one number each. */
export function numberLinesFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const parts: string[] = [];
  for (let left = random.integer(100, 900); left > 0; left--) {
    parts.push(random.chance(0.998) ? jsonNumber(random) : unusualRow(random));
    parts.push(random.chance(0.99) ? "\n" : random.pick(["\r\n", " \n", "\n\n", ",\n", " "]));
  }
  return { bytes: damaged(random, bytesOf(parts.join(""))), lengths: pieceLengths(random) };
}

/** Makes rows that differ from each other here and there. */
class RandomShape {
  readonly #random: Random;
  readonly #blanks: readonly string[];
  readonly #blankChance: number;
  readonly #keys: readonly string[];
  readonly #innerKeys: readonly string[];
  /** How often a scalar is of another kind than usual. */
  readonly #unusualShare: number;
  /** How often the way to the number ends early. */
  readonly #missingShare: number;
  readonly #kinds = new Map<string, number>();

  constructor(random: Random, blanks: readonly string[]) {
    this.#random = random;
    this.#blanks = blanks;
    this.#blankChance = random.pick([0, 0, 0.01, 0.5]);
    this.#unusualShare = random.pick([0, 0.01, 0.2]);
    this.#missingShare = random.pick([0, 0, 0, 0.01, 0.4]);
    this.#keys = [...this.#someKeys(), "a", ...this.#someKeys()];
    this.#innerKeys = [...this.#someKeys(), "b", ...this.#someKeys()];
  }

  #someKeys(): string[] {
    const { length } = digits(this.#random, this.#random.integer(0, 4));
    const keys = [
      "id",
      "x",
      "b",
      "ab",
      "é",
      "",
      "a key of more than sixteen bytes",
      "c\\n",
      "\\u0064",
      "]",
      "{,:",
    ];
    return Array.from({ length }, () => this.#random.pick(keys)).filter((key) => key !== "b" || length > 3);
  }

  row(): string {
    return (
      this.#blank() +
      this.#object(this.#keys, (key) => (key === "a" ? this.#parents() : this.#value(key, 2))) +
      this.#blank()
    );
  }

  #parents(): string {
    if (!this.#random.chance(this.#unusualShare / 20)) return this.parent();
    return `[${Array.from({ length: this.#random.integer(0, 3) }, () => this.parent()).join()}]`;
  }

  /** The holder of the number at `b`. */
  parent(): string {
    return this.#object(this.#innerKeys, (key) =>
      key === "b" ? this.#picked() : this.#value(`a.${key}`, 2),
    );
  }

  #picked(): string {
    const random = this.#random;
    if (!random.chance(this.#unusualShare)) return jsonNumber(random);
    return random.chance(0.97)
      ? random.pick([
          jsonNumber(random),
          `"${jsonNumber(random)}"`,
          "null",
          '""',
          '"+5."',
          `"-.${digits(random, 3)}"`,
          "1e5",
          "-2.5E-3",
          '"1e3"',
        ])
      : random.pick([
          '"x"',
          "true",
          '"1 "',
          "[]",
          "{}",
          '"\\u0031"',
          '"1\\n"',
          "1e5000",
          '"."',
          "[1, [2]]",
          '["3",null]',
          "01",
          "+1",
          "-",
        ]);
  }

  #object(keys: readonly string[], valueOf: (key: string) => string): string {
    const members = keys
      .filter(() => !this.#random.chance(this.#unusualShare / 50))
      .filter((key) => (key !== "a" && key !== "b") || !this.#random.chance(this.#missingShare))
      .map(
        (key) => `${this.#blank()}"${key}"${this.#blank()}:${this.#blank()}${valueOf(key)}${this.#blank()}`,
      );
    return `{${members.join(",")}${members.length === 0 ? this.#blank() : ""}}`;
  }

  #value(place: string, depth: number): string {
    const random = this.#random;
    const usual = this.#kinds.get(place) ?? random.integer(0, 11);
    this.#kinds.set(place, usual);
    switch (random.chance(this.#unusualShare) ? random.integer(0, 11) : usual) {
      case 0:
      case 1:
        return jsonNumber(random);
      case 2:
        return random.pick(["true", "false", "null"]);
      case 3:
        return `${jsonNumber(random)}${random.pick(["e", "E-", "e+"])}${random.integer(0, 9999)}`;
      case 4:
        return `"${random.pick(["", "b", '\\"', "\\\\", "\\u00e9\\ud83d\\ude00", "x\\/y", "{[,:]}"])}"`;
      case 5:
        return `"${"long ".repeat(random.integer(0, 12))}"`;
      case 6:
        return depth === 0
          ? "[]"
          : `[${Array.from({ length: random.integer(0, 4) }, () => this.#value(`${place}[]`, depth - 1)).join()}]`;
      case 7:
        return depth === 0 ? "{}" : `{"b":${this.#value(`${place}.b`, depth - 1)}}`;
      default:
        return `"${random.pick(["north", "south", "é", "\u2028"])}${random.integer(0, 99)}"`;
    }
  }

  #blank(): string {
    return this.#random.chance(this.#blankChance)
      ? this.#random.pick(this.#blanks).repeat(this.#random.integer(1, 3))
      : "";
  }
}

function unusualRow(random: Random): string {
  return random.pick([
    random.pick(["{}", "[]", "null", '"x"', "5", "true", "", "{", "}", "[1", "nul", "x", "\0"]),
    random.pick([
      '{"a":1}',
      '{"a":[]}',
      '{"a":{"b":[1]}}',
      '{"a":{"b":{}}}',
      '{"b":1}',
      '{"a":{"b":true}}',
      '{"a":{"c":1}}',
    ]),
    random.pick([
      '{"a":{"b":1,"b":2}}',
      '{"a":{"b":1},"a":{"b":3}}',
      '{"a":{"b":1},"a":null}',
      '{"a":null,"a":{"b":4}}',
      '{"a":{"b":"x","b":5}}',
    ]),
    random.pick([
      '{"\\u0061":{"b":6}}',
      '{"a":{"\\u0062":7}}',
      '{"a":{"\\u0062":8,"b":9}}',
      '{"x":{"a":{"b":1}},"a":{"b":10}}',
    ]),
    random.pick([
      '{"a":{"b":1}',
      '{"a":{"b":1}}}',
      '{"a":{"b":1,}}',
      '{"a":{"b":1}},',
      '{"a" {"b":1}}',
      '{"a":{"b":1}"c":2}',
      '{"a":{"b":1]}',
    ]),
    random.pick([
      '{"a":{"b":1},"c":01}',
      '{"a":{"b":1},"c":1.}',
      '{"a":{"b":1},"c":-}',
      '{"a":{"b":1},"c":tru}',
      '{"a":{"b":1},"c":"\t"}',
    ]),
    random.pick([
      '{"a":{"b":1},"c":"\\x"}',
      '{"a":{"b":1},"c":"\\u12g4"}',
      '{"a":{"b":1},"c":"x}',
      "{'a':1}",
      "{a:1}",
      '{"a":{"b":1}} 2',
    ]),
    `{"a":{"b":${jsonNumber(random)}},"c":${"[".repeat(70)}${"]".repeat(70)}}`,
    `{"c":"${"x".repeat(random.pick([100, 5000]))}","a":{"b":${jsonNumber(random)}}}`,
    `{"c":[${digits(random, 600).split("").join()}],"a":{"b":${jsonNumber(random)}}}`,
    `{"a":{"b":${jsonNumber(random)}},"c":${digits(random, 3).replace(/^0+(?=.)/, "")}e${digits(random, 3)}}`,
  ]);
}
