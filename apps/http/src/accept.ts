import { splitOutsideQuotes, TOKEN } from "./header-syntax.js";

/** The media types an answer can have, the one for clients that do not care first. */
export const OFFERED_TYPES = ["application/json", "text/plain"] as const;
export type OfferedType = (typeof OFFERED_TYPES)[number];

interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** False if a parameter asks for something that is not offered, as in `text/plain;format=flowed`. */
  readonly plain: boolean;
  readonly quality: number;
  /** Where it stands in the header. */
  readonly order: number;
}

interface Match {
  readonly quality: number;
  readonly specificity: number;
  readonly order: number;
}

/**
 * The type that the client likes best, by RFC 9110 section 12.5.1, or `undefined` where it takes none of them.
 *
 * Of a type's ranges the most specific gives its quality. Types of equal quality go by the more specific range, then by the
 * order in the header. No header, or an empty one, means anything goes; a range that is not one is passed over.
 */
export function acceptedType(header: string | undefined): OfferedType | undefined {
  if (header === undefined || header.trim() === "" || header === "*/*") return OFFERED_TYPES[0];
  const ranges = splitOutsideQuotes(header, ",").flatMap(mediaRange);
  let best: { type: OfferedType; match: Match } | undefined;
  for (const type of OFFERED_TYPES) {
    const match = bestMatch(type, ranges);
    if (match === undefined || match.quality === 0) continue;
    if (best === undefined || isLiked(match, best.match)) best = { type, match };
  }
  return best?.type;
}

function isLiked(one: Match, other: Match): boolean {
  if (one.quality !== other.quality) return one.quality > other.quality;
  if (one.specificity !== other.specificity) return one.specificity > other.specificity;
  return one.order < other.order;
}

function bestMatch(offered: OfferedType, ranges: readonly MediaRange[]): Match | undefined {
  const [type, subtype] = offered.split("/");
  let best: Match | undefined;
  for (const range of ranges) {
    if (!range.plain) continue;
    let specificity = 0;
    if (range.type !== "*") {
      if (range.type !== type) continue;
      specificity = 1;
      if (range.subtype !== "*") {
        if (range.subtype !== subtype) continue;
        specificity = 2;
      }
    }
    if (best === undefined || specificity > best.specificity) {
      best = { quality: range.quality, specificity, order: range.order };
    }
  }
  return best;
}

const MEDIA_RANGE = new RegExp(`^(${TOKEN})/(${TOKEN})$`);
/** RFC 9110 section 12.4.2: at most three digits after the point. */
const QUALITY = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

function mediaRange(element: string, order: number): MediaRange[] {
  const [name = "", ...parameters] = splitOutsideQuotes(element, ";").map((part) => part.trim());
  const [, type, subtype] = MEDIA_RANGE.exec(name.toLowerCase()) ?? [];
  if (type === undefined || subtype === undefined || (type === "*" && subtype !== "*")) return [];
  let quality = 1;
  let plain = true;
  for (const parameter of parameters) {
    const text = parameter.toLowerCase();
    if (text.startsWith("q=")) {
      if (!QUALITY.test(text.slice(2))) return [];
      quality = Number(text.slice(2));
    } else if (text !== "" && !/^charset="?utf-8"?$/.test(text)) {
      plain = false;
    }
  }
  return [{ type, subtype, plain, quality, order }];
}
