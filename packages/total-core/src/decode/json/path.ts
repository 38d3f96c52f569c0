import { utf8Encoder } from "../../basics/text-codecs.js";
import { optionError } from "../../basics/option-values.js";
import { listOf, type OneOrMore } from "../../contract/format-options.js";
import { checkListLength } from "../../contract/wanted-column.js";
import { MAX_LITERAL_BYTES } from "../literals/bounds.js";

/**
 * The keys of each path in an option that takes one or several.
 *
 * @param option its name in errors
 * @throws RangeError as {@link keysFromField} does, and for a list of none or of too many
 */
export function fieldPaths(
  fields: OneOrMore<string>,
  option: string = "field",
): readonly (readonly string[])[] {
  const list = listOf(fields);
  checkListLength(option, list);
  return list.map((field) => keysFromField(field, option));
}

/**
 * The keys in a `field` option: a path `a.b.c`, or a JSON Pointer (RFC 6901), which begins with `/`.
 *
 * @param option the option's name in errors
 * @throws RangeError where the option is empty, a `~` in a JSON Pointer is neither `~0` nor `~1`, or a key is longer than 16 KiB
 */
export function keysFromField(field: string, option: string = "field"): readonly string[] {
  if (field === "") throw optionError(RangeError, option, "a path or a JSON Pointer", "nothing");
  const keys = field.startsWith("/") ? keysFromPointer(field, option) : field.split(".");
  if (keys.some((key) => utf8Encoder().encode(key).length > MAX_LITERAL_BYTES)) {
    throw optionError(RangeError, option, "keys of at most 16 KiB", "a longer one");
  }
  return keys;
}

function keysFromPointer(pointer: string, option: string): string[] {
  if (/~(?![01])/.test(pointer)) {
    throw optionError(RangeError, option, "~0 or ~1 in a JSON Pointer", "another ~");
  }
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
