import { formatFromName, httpNumbers, isOptionError, type NumbersApi } from "@dlg/total-core";
import { numbersFromEnv, parquetOnDemand } from "@dlg/total-core/internal";
import type { Dependencies } from "../process/dependencies.js";
import { checkOptions, givenOptions, type PossibleFormat } from "../command-line/format-options.js";
import { isAddress, withoutCredentials } from "../command-line/option-values.js";
import { UsageError } from "../errors/usage-error.js";
import { FileSource } from "./file-source.js";
import type { Source, SourceName, SourceOptions } from "./source.js";

type From = Pick<Dependencies, "environment" | "stdin">;

/**
 * The sources that the command line names; without names that is the numbers API.
 * @throws UsageError, ConfigError
 */
export function sourcesFrom(names: readonly SourceName[], options: SourceOptions, from: From): Source[] {
  checkSources(names, options, from);
  const { format, threads } = options;
  const ofFiles = { ...givenOptions(options), format, threads };
  const sources = names.map((name) =>
    typeof name !== "string" || isFile(name)
      ? new FileSource(name, ofFiles)
      : streamedSource(name, options, from),
  );
  if (hasNumbersApi(names, options)) sources.push(numbersApi(options, from));
  return sources;
}

/**
 * Checks names and options before anything is opened.
 * @throws UsageError
 */
export function checkSources(
  names: readonly SourceName[],
  options: SourceOptions,
  from: Pick<From, "environment">,
): void {
  if (names.includes("")) throw new UsageError('dlg total: expected the name of a source, got ""');
  if (names.filter((name) => name === "-").length > 1) {
    throw new UsageError("-: expected standard input once, got it again");
  }
  const hasApi = hasNumbersApi(names, options);
  const formats = new Set(names.map((name) => possibleFormat(name, options)));
  if (hasApi) formats.add(formatOfNumbersApi(options, from));
  checkOptions(givenOptions(options), [...formats]);
  const hasAddress = names.some((name) => isAddress(name.toString()));
  if (options.httpHeader === undefined || hasAddress) return;
  if (!hasApi || addressOfNumbersApi(options, from) === undefined) {
    throw new UsageError("--http-header: expected an address among the sources, got none");
  }
}

function hasNumbersApi(names: readonly SourceName[], { api }: SourceOptions): boolean {
  return names.length === 0 || api !== undefined;
}

function possibleFormat(name: SourceName, { format }: SourceOptions): PossibleFormat {
  if (format !== undefined) return format;
  // An address may answer with another format than its name says.
  const text = name.toString();
  return (isFile(text) ? formatFromName(text).format : undefined) ?? "any";
}

function formatOfNumbersApi(options: SourceOptions, from: Pick<From, "environment">): PossibleFormat {
  return addressOfNumbersApi(options, from) === undefined ? "none" : (options.format ?? "any");
}

/** `undefined` for the simulated one. An empty variable counts as unset. */
function addressOfNumbersApi(
  { api }: SourceOptions,
  { environment }: Pick<From, "environment">,
): string | undefined {
  return typeof api === "string" ? api : environment["NUMBERS_API_URL"] || undefined;
}

/** Standard input or an address. */
function streamedSource(name: string, options: SourceOptions, from: From): Source {
  const { format, httpHeader: headers, timeout: timeoutMs } = options;
  const { bytesRead, onStored, size, onLength } = storedBytes();
  const common = { ...givenOptions(options), format, onStored };
  if (name === "-") {
    const { stdin } = from;
    return { name, numbers: stdin.numbers({ ...common, name }), size: () => stdin.size(), bytesRead };
  }
  const numbers = addressNumbers(name, { ...common, headers, timeoutMs, onLength });
  return { name: withoutCredentials(name), numbers, size, bytesRead };
}

function isFile(name: string): boolean {
  return name !== "-" && !isAddress(name);
}

/** An address or header that the library refuses is a fault of the command line; it says why and shows no secret. */
function addressNumbers(address: string, options: Parameters<typeof httpNumbers>[1]): NumbersApi {
  try {
    return httpNumbers(address, { ...options, parquet: parquetOnDemand });
  } catch (error) {
    if (!(error instanceof TypeError && isOptionError(error))) throw error;
    const place = error.option === "headers" ? "--http-header" : "dlg total";
    throw new UsageError(`${place}: expected ${error.expected}, got ${error.got}`);
  }
}

function numbersApi(options: SourceOptions, from: From): Source {
  const { format, httpHeader: headers, timeout } = options;
  const address = addressOfNumbersApi(options, from);
  const { bytesRead, size, ...callbacks } = storedBytes();
  const {
    api: numbers,
    url,
    simulated: isSimulated,
  } = numbersFromEnv(
    {
      ...from.environment,
      NUMBERS_API_URL: address,
      ...(timeout !== undefined && { NUMBERS_API_TIMEOUT_MS: String(timeout) }),
    },
    { ...givenOptions(options), format, headers, ...callbacks },
  );
  return { name: url ?? "simulated", numbers, isSimulated, size, bytesRead };
}

function storedBytes(): Pick<Source, "size" | "bytesRead"> & {
  readonly onStored: (bytes: number) => void;
  readonly onLength: (bytes: number) => void;
} {
  let sum = 0;
  let length: number | undefined;
  return {
    size: () => length,
    bytesRead: () => sum,
    onStored: (bytes) => (sum += bytes),
    onLength: (bytes) => (length = bytes),
  };
}
