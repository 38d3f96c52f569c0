/** Sources that can be read once: read again, they would seem to be empty, and their total 0. */

const READ = /* @__PURE__ */ new WeakSet<object>();

/**
 * The iterator of an iterable.
 * @param what the word for the source in the error
 * @throws TypeError where it can be read once, and was
 */
export function openOnce<I extends object>(what: string, iterable: object, iterator: I): I {
  // Whatever begins anew makes a new one each time. A stream of Node does, too, although it has nothing more to tell.
  const isEnded = (iterable as { readonly readableEnded?: unknown }).readableEnded === true;
  if (isEnded || READ.has(iterator)) throw readBefore(what);
  if ((iterator as object) === iterable) READ.add(iterator);
  return iterator;
}

export function readBefore(what: string): TypeError {
  return new TypeError(`${what}: expected one that was not read before, got one that was`);
}
