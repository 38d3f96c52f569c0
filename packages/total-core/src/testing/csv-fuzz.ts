/** Random CSV, good and bad, from a seed, and the options to read it with. */
import { bytesOf, type Options } from "./recorder.js";
import { damaged, digits, type FuzzedSource, jsonNumber, pieceLengths, Random } from "./fuzzed-source.js";
import type { OutcomeOptions } from "./outcome.js";

export interface FuzzedCsv extends FuzzedSource {
  readonly options: OutcomeOptions;
}

export function csvFromSeed(seed: number): FuzzedCsv {
  const random = new Random(seed);
  return csvOf(random, new RandomTable(random, 1));
}

/** The same with keys, which stand in a column before the numbers' one, or in that. */
export function keyedCsvFromSeed(seed: number): FuzzedCsv {
  const source = csvFromSeed(seed);
  const by = new Random(seed).integer(1, Number(source.options.column));
  return { ...source, options: { ...source.options, by, groups: true } };
}

/** Several columns of numbers; some may be the same field. */
export function wideCsvFromSeed(seed: number): FuzzedCsv {
  const random = new Random(seed);
  return csvOf(random, new RandomTable(random, random.integer(2, 5)));
}

/** Keys of one field or several, any of which may be numbers, and one column or several. */
export function wideKeyedCsvFromSeed(seed: number): FuzzedCsv {
  const random = new Random(seed);
  const table = new RandomTable(random, random.integer(1, 4));
  const by = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, table.fields));
  const { options, ...source } = csvOf(random, table);
  return { ...source, options: { ...options, by, groups: true } };
}

function csvOf(random: Random, table: RandomTable): FuzzedCsv {
  const rows: string[] = [];
  for (let left = random.integer(20, 400); left > 0; left--) {
    rows.push(random.chance(0.003) ? table.unusualRow() : table.row());
    rows.push(
      random.chance(0.995) ? table.lineEnd : random.pick(["\n", "\r\n", "\n\n", "\n  \n", "\n \r\n", "\r"]),
    );
  }
  if (random.chance(0.5)) rows.pop();
  const mark = random.chance(0.1) ? "\ufeff" : "";
  const bytes = bytesOf(mark + rows.join(""));
  const { options } = table;
  return {
    bytes: random.chance(0.6) ? bytes : damaged(random, bytes),
    lengths: pieceLengths(random),
    options,
  };
}

class RandomTable {
  readonly options: Options;
  readonly lineEnd: string;
  readonly fields: number;
  readonly #random: Random;
  readonly #delimiter: string;
  readonly #quotes: boolean;
  readonly #picked: readonly number[];
  /** How often each column stands in quotes. */
  readonly #quoting: readonly number[];
  /** How often a number is another one than most. */
  readonly #unusualShare: number;
  readonly #numbers: readonly (() => string)[];

  constructor(random: Random, columns: number) {
    this.#random = random;
    this.#delimiter = random.pick([",", ",", ",", "\t", ";", "|", "7", "\0"]);
    this.#quotes = random.chance(0.85);
    this.fields = random.pick([1, 2, 3, 5, 8, random.integer(1, 100)]);
    this.#picked = Array.from({ length: columns }, () => random.integer(0, this.fields - 1));
    this.#quoting = Array.from({ length: this.fields }, () => random.pick([0, 0, 0.5, 1]));
    this.#unusualShare = random.pick([0, 0.02, 0.3]);
    this.lineEnd = random.pick(["\n", "\n", "\r\n"]);
    const signs = random.pick([
      {},
      {},
      {},
      { thousands: "," },
      { decimal: "," },
      { thousands: ".", decimal: "," },
    ]);
    this.options = {
      column: columns === 1 ? this.#picked[0]! + 1 : this.#picked.map((field) => field + 1),
      header: false,
      quotes: this.#quotes,
      delimiter: this.#delimiter,
      skipInvalid: random.chance(0.3),
      ...signs,
    };
    const usual = () =>
      this.#delimiter === "7" ? jsonNumber(random).replaceAll("7", "8") : jsonNumber(random);
    this.#numbers = [
      usual,
      () => `${random.pick(["", "-", "+"])}${digits(random, random.integer(0, 3))}.${digits(random, 2)}`,
      () => `${random.integer(1, 999)},${digits(random, 3)}`,
      () => `${usual()}${random.pick(["e", "E+", "e-"])}${random.integer(0, 99)}`,
      () => random.pick(["", " ", "   ", "0", "-0", "5.", ".5"]),
    ];
  }

  row(): string {
    return Array.from({ length: this.fields }, (_, field) => this.#field(field)).join(this.#delimiter);
  }

  unusualRow(): string {
    const random = this.#random;
    const row = this.row();
    return random.pick([
      `${row}${this.#delimiter}`,
      row.slice(0, row.lastIndexOf(this.#delimiter)),
      `${row}"`,
      ` ${row}`,
      `"${row}`,
      `x"y"${this.#delimiter}${row}`,
      row.replace(this.#delimiter, `"${this.#delimiter}`),
      row.replace(this.#delimiter, ` "x"${this.#delimiter}`),
      `${row}\r`,
      "x".repeat(random.pick([10, 3000])),
    ]);
  }

  #field(field: number): string {
    const isQuoted = this.#quotes && this.#random.chance(this.#quoting[field]!);
    const content = this.#picked.includes(field) ? this.#number() : this.#text(isQuoted);
    return isQuoted ? `"${content.replaceAll('"', '""')}"` : this.#bare(content);
  }

  /** Mostly without the characters that an unquoted field cannot hold. */
  #bare(content: string): string {
    if (this.#random.chance(0.0005)) return content;
    const bare = content.replaceAll(this.#delimiter, "").replaceAll("\n", "");
    return this.#quotes ? bare.replaceAll('"', "") : bare;
  }

  #number(): string {
    const random = this.#random;
    if (!random.chance(this.#unusualShare)) return this.#numbers[0]!();
    const number = random.chance(0.03) ? this.#noNumber() : random.pick(this.#numbers)();
    return random.chance(0.3) ? ` ${number}${" ".repeat(random.integer(0, 2))}` : number;
  }

  #noNumber(): string {
    const random = this.#random;
    return random.pick([
      "x",
      ".",
      "1,5",
      "1 2",
      "NaN",
      "--1",
      "\r",
      "1e5000",
      "é",
      `1${digits(random, 300)}`,
    ]);
  }

  #text(isQuoted: boolean): string {
    const random = this.#random;
    const parts = ["", "north", "12.5", "a b", "é€", " ", "long ".repeat(20)];
    const special = isQuoted ? [",", "\t", ";", '"', '""', "\n", "\r\n", "\r", "7", "\0"] : ["\r", "-", "'"];
    return Array.from({ length: random.integer(0, 3) }, () =>
      random.pick(random.chance(0.7) ? parts : special),
    ).join("");
  }
}
