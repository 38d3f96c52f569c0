import { TotalError } from "../../contract/errors.js";
import type { Compression } from "../../contract/formats.js";

export interface DecompressionOptions {
  /** The name of the source in errors. */
  readonly name?: string | undefined;
  /**
   * The code for data that end too early: `SOURCE_UNAVAILABLE` where nothing but the data themselves can tell
   * that a connection was cut.
   * @default "BAD_FORMAT"
   */
  readonly cutShort?: "BAD_FORMAT" | "SOURCE_UNAVAILABLE" | undefined;
}

/** The faults of compressed data. */
export class CompressionFaults {
  readonly compression: Compression;
  private readonly options: DecompressionOptions;

  constructor(compression: Compression, options: DecompressionOptions) {
    this.compression = compression;
    this.options = options;
  }

  damaged(expected: string, got: string, cause?: unknown): TotalError {
    return new TotalError("BAD_FORMAT", { place: { source: this.options.name }, expected, got, cause });
  }

  endedEarly(): TotalError {
    return new TotalError(this.options.cutShort ?? "BAD_FORMAT", {
      place: { source: this.options.name },
      expected: `the rest of the ${this.compression} data`,
      got: "the end of the input",
    });
  }

  unsupported(expected: string, got: string): TotalError {
    return new TotalError("UNSUPPORTED", {
      place: { source: this.options.name },
      expected,
      got,
      hints: [{ program: `${this.compression} -dc`, asStored: true, when: "decompressed" }],
    });
  }
}
