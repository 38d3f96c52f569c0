/** The kind of a typed array of any realm, whatever its own properties say. */

const nameOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag,
)!.get!;

/** `"Float64Array"`; `undefined` for other values, a `DataView` too. */
export function typedArrayName(value: unknown): string | undefined {
  return nameOf.call(value) as string | undefined;
}

/**
 * @throws TypeError where the array's buffer was transferred: it has no numbers any more, which must not become a total of 0
 */
export function checkAttached(array: ArrayLike<unknown> & { keys(): unknown }): void {
  if (array.length === 0) array.keys();
}
