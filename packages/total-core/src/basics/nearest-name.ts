/** No suggestion is made of or for a longer name. */
const MAX_CHARACTERS = 100;

/** Finds the name that somebody may have meant, among names that come one by one. */
export class NearestName {
  readonly #meant: string;
  /** The first of the nearest names; `undefined` where each needs more than half of its letters changed. Others read it. */
  name: string | undefined;
  #distance = Infinity;

  constructor(meant: string) {
    this.#meant = meant.toLowerCase();
  }

  consider(name: string): void {
    if (name.length > MAX_CHARACTERS || this.#meant.length > MAX_CHARACTERS) return;
    const distance = editDistance(this.#meant, name.toLowerCase());
    const isNear = 2 * distance <= Math.max(this.#meant.length, name.length);
    if (!isNear || distance >= this.#distance) return;
    this.#distance = distance;
    this.name = name;
  }
}

/** The nearest one of all names. */
export function nearestName(meant: string, names: readonly string[]): string | undefined {
  const nearest = new NearestName(meant);
  for (const name of names) nearest.consider(name);
  return nearest.name;
}

/** How many characters have to be inserted, deleted or changed (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
