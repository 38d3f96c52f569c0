/** Makes it when it is first asked for, and remembers what came of it: `undefined` where that throws. */
export function once<T>(make: () => T | undefined): () => T | undefined {
  let made: { readonly result: T | undefined } | undefined;
  return () => (made ??= { result: unlessItThrows(make) }).result;
}

export function unlessItThrows<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
