import { joinedKeys } from "../../contract/group-keys.js";
import { KeyNames } from "./keys.js";

/** Other keys of the second part have a lower number: a file with more different ones has no place in memory. */
const MOST_NAMES = 2 ** 26;

/** The keys of rows that have a first part and a second one, by the numbers of both. The first part may be one of two parts itself. */
export class JoinedNames {
  readonly joined: KeyNames = new KeyNames();
  private readonly first: KeyNames;
  private readonly second: KeyNames;
  /** The number of each pair: a pair is looked up by one number, not by a text. */
  private readonly numbers = new Map<number, number>();

  constructor(first: KeyNames, second: KeyNames) {
    this.first = first;
    this.second = second;
  }

  numberOf(first: number, second: number): number {
    const pair = first * MOST_NAMES + second;
    let number = this.numbers.get(pair);
    if (number === undefined) {
      number = this.joined.numberOf(joinedKeys([this.first.names[first]!, this.second.names[second]!]));
      this.numbers.set(pair, number);
    }
    return number;
  }
}

type KeyParts = AsyncGenerator<Uint32Array, void, undefined>;

/** Joins the keys of two columns, whose parts begin and end in different rows. */
export async function* joinedKeyParts(first: KeyParts, second: KeyParts, names: JoinedNames): KeyParts {
  let rest: Uint32Array = new Uint32Array(0);
  try {
    for await (const part of first) {
      const keys = new Uint32Array(part.length);
      for (let row = 0; row < keys.length;) {
        // Both columns have equally many rows.
        while (rest.length === 0) rest = (await second.next()).value!;
        const end = Math.min(row + rest.length, keys.length);
        for (let i = row; i < end; i += 1) keys[i] = names.numberOf(part[i]!, rest[i - row]!);
        rest = rest.subarray(end - row);
        row = end;
      }
      yield keys;
    }
    // The end of the second column is checked, too.
    await second.next();
  } finally {
    await second.return();
  }
}
