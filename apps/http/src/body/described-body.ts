import { checkFormatOptions, isOptionError, type EncodedBatch } from "@dlg/total-core";
import { needsField, quote, type FormatOption } from "@dlg/total-core/internal";
import { Refusal } from "../problem.js";
import { BODY_TYPES, type BodyType } from "./body-types.js";
import type { Coding } from "./content.js";
import { mediaTypeFrom } from "./media-type.js";
import { optionsFromQuery } from "./query.js";

/** A body as the head of its request describes it. */
export interface DescribedBody {
  readonly coding: Coding;
  readonly encoding: Omit<EncodedBatch, "bytes">;
  /** In bytes on the wire, before decompression. */
  readonly length: number | undefined;
}

type Header = (name: string) => string | undefined;

/**
 * @throws Refusal 415 for a media type, charset or encoding that cannot be read; 400 for a query that does not fit
 */
export function describedBody(header: Header, query: URLSearchParams): DescribedBody {
  const { format, parameters } = bodyType(header("content-type"));
  const coding = codingFrom(header);
  const encoding = { format, ...optionsFromQuery(query, parameters) };
  checkOptions(encoding);
  if (encoding.field === undefined) refuseFieldless(encoding);
  const length = header("content-length");
  return { coding, encoding, length: length === undefined ? undefined : Number(length) };
}

const MEDIA_TYPES = Object.keys(BODY_TYPES).join(", ");

function bodyType(contentType: string | undefined): BodyType {
  const { type = "", charset } = mediaTypeFrom(contentType ?? "") ?? {};
  if (!Object.hasOwn(BODY_TYPES, type)) {
    throw unsupported(
      `a Content-Type of ${MEDIA_TYPES}`,
      contentType === undefined ? "none" : quote(contentType),
      // RFC 9110 section 15.5.16, and Linked Data Platform 1.0 section 7.1.
      { Accept: MEDIA_TYPES, "Accept-Post": MEDIA_TYPES },
    );
  }
  if (charset !== undefined && !/^utf-?8$/.test(charset)) {
    throw unsupported("the charset utf-8", quote(charset));
  }
  return BODY_TYPES[type]!;
}

function codingFrom(header: Header): Coding {
  const transferCoding = header("transfer-encoding")?.trim().toLowerCase();
  if (transferCoding !== undefined && transferCoding !== "chunked") {
    throw unsupported("the Transfer-Encoding chunked or none", quote(transferCoding));
  }
  const coding = header("content-encoding")?.trim().toLowerCase() ?? "";
  if (coding === "" || coding === "identity") return "identity";
  if (coding === "gzip" || coding === "x-gzip") return "gzip";
  throw unsupported("the Content-Encoding gzip or none", quote(coding), {
    "Accept-Encoding": "gzip, identity",
  });
}

function unsupported(expected: string, got: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  const members = { detail: `expected ${expected}, got ${got}`, code: "UNSUPPORTED", expected, got } as const;
  return new Refusal(415, members, headers);
}

/** An option without anything that it could speak to: the client means another total. */
function refuseFieldless({ format, ...options }: DescribedBody["encoding"]): void {
  for (const name of Object.keys(options) as FormatOption[]) {
    if (needsField(name, format))
      throw new Refusal(400, { detail: `${name}: expected field beside it, got none` });
  }
}

function checkOptions({ format, ...options }: DescribedBody["encoding"]): void {
  try {
    checkFormatOptions(format, options);
  } catch (error) {
    throw isOptionError(error) ? new Refusal(400, { detail: error.message }) : error;
  }
}
