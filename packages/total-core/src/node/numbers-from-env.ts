import { unlessItThrows } from "../basics/attempt.js";
import { MAX_TIMER_MS } from "../basics/option-values.js";
import { quote } from "../basics/quote.js";
import type { NumbersApi } from "../contract/numbers-api.js";
import { keysFromField } from "../decode/index.js";
import type { StorageOptions } from "../source/stored-numbers.js";
import { parsedAddress, withoutSecrets } from "../source/http/address.js";
import { httpNumbers, type HttpNumbersApi, type HttpNumbersOptions } from "../source/http/http-numbers.js";
import { checkedHeaders } from "../source/http/request-headers.js";
import { simulatedNumbers, type Clock } from "../source/simulated.js";
import { choiceFromEnv, ConfigError, integerFromEnv, textFromEnv, type Environment } from "./env.js";
import { parquetOnDemand } from "./parquet-on-demand.js";
import { TokenFile, tokensFromEnv, type Tokens } from "./tokens.js";

/** The numbers API that the environment names. */
export interface ConfiguredNumbers {
  /** Over HTTP, a reading may have headers of its own. */
  readonly api: HttpNumbersApi | NumbersApi;
  /** Its address, without user name and password; `undefined` for the simulated one. */
  readonly url: string | undefined;
  readonly simulated: boolean;
  /** Its bearer token, the one of now for each reading. */
  readonly tokens: Tokens | undefined;
}

/** All but the clock are for a real numbers API, as `httpNumbers` takes them. Its `field` goes before `NUMBERS_API_FIELD`. */
export interface NumbersFromEnvOptions
  extends StorageOptions, Pick<HttpNumbersOptions, "format" | "headers" | "onRetry" | "onLength"> {
  /** Waits the simulated numbers' delay. */
  readonly clock?: Clock | undefined;
}

/**
 * The numbers API of `NUMBERS_API_URL`, with `NUMBERS_API_TOKEN` or `NUMBERS_API_TOKEN_FILE`, `NUMBERS_API_FIELD`,
 * `NUMBERS_API_TIMEOUT_MS` and `NUMBERS_API_DEADLINE_MS`; where no address is set the simulated one, with `NUMBERS_COUNT` and `NUMBERS_DELAY_MS`.
 * All of them are checked, used or not.
 *
 * Simulated numbers never stand in for real ones: a token or a field without an address is an error, and where
 * `NUMBERS_API_REQUIRED` is true, so is no address.
 *
 * @throws ConfigError at the first that is bad
 */
export function numbersFromEnv(
  env: Environment,
  { clock, headers, parquet = parquetOnDemand, ...others }: NumbersFromEnvOptions = {},
): ConfiguredNumbers {
  const tokens = tokensFromEnv(env, "NUMBERS_API_TOKEN", { several: false });
  const field = textFromEnv(env, "NUMBERS_API_FIELD");
  if (field !== undefined && unlessItThrows(() => keysFromField(field)) === undefined) {
    throw new ConfigError("NUMBERS_API_FIELD", "a path a.b.c or a JSON Pointer", quote(field));
  }
  const count = integerFromEnv(env, "NUMBERS_COUNT", { max: Number.MAX_SAFE_INTEGER, default: 10_000_001 });
  const delayMs = integerFromEnv(env, "NUMBERS_DELAY_MS", { max: MAX_TIMER_MS, default: 1000 });
  const ms = { min: 1, max: MAX_TIMER_MS };
  const timeoutMs = integerFromEnv(env, "NUMBERS_API_TIMEOUT_MS", { ...ms, default: 30_000 });
  const deadlineMs = integerFromEnv(env, "NUMBERS_API_DEADLINE_MS", { ...ms, default: 600_000 });
  const isRequired =
    choiceFromEnv(env, "NUMBERS_API_REQUIRED", { choices: ["true", "false"], default: "false" }) === "true";
  const url = textFromEnv(env, "NUMBERS_API_URL");
  if (url === undefined) {
    if (tokens !== undefined) throw noAddress(`${tokens.variable} is set`);
    if (field !== undefined) throw noAddress("NUMBERS_API_FIELD is set");
    if (isRequired) throw noAddress("NUMBERS_API_REQUIRED is true");
    return { api: simulatedNumbers({ count, delayMs, clock }), url: undefined, simulated: true, tokens };
  }
  const address = unlessItThrows(() => parsedAddress(url));
  if (address === undefined) {
    throw new ConfigError("NUMBERS_API_URL", "an http: or https: address", quote(withoutSecrets(url)));
  }
  const api = httpNumbers(url, {
    ...others,
    parquet,
    headers: { ...checkedHeaders(headers), ...authorization(tokens) },
    field: others.field ?? field,
    timeoutMs,
    deadlineMs,
  });
  return { api: withTokenOfNow(api, tokens), url: address.name, simulated: false, tokens };
}

function authorization(tokens: Tokens | undefined): { readonly authorization?: string } {
  return tokens === undefined ? {} : { authorization: `Bearer ${tokens.current[0]}` };
}

function withTokenOfNow(api: HttpNumbersApi, tokens: Tokens | undefined): HttpNumbersApi {
  if (!(tokens instanceof TokenFile)) return api;
  return {
    numbers: ({ headers, ...options }) =>
      api.numbers({ ...options, headers: { ...authorization(tokens), ...checkedHeaders(headers) } }),
  };
}

function noAddress(reason: string): ConfigError {
  return new ConfigError("NUMBERS_API_URL", `an address, as ${reason}`, "none");
}
