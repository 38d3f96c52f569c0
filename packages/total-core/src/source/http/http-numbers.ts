import {
  FORMATS,
  type EncodedBatch,
  type Format,
  type FormatOptions,
  type NumbersApi,
} from "../../numbers-api.js";
import { encodedBatches } from "../encoded-batches.js";
import { checkedChoice, checkedInteger, checkedMilliseconds, checkedText } from "../options.js";
import { parsedAddress } from "./address.js";
import { bodyOf, isCompressed } from "./body.js";
import { fetchTransport } from "./fetch-transport.js";
import { formatOfAnswer } from "./format-of-answer.js";
import { get, type RetryingRequest } from "./get.js";
import { nodeTransport } from "./node-transport.js";
import { checkedHeaders, commonHeaders, headersOfNamedOrigin, type GivenHeaders } from "./request-headers.js";
import { TimeLimits } from "./time-limits.js";

export interface HttpNumbersOptions extends FormatOptions {
  /** @default told from the Content-Type, else from the address's extension */
  readonly format?: Format | undefined;
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
   * How many more tries there are where no answer came, or one of 408, 429 or 5xx.
   * @default 3
   */
  readonly retries?: number | undefined;
  /** @default 5 */
  readonly maxRedirects?: number | undefined;
}

/**
 * The numbers at an address, fetched by GET and read in constant memory.
 *
 * @throws TypeError or RangeError, from here, for an address, header or number that cannot be; TotalError,
 * from the numbers: SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, UNSUPPORTED, BAD_FORMAT
 */
export function httpNumbers(url: string | URL, options: HttpNumbersOptions = {}): NumbersApi {
  const {
    format: givenFormat,
    headers,
    timeoutMs = 30_000,
    deadlineMs = 600_000,
    retries = 3,
    maxRedirects = 5,
    ...formatOptions
  } = options;
  const address = parsedAddress(url);
  checkedChoice("format", givenFormat, FORMATS);
  checkedText("field", formatOptions.field);
  const request: RetryingRequest = {
    address,
    transport: nodeTransport() ?? fetchTransport,
    commonHeaders: commonHeaders(givenFormat),
    ownHeaders: headersOfNamedOrigin(address, checkedHeaders(headers)),
    timeoutMs: checkedMilliseconds("timeoutMs", timeoutMs, { min: 1 }),
    retries: checkedInteger("retries", retries, { min: 0 }),
    maxRedirects: checkedInteger("maxRedirects", maxRedirects, { min: 0 }),
  };
  checkedMilliseconds("deadlineMs", deadlineMs, { min: 1 });
  const { name } = address;

  return {
    async *numbers({ signal }): AsyncGenerator<EncodedBatch, void, undefined> {
      signal.throwIfAborted();
      const limits = new TimeLimits(signal, name, { timeoutMs, deadlineMs });
      try {
        const answer = await get(request, limits);
        const format = formatOfAnswer({
          given: givenFormat,
          contentType: answer.header("content-type"),
          isEncoded: isCompressed(answer),
          urls: [address.url, answer.url],
          name,
        });
        const bytes = bodyOf(answer, { format, name, limits });
        yield* encodedBatches(bytes, { format, name, ...formatOptions });
      } finally {
        limits.end();
      }
    },
  };
}
