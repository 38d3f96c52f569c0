import Negotiator from "negotiator";
import { splitOutsideQuotes, TOKEN } from "./header-syntax.js";

/** The media types an answer can have, the one for clients that do not care first. */
export const OFFERED_TYPES = ["application/json", "text/plain"] as const;
export type OfferedType = (typeof OFFERED_TYPES)[number];

/**
 * The type that the client likes best, by RFC 9110 section 12.5.1, or `undefined` where it takes none of them.
 *
 * No header, or an empty one, means anything goes; a malformed range is passed over, which negotiator would not do with all of them.
 */
export function acceptedType(header: string | undefined): OfferedType | undefined {
  if (header === undefined || header.trim() === "" || header === "*/*") return OFFERED_TYPES[0];
  const accept = splitOutsideQuotes(header, ",").flatMap(mediaRange).join(",");
  return new Negotiator({ headers: { accept } }).mediaType([...OFFERED_TYPES]) as OfferedType | undefined;
}

const MEDIA_RANGE = new RegExp(`^(?:\\*/\\*|(?!\\*/)${TOKEN}/${TOKEN})$`);
/** RFC 9110 section 12.4.2: a quality is at most 1 and has at most three digits after the point. */
const PARAMETER = /^(?:(?!q=)[^=]+=.*|q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?))$/i;
const UTF8 = /^charset="?utf-8"?$/i;

/** The range, if it is well-formed, without the charset that every answer has. */
function mediaRange(element: string): string[] {
  const [name = "", ...texts] = splitOutsideQuotes(element, ";").map((part) => part.trim());
  const parameters = texts.filter((text) => text !== "" && !UTF8.test(text));
  if (!MEDIA_RANGE.test(name) || !parameters.every((parameter) => PARAMETER.test(parameter))) return [];
  return [[name, ...parameters].join(";")];
}
