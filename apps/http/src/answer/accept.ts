/** Accept and Accept-Encoding. Malformed elements are dropped before negotiator weighs the rest, because it would misread them. */
import Negotiator from "negotiator";
import { splitOutsideQuotes, TOKEN } from "./header-syntax.js";

/** The media types an answer can have, the one for clients that do not care first. */
export const OFFERED_TYPES = ["application/json", "text/plain"] as const;
export type OfferedType = (typeof OFFERED_TYPES)[number];

/** A quality is at most 1 and has at most three digits after the point, RFC 9110 section 12.4.2. */
const QUALITY = "q=(?:0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)";
const MEDIA_RANGE = new RegExp(`^(?:\\*/\\*|(?!\\*/)${TOKEN}/${TOKEN})$`);
const MEDIA_PARAMETER = new RegExp(`^(?:(?!q=)[^=]+=.*|${QUALITY})$`, "i");
const UTF8 = /^charset="?utf-8"?$/i;
const CODING = new RegExp(`^[^;]+(?:;${QUALITY})?$`, "i");

/**
 * The media type that the client likes best, by RFC 9110 section 12.5.1, or `undefined` where it takes none of them. No header, or an
 * empty one, accepts everything.
 */
export function acceptedType(header: string | undefined): OfferedType | undefined {
  if (header === undefined || header.trim() === "" || header === "*/*") return OFFERED_TYPES[0];
  const ranges = elementsOf(header)
    // Every answer has this charset.
    .map((parts) => parts.filter((part) => part !== "" && !UTF8.test(part)))
    .filter(
      ([name = "", ...parameters]) =>
        MEDIA_RANGE.test(name) && parameters.every((parameter) => MEDIA_PARAMETER.test(parameter)),
    );
  return negotiator("accept", ranges).mediaType([...OFFERED_TYPES]) as OfferedType | undefined;
}

/**
 * Whether the client prefers an answer compressed with gzip to a plain one, by RFC 9110 section 12.5.3. Where it likes both alike, the
 * one that it names first is taken.
 */
export function prefersGzip(header: string | undefined): boolean {
  if (header === undefined) return false;
  const codings = elementsOf(header)
    .filter((parts) => CODING.test(parts.join(";")))
    // Two names of one coding, section 8.4.1.3.
    .map(([name = "", ...weight]) => [name.replace(/^x-gzip$/i, "gzip"), ...weight]);
  return negotiator("accept-encoding", codings).encoding(["gzip", "identity"]) === "gzip";
}

/** A list's elements, each as its name and its parameters. */
function elementsOf(header: string): string[][] {
  return splitOutsideQuotes(header, ",").map((element) =>
    splitOutsideQuotes(element, ";").map((part) => part.trim()),
  );
}

function negotiator(header: string, elements: readonly string[][]): Negotiator {
  return new Negotiator({ headers: { [header]: elements.map((parts) => parts.join(";")).join(",") } });
}
