/** `a string`, `null`, `an object`: a value as errors name it. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const type = Array.isArray(value) ? "array" : typeof value;
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

/** `numbers[3]: expected a number, got a string` */
export function wrongType(place: string, expected: string, got: unknown): TypeError {
  return new TypeError(`${place}: expected ${expected}, got ${describe(got)}`);
}

/** The same for an element of a list; errors name every list `numbers`. */
export function wrongElement(index: number, expected: string, got: unknown): TypeError {
  return wrongType(`numbers[${index}]`, expected, got);
}
