/**
 * THE table of formats: all that this product knows of a format besides how to decode it. A new format is a row here, a folder in
 * `decode/` and a line in `decode/index.ts`; front ends read the row.
 */
import type { FormatOption, FormatOptions } from "./format-options.js";

/**
 * How bytes spell numbers: `text` is literals with white space between them, `json` one document, `ndjson` a document a line, `f64` little-endian
 * binary64.
 */
export type Format = "text" | "csv" | "tsv" | "json" | "ndjson" | "f64" | "parquet";

/** A pattern of first bytes: for each byte, whether it may stand there. */
export type FirstBytes = readonly ((byte: number) => boolean)[];

/** How a source can say what its bytes are. */
interface Clues {
  /** The extensions of file names, in lower case. */
  readonly extensions: readonly string[];
  /** Without parameters, in lower case. The first is the one that requests and answers of this product use. */
  readonly mediaTypes: readonly [string, ...string[]];
}

export interface FormatRow extends Clues {
  /** How messages write it. */
  readonly shown: string;
  /** The options that speak to it. Only with `by` among them can its numbers have keys. */
  readonly options: readonly FormatOption[];
  /** Bytes that no other format begins with. */
  readonly firstBytes?: FirstBytes;
  /** Its bytes are not UTF-8. */
  readonly isBinary?: true;
  /** No decoder takes its bytes in their order, as `EncodedBatch` brings them: a source of its own reads it. */
  readonly isNotStreamed?: true;
  /** Its decoder sees that the end is missing. */
  readonly showsItsEnd?: true;
}

const LITERALS: readonly FormatOption[] = ["thousands", "decimal", "money"];
const TABLES: readonly FormatOption[] = [
  "column",
  "by",
  "header",
  "delimiter",
  "quotes",
  "skipLines",
  "comment",
  ...LITERALS,
];
const PATHS: readonly FormatOption[] = ["field", "by", "skipMissing", ...LITERALS];

export function exactly(bytes: Iterable<number>): FirstBytes {
  return Array.from(bytes, (expected) => (byte) => byte === expected);
}

export const FORMAT_TABLE: Readonly<Record<Format, FormatRow>> = {
  text: { shown: "text", extensions: ["txt"], mediaTypes: ["text/plain"], options: LITERALS },
  csv: { shown: "CSV", extensions: ["csv"], mediaTypes: ["text/csv"], options: TABLES },
  tsv: {
    shown: "TSV",
    extensions: ["tsv", "tab"],
    mediaTypes: ["text/tab-separated-values"],
    options: TABLES,
  },
  json: {
    shown: "JSON",
    extensions: ["json"],
    mediaTypes: ["application/json", "text/json"],
    options: PATHS,
    showsItsEnd: true,
  },
  ndjson: {
    shown: "NDJSON",
    extensions: ["ndjson", "jsonl"],
    mediaTypes: [
      "application/x-ndjson",
      "application/ndjson",
      "application/jsonl",
      "application/x-jsonl",
      "application/jsonlines",
      "application/x-jsonlines",
    ],
    options: PATHS,
  },
  f64: {
    shown: "f64",
    extensions: ["f64"],
    mediaTypes: ["application/octet-stream"],
    options: [],
    isBinary: true,
  },
  parquet: {
    shown: "Parquet",
    extensions: ["parquet"],
    mediaTypes: ["application/vnd.apache.parquet"],
    options: ["column", "by"],
    firstBytes: exactly([0x50, 0x41, 0x52, 0x31]),
    isBinary: true,
    isNotStreamed: true,
    showsItsEnd: true,
  },
};

/** All formats, in the order in which messages list them. */
export const FORMATS: readonly Format[] = /* @__PURE__ */ Object.keys(FORMAT_TABLE) as Format[];

export function speaksTo(option: FormatOption, format: Format): boolean {
  return FORMAT_TABLE[format].options.includes(option);
}

/** Whether an option speaks to a format only together with `field`: in JSON, numbers are spelled in strings alone, to which nothing else leads. */
export function needsField(option: FormatOption, format: Format): boolean {
  return LITERALS.includes(option) && speaksTo("field", format);
}

/** The formats that an option speaks to, first the ones with the most options. */
export function formatsWith(option: FormatOption): readonly Format[] {
  const optionsOf = (format: Format) => FORMAT_TABLE[format].options.length;
  return FORMATS.filter((format) => speaksTo(option, format)).sort((a, b) => optionsOf(b) - optionsOf(a));
}

/** A compression around a format. */
export type Compression = "gzip" | "zstd";

interface CompressionRow extends Clues {
  /** No text begins like this, and no table. */
  readonly firstBytes: readonly FirstBytes[];
  /** As much of the header as can be told from numbers, where any bytes may be numbers. */
  readonly header: FirstBytes;
}

/** RFC 1952, section 2.3.1. */
const GZIP_MAGIC = /* @__PURE__ */ exactly([0x1f, 0x8b]);
/** RFC 8878, section 3.1.1. */
const ZSTD_MAGIC = /* @__PURE__ */ exactly([0x28, 0xb5, 0x2f, 0xfd]);

export const COMPRESSIONS: Readonly<Record<Compression, CompressionRow>> = {
  gzip: {
    extensions: ["gz"],
    mediaTypes: ["application/gzip", "application/x-gzip"],
    firstBytes: [GZIP_MAGIC],
    // RFC 1952, section 2.3: method, flags, four bytes of time, extra flags, system. One number in 2^37 looks like this.
    header: [
      ...GZIP_MAGIC,
      (method) => method === 8,
      (flags) => (flags & 0xe0) === 0,
      ...Array<() => boolean>(4).fill(() => true),
      (extra) => extra === 0 || extra === 2 || extra === 4,
      (system) => system <= 13 || system === 255,
    ],
  },
  zstd: {
    extensions: ["zst"],
    mediaTypes: ["application/zstd", "application/x-zstd"],
    // RFC 8878, section 3.1.2: some compressors begin with a frame that decoders skip.
    firstBytes: [ZSTD_MAGIC, [(byte) => (byte & 0xf0) === 0x50, ...exactly([0x2a, 0x4d, 0x18])]],
    // RFC 8878, section 3.1.1.1.1: one bit of the descriptor is reserved.
    header: [...ZSTD_MAGIC, (descriptor) => (descriptor & 0x08) === 0],
  },
};

const FORMAT_OF = /* @__PURE__ */ rowsByClue(FORMAT_TABLE);
const COMPRESSION_OF = /* @__PURE__ */ rowsByClue(COMPRESSIONS);

/** Which row a clue speaks of; `undefined` is no clue. Looked up for each of thousands of files. */
function rowsByClue<T extends string>(table: Readonly<Record<T, Clues>>) {
  const by = (clue: keyof Clues): ReadonlyMap<string | undefined, T> =>
    new Map((Object.keys(table) as T[]).flatMap((name) => table[name][clue].map((text) => [text, name])));
  return { extension: by("extensions"), mediaType: by("mediaTypes") };
}

/** @returns whether a source with this prefix begins so; `undefined` where more bytes are needed to know */
export function beginsWith(firstBytes: FirstBytes, prefix: Uint8Array): boolean | undefined {
  const length = Math.min(firstBytes.length, prefix.length);
  for (let i = 0; i < length; i++) if (!firstBytes[i]!(prefix[i]!)) return false;
  return length < firstBytes.length ? undefined : true;
}

/** Format and compression, as the extensions of a name tell them; see {@link formatFromName}. */
export interface NameFormat {
  /** `undefined` where no extension names one. */
  readonly format: Format | undefined;
  /** `undefined` where the extension of no compression stands last. */
  readonly compression: Compression | undefined;
}

/**
 * The format and compression by a name's extensions, capitals or not: `a/Sales.CSV.gz` is CSV in gzip.
 * @param name a file's name, a path, or the path of an address without its query
 */
export function formatFromName(name: string): NameFormat {
  const base = name.slice(1 + Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\"))).toLowerCase();
  const compression = COMPRESSION_OF.extension.get(extensionOf(base));
  const inner = compression === undefined ? base : base.slice(0, base.lastIndexOf("."));
  return { format: FORMAT_OF.extension.get(extensionOf(inner)), compression };
}

function extensionOf(base: string): string | undefined {
  const point = base.lastIndexOf(".");
  return point < 0 ? undefined : base.slice(point + 1);
}

/** @param type in lower case and without parameters: `application/json`, `application/problem+json` */
export function formatFromMediaType(type: string): Format | undefined {
  return FORMAT_OF.mediaType.get(type) ?? (type.endsWith("+json") ? "json" : undefined);
}

/** @param type in lower case and without parameters: `application/gzip` */
export function compressionFromMediaType(type: string): Compression | undefined {
  return COMPRESSION_OF.mediaType.get(type);
}

/** The options that may tell the format where the first bytes leave it open. */
export interface PrefixOptions extends FormatOptions {
  /** There are no more bytes, or the caller shows no more. */
  readonly isAll: boolean;
}
