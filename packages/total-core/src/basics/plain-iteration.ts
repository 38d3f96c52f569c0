/**
 * Lists whose iteration is the language's own and no program can see: reading their elements in place of iterating them makes no difference but time.
 *
 * The language's own is whatever stood there when this module was loaded.
 */
import { typedArrayName } from "./typed-arrays.js";

const arrayValues: unknown = Array.prototype[Symbol.iterator];
const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
const typedArrayValues: unknown = typedArrayPrototype[Symbol.iterator];
/** The prototype of the iterators of arrays and typed arrays. */
const iteratorPrototype = Object.getPrototypeOf([][Symbol.iterator]()) as Iterator<unknown>;
const { next } = iteratorPrototype;

const getterOf = (name: string): (() => unknown) =>
  Object.getOwnPropertyDescriptor(typedArrayPrototype, name)!.get!;
const bufferOf = getterOf("buffer");
const byteOffsetOf = getterOf("byteOffset");
const lengthOf = getterOf("length");

/** Nothing that a program wrote is called here: a getter in the place of `next` would be. With a method `return`, the end of an iteration can be seen. */
function isPlain(): boolean {
  return (
    Object.getOwnPropertyDescriptor(iteratorPrototype, "next")?.value === next &&
    !("return" in iteratorPrototype)
  );
}

/**
 * Whether to iterate `items` is to read its length and an element in turn, until the index reaches the length.
 * @param method the value of its property `Symbol.iterator`
 */
export function isPlainArray(items: unknown, method: unknown): items is readonly unknown[] {
  return method === arrayValues && Array.isArray(items) && isPlain();
}

/**
 * The elements of a `Float64Array`, whatever it has in the place of its own `length`, `subarray` and so on.
 * @param method the value of its property `Symbol.iterator`
 * @returns `undefined` where to iterate it is something else, and where it has no elements, which may be an error
 */
export function plainDoubles(items: unknown, method: unknown): Float64Array | undefined {
  if (method !== typedArrayValues || typedArrayName(items) !== "Float64Array" || !isPlain()) return undefined;
  const length = lengthOf.call(items) as number;
  if (length === 0) return undefined;
  return new Float64Array(bufferOf.call(items) as ArrayBuffer, byteOffsetOf.call(items) as number, length);
}
