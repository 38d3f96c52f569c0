import { wrongType } from "../../basics/describe.js";
import { FORMAT_TABLE } from "../../contract/formats.js";
import {
  FORMATS,
  type Batch,
  type Format,
  type NumbersApi,
  type NumbersOptions,
} from "../../contract/numbers-api.js";
import { checkedChoice, checkedInteger, checkedMilliseconds } from "../../basics/option-values.js";
import { GIVEN_COMPRESSIONS, showsEnd, type GivenCompression } from "../compression/read-through.js";
import { watched, type BytesWatch } from "../bytes-watch.js";
import { parsedAddress, type Address } from "./address.js";
import { bodyOf } from "./body.js";
import { cutShort } from "./body-end.js";
import { storedLength } from "./body-headers.js";
import { fetchTransport } from "./fetch-transport.js";
import type { Answer } from "./follow.js";
import { formatOfAnswer } from "./format-of-answer.js";
import { nodeTransport } from "./node-transport.js";
import { checkedHeaders, commonHeaders, type GivenHeaders } from "./request-headers.js";
import { checkStorageOptions, storedNumbers, type StorageOptions } from "../stored-numbers.js";
import { TimeLimits } from "./time-limits.js";
import type { Transport } from "./transport.js";
import { Tries, type RetryingRequest } from "./tries.js";

export type { GivenHeaders } from "./request-headers.js";

/** The options of {@link httpNumbers}: those of all formats, and these. */
export interface HttpNumbersOptions extends StorageOptions {
  /**
   * The format of the bytes, once they are decompressed.
   * @default told from the Content-Type, else from the address's extension
   */
  readonly format?: Format | undefined;
  /**
   * How the body is compressed, Content-Encoding aside: `gzip`, `zstd` or `none`. Compressed data show by themselves that they are whole, so that text and
   * CSV in them need neither a Content-Length nor chunks, which a browser may hide.
   * @default by Content-Type and extension, else told from the first bytes
   */
  readonly compression?: GivenCompression | undefined;
  /** Sent to the origin of the address only, through redirects too. */
  readonly headers?: GivenHeaders | undefined;
  /**
   * The longest wait for the answer to begin, and between two pieces of it, in milliseconds.
   * @default 30_000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * The longest time for the whole, in milliseconds.
   * @default 600_000
   */
  readonly deadlineMs?: number | undefined;
  /**
   * How many more tries there are, all together: where no answer came, or one of 408, 429 or 5xx, and for the rest of a body that was cut, if the answer has a
   * strong ETag.
   * @default 3
   */
  readonly retries?: number | undefined;
  /** @default 5 */
  readonly maxRedirects?: number | undefined;
  /** Told the number of tries so far before each further one. An error that it throws ends the reading. */
  readonly onRetry?: ((tries: number) => void) | undefined;
  /** Told how many bytes there are, as `onStored` counts them, before any is read, if the answer says it. */
  readonly onLength?: ((bytes: number) => void) | undefined;
}

/** Numbers at an address. */
export interface HttpNumbersApi extends NumbersApi {
  /**
   * As in {@link NumbersApi}. Each call is a request of its own.
   * @param options.headers for this reading alone; they go before headers of the same name in {@link HttpNumbersOptions}
   * @param options.onRetry for this reading alone, told beside the one of {@link HttpNumbersOptions}
   */
  numbers(options: NumbersOptions & Pick<HttpNumbersOptions, "headers" | "onRetry">): AsyncIterable<Batch>;
}

/**
 * The numbers at an address, fetched by GET and read in constant memory.
 *
 * @throws TypeError or RangeError, from here, for an address, header or number that cannot be; TotalError,
 * from the numbers: SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, UNSUPPORTED, BAD_FORMAT
 */
export function httpNumbers(url: string | URL, options: HttpNumbersOptions = {}): HttpNumbersApi {
  return addressNumbers(parsedAddress(url), options, { transport: nodeTransport() ?? fetchTransport });
}

/** How an address is read, besides its options. */
interface AddressReading {
  readonly transport: Transport;
  /** Sees the answer before its body is read. An error that it throws ends the reading. */
  readonly onAnswer?: ((answer: Answer) => void) | undefined;
  readonly watch?: BytesWatch | undefined;
}

/**
 * The same for a parsed address.
 * @internal
 */
export function addressNumbers(
  address: Address,
  options: HttpNumbersOptions,
  { transport, onAnswer, watch }: AddressReading,
): HttpNumbersApi {
  const {
    format: givenFormat,
    compression: givenCompression,
    headers,
    timeoutMs = 30_000,
    deadlineMs = 600_000,
    retries = 3,
    maxRedirects = 5,
    onRetry,
    onLength,
    ...others
  } = options;
  checkedChoice("format", givenFormat, FORMATS);
  checkedChoice("compression", givenCompression, GIVEN_COMPRESSIONS);
  checkStorageOptions(givenFormat, others);
  checkOnRetry(onRetry);
  const givenHeaders = checkedHeaders(headers);
  const common: Omit<RetryingRequest, "ownHeaders" | "onRetry"> = {
    address,
    transport,
    commonHeaders: commonHeaders(givenFormat),
    timeoutMs: checkedMilliseconds("timeoutMs", timeoutMs, { min: 1 }),
    retries: checkedInteger("retries", retries, { min: 0 }),
    maxRedirects: checkedInteger("maxRedirects", maxRedirects, { min: 0 }),
  };
  checkedMilliseconds("deadlineMs", deadlineMs, { min: 1 });
  const { name } = address;

  return {
    async *numbers({ signal, ...ofReading }): AsyncGenerator<Batch, void, undefined> {
      signal.throwIfAborted();
      const ownHeaders = { ...address.headers, ...givenHeaders, ...checkedHeaders(ofReading.headers) };
      checkOnRetry(ofReading.onRetry);
      const tellRetry = (tries: number): void => {
        onRetry?.(tries);
        ofReading.onRetry?.(tries);
      };
      const limits = new TimeLimits(signal, name, { timeoutMs, deadlineMs });
      try {
        const tries = new Tries({ ...common, ownHeaders, onRetry: tellRetry }, limits);
        const answer = await tries.first();
        onAnswer?.(answer);
        const length = storedLength(answer);
        if (length !== undefined) onLength?.(length);
        const { compression, ...told } = formatOfAnswer(
          { header: answer.header, name, paths: [address.url.pathname, answer.url.pathname] },
          { format: givenFormat, compression: givenCompression },
        );
        const isSelfDelimiting =
          showsEnd(compression) ||
          (told.format !== undefined && FORMAT_TABLE[told.format].showsItsEnd === true);
        const bytes = bodyOf(answer, tries, isSelfDelimiting);
        const storage = { ...told, compression, name, cutShort: cutShort(answer), ...others };
        yield* storedNumbers(watched(bytes, watch), storage);
      } finally {
        limits.end();
      }
    },
  };
}

function checkOnRetry(given: unknown): void {
  if (given !== undefined && typeof given !== "function") throw wrongType("onRetry", "a function", given);
}
