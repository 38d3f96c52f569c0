import { formatFromPrefix } from "../../decode/index.js";
import { numbersFromHttp, type HttpNumbersApi, type HttpNumbersOptions } from "./http-numbers.js";

/**
 * The numbers at an address, fetched by GET and read in constant memory.
 *
 * @throws TypeError or RangeError, from here, for an address, header or number that cannot be; TotalError,
 * from the numbers: SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, UNSUPPORTED, BAD_FORMAT
 */
export function httpNumbers(url: string | URL, options: HttpNumbersOptions = {}): HttpNumbersApi {
  return numbersFromHttp(url, options, formatFromPrefix);
}
