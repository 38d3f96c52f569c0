/** The numbers in a `Response` that somebody else has fetched or made. */
import { checkedChoice, checkedText } from "../../basics/option-values.js";
import { FORMAT_TABLE } from "../../contract/formats.js";
import { FORMATS, type Batch, type Format, type NumbersApi } from "../../contract/numbers-api.js";
import { GIVEN_COMPRESSIONS, showsEnd, type GivenCompression } from "../compression/read-through.js";
import { checkStorageOptions, storedNumbers, type StorageOptions } from "../stored-numbers.js";
import { streamChunks, streamOpener } from "../stream-chunks.js";
import { checkShowsEnd, cutShort, ofItsLength, toTheEnd } from "./body-end.js";
import { storedLength } from "./body-headers.js";
import { httpFault, shownStatus } from "./fault.js";
import { headFrom } from "./fetch-head.js";
import { formatOfAnswer } from "./format-of-answer.js";
import type { AnswerHead } from "./transport.js";

export interface ResponseNumbersOptions extends StorageOptions {
  /** @default told from the Content-Type, else from the address's extension */
  readonly format?: Format | undefined;
  /** As `httpNumbers` has it. */
  readonly compression?: GivenCompression | undefined;
  /** Its name in errors. @default its address */
  readonly name?: string | undefined;
}

/** Whether it is a Response, of any realm. */
export function isResponse(value: unknown): value is Response {
  const { status, headers, bodyUsed } = Object(value) as Partial<Response>;
  return typeof status === "number" && typeof bodyUsed === "boolean" && typeof headers?.get === "function";
}

/**
 * The numbers in the body of a Response, which can be read once.
 *
 * @throws TypeError, from the numbers, where the body was read before; TotalError, from the numbers: SOURCE_UNAVAILABLE for another status than 200, for
 * a body that is cut, and for one that cannot show that it is whole; UNSUPPORTED
 */
export function responseNumbers(response: Response, options: ResponseNumbersOptions): NumbersApi {
  const { format, compression: givenCompression, name: givenName, ...others } = options;
  checkedChoice("format", format, FORMATS);
  checkedChoice("compression", givenCompression, GIVEN_COMPRESSIONS);
  checkStorageOptions(format, others);
  const name = checkedText("name", givenName) ?? (response.url === "" ? "response" : response.url);
  return {
    async *numbers({ signal }): AsyncGenerator<Batch, void, undefined> {
      signal.throwIfAborted();
      const { body } = response;
      if (response.bodyUsed || body?.locked === true) {
        throw new TypeError("response: expected one whose body was not read before, got one whose was");
      }
      // Nothing has come for it over a network, where it could have been cut, and nothing has decoded it.
      const isMade = response.url === "";
      const answer = isMade ? madeAnswer(response) : headFrom(response, { url: response.url, since: 0 });
      try {
        checkStatus(response, answer, name);
        const paths = isMade ? [] : [new URL(response.url).pathname];
        const given = { format, compression: givenCompression };
        const told = formatOfAnswer({ header: answer.header, paths, name }, given);
        const showsItsEnd = told.format !== undefined && FORMAT_TABLE[told.format].showsItsEnd === true;
        const end = { name, isSelfDelimiting: showsEnd(told.compression) || showsItsEnd };
        const isGzip = checkShowsEnd(answer, end);
        const compression = isGzip ? "gzip" : told.compression;
        let pieces: AsyncIterable<Uint8Array> = streamChunks(streamOpener(body ?? [])(), { name, signal });
        pieces = toTheEnd(pieces, answer, end);
        if (storedLength(answer) !== undefined) pieces = ofItsLength(pieces, answer, name);
        const storage = { ...told, compression, name, cutShort: cutShort(answer), ...others };
        yield* storedNumbers(pieces, storage);
      } finally {
        // Nothing happens where it was read to its end.
        if (body?.locked === false) body.cancel().catch(() => {});
      }
    },
  };
}

function checkStatus({ type }: Response, answer: AnswerHead, name: string): void {
  if (answer.status === 200) return;
  const got = type.startsWith("opaque") ? "an opaque one, of which nothing can be read" : shownStatus(answer);
  throw httpFault("SOURCE_UNAVAILABLE", name, { expected: "200", got });
}

/** Its body is as it was put in: nothing has decoded it, and a stream that fails says so. */
function madeAnswer({ status, statusText, headers }: Response): AnswerHead {
  return {
    status,
    statusText,
    header: (field) => headers.get(field) ?? undefined,
    framed: true,
    mayBeDecoded: false,
  };
}
