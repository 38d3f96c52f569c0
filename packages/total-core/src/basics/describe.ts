/** `a string`, `null`, `an object`: a value as the error about it calls it. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const type = Array.isArray(value) ? "array" : typeof value;
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

/** `numbers[3]: expected a number, got a string` */
export function wrongType(place: string, expected: string, got: unknown): TypeError {
  return new TypeError(`${place}: expected ${expected}, got ${describe(got)}`);
}

/** The same for what stands in a list; lists are called `numbers`, wherever they came from. */
export function wrongElement(index: number, expected: string, got: unknown): TypeError {
  return wrongType(`numbers[${index}]`, expected, got);
}
