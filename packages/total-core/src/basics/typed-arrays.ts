/** What kind of array a value is, whatever realm it comes from and whatever it says of itself. */

const nameOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag,
)!.get!;

/** `"Float64Array"`; undefined where it is no typed array, which a `DataView` is not. */
export function typedArrayName(value: unknown): string | undefined {
  return nameOf.call(value) as string | undefined;
}

/**
 * @throws TypeError where the array's buffer was transferred away: it has no numbers any more, which must not pass for a total of 0
 */
export function checkAttached(array: ArrayLike<unknown> & { keys(): unknown }): void {
  if (array.length === 0) array.keys();
}
