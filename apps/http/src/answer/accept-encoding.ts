import Negotiator from "negotiator";
import { splitOutsideQuotes } from "./header-syntax.js";

/** A coding with a quality of at most three digits after the point (RFC 9110 section 12.4.2) or none; negotiator takes more for one. */
const WEIGHTED_CODING = /^[^;]+(?:;\s*q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/** Whether the client would have an answer compressed with gzip rather than as it is, by RFC 9110 section 12.5.3. Of two that it likes alike it gets the first. */
export function prefersGzip(header: string | undefined): boolean {
  if (header === undefined) return false;
  const codings = splitOutsideQuotes(header, ",")
    .map((coding) => coding.trim().replace(/\s*;\s*/g, ";"))
    .filter((coding) => WEIGHTED_CODING.test(coding))
    // Another name of the same coding, by section 8.4.1.3.
    .map((coding) => coding.replace(/^x-gzip\b/i, "gzip"));
  const negotiator = new Negotiator({ headers: { "accept-encoding": codings.join(",") } });
  return negotiator.encoding(["gzip", "identity"]) === "gzip";
}
