/** The kind of a typed array of any realm, whatever its own properties say. */

/**
 * Bytes in a buffer of their own: `Uint8Array<ArrayBuffer>`, which TypeScript has since 5.7. Declarations that say so by this name are read by older ones.
 */
export type OwnBytes = ReturnType<Uint8ArrayConstructor["of"]>;

const nameOf = /* @__PURE__ */ nameGetter();

function nameGetter(): () => unknown {
  const prototype = Object.getPrototypeOf(Uint8Array.prototype) as object;
  return Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)!.get!;
}

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
