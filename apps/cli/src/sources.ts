import { statSync } from "node:fs";
import { httpNumbers, streamNumbers, type Format, type NumbersApi } from "@dlg/total-core";
import { fileNumbers, numbersFromEnv } from "@dlg/total-core/node";
import type { Dependencies } from "./dependencies.js";
import { isAddress, type Header } from "./option-values.js";
import { UsageError } from "./usage-error.js";

/** What the command line says of where numbers are and how to read them. */
export interface SourceOptions {
  /** The numbers API: an address, or the environment's. */
  readonly api?: string | true | undefined;
  readonly format?: Format | undefined;
  readonly field?: string | undefined;
  readonly httpHeader?: readonly Header[] | undefined;
  /** In milliseconds. */
  readonly timeout?: number | undefined;
  /** For a large file. */
  readonly threads?: number | undefined;
}

export interface Source {
  readonly name: string;
  readonly numbers: NumbersApi;
  /** How many bytes it holds, where that can be known beforehand. */
  readonly size: () => number | undefined;
  /** False where there are certainly no fields in it. */
  readonly mayHaveFields: boolean;
}

/** Extensions of the formats that have no fields. */
const NAME_WITHOUT_FIELDS = /\.(?:txt|csv|tsv|f64|parquet)$/i;

type From = Pick<Dependencies, "environment" | "stdin">;

/**
 * The sources that the command line names; without names that is the numbers API.
 * @throws UsageError, ConfigError
 */
export function sourcesFrom(names: readonly string[], options: SourceOptions, from: From): Source[] {
  const sources = names.map((name) => namedSource(name, options, from));
  if (names.length === 0 || options.api !== undefined) sources.push(numbersApi(options, from));
  if (names.filter((name) => name === "-").length > 1) {
    throw new UsageError("-: expected standard input once, got it again");
  }
  if (options.field !== undefined && !sources.some((source) => source.mayHaveFields)) {
    throw new UsageError("--field: expected a source in JSON or NDJSON, got none");
  }
  if (options.httpHeader !== undefined && !sources.some((source) => isAddress(source.name))) {
    throw new UsageError("--http-header: expected an address among the sources, got none");
  }
  return sources;
}

function namedSource(
  name: string,
  { format, field, httpHeader, timeout, threads }: SourceOptions,
  from: From,
): Source {
  if (name === "") throw new UsageError('dlg total: expected the name of a source, got ""');
  if (name === "-") {
    return {
      name,
      numbers: streamNumbers(from.stdin.bytes(), { name, format, field }),
      size: unknownSize,
      mayHaveFields: hasFields(format),
    };
  }
  if (isAddress(name)) {
    return {
      numbers: addressNumbers(name, { format, field, headers: httpHeader, timeoutMs: timeout }),
      name: withoutCredentials(name),
      size: unknownSize,
      mayHaveFields: hasFields(format),
    };
  }
  return {
    name,
    numbers: fileNumbers(name, { format, field, threads }),
    size: () => statSync(name, { throwIfNoEntry: false })?.size,
    mayHaveFields: format === undefined ? !NAME_WITHOUT_FIELDS.test(name) : hasFields(format),
  };
}

/** An address or header that the library refuses is a fault of the command line; it says why and shows no secret. */
function addressNumbers(address: string, options: Parameters<typeof httpNumbers>[1]): NumbersApi {
  try {
    return httpNumbers(address, options);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const place = error.message.startsWith("headers: ") ? "--http-header" : "dlg total";
    throw new UsageError(`${place}: ${error.message.replace(/^\w+: /, "")}`);
  }
}

function numbersApi(
  { api, format, field, httpHeader, timeout }: SourceOptions,
  { environment }: From,
): Source {
  const { api: numbers, url } = numbersFromEnv(
    {
      ...environment,
      ...(typeof api === "string" && { NUMBERS_API_URL: api }),
      ...(field !== undefined && { NUMBERS_API_FIELD: field }),
      ...(timeout !== undefined && { NUMBERS_API_TIMEOUT_MS: String(timeout) }),
    },
    { format, headers: httpHeader },
  );
  return { name: url ?? "simulated", numbers, size: unknownSize, mayHaveFields: url !== undefined };
}

/** As errors call it: without user name and password. */
function withoutCredentials(address: string): string {
  const url = new URL(address);
  if (url.username === "" && url.password === "") return address;
  url.username = "";
  url.password = "";
  return url.href;
}

/** Unknown formats count as ones that have fields: `--field` says that they are JSON. */
function hasFields(format: Format | undefined): boolean {
  return format === undefined || format === "json" || format === "ndjson";
}

function unknownSize(): undefined {
  return undefined;
}
