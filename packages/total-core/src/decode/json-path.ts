import { MAX_LITERAL_BYTES } from "./literal.js";

/**
 * The keys that a `field` option names: a path `a.b.c`, or, if it begins with `/`, a JSON Pointer (RFC 6901), whose every part is a key.
 *
 * @throws RangeError where it is empty, its escapes are no JSON Pointer's, or a key is longer than 16 KiB
 */
export function keysFromField(field: string): readonly string[] {
  if (field === "") throw new RangeError("field: expected a path or a JSON Pointer, got nothing");
  const keys = field.startsWith("/") ? keysFromPointer(field) : field.split(".");
  if (keys.some((key) => encoder.encode(key).length > MAX_LITERAL_BYTES)) {
    throw new RangeError("field: expected keys of at most 16 KiB, got a longer one");
  }
  return keys;
}

const encoder = new TextEncoder();

function keysFromPointer(pointer: string): string[] {
  if (/~(?![01])/.test(pointer)) {
    throw new RangeError("field: expected ~0 or ~1 in a JSON Pointer, got another ~");
  }
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
