/** Calls `make` when it is first called, and remembers the result: `undefined` where `make` throws. */
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
