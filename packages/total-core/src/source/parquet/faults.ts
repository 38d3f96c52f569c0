import { TotalError } from "../../contract/errors.js";
import type { PageFault } from "./page-fault.js";

/** The faults of a Parquet file. */
export class ParquetFaults {
  private readonly source: string | undefined;

  /** @param source the name of the file in errors */
  constructor(source: string | undefined) {
    this.source = source;
  }

  /** @param offset where in the file, if that is known */
  damaged(expected: string, got: string, offset?: number, cause?: unknown): TotalError {
    return new TotalError("BAD_FORMAT", { place: { source: this.source, offset }, expected, got, cause });
  }

  unsupported(expected: string, got: string, cause?: unknown): TotalError {
    return new TotalError("UNSUPPORTED", { place: { source: this.source }, expected, got, cause });
  }

  noColumn(expected: string, got: string): TotalError {
    return new TotalError("NO_COLUMN", { place: { source: this.source }, expected, got });
  }

  noNumbers(expected: string, got: string): TotalError {
    return new TotalError("BAD_NUMBER", { place: { source: this.source }, expected, got });
  }

  /** @param offset where in the file the page begins */
  inPage(fault: PageFault, offset: number): TotalError {
    const { code, expected, got } = fault;
    return new TotalError(code, { place: { source: this.source, offset }, expected, got, cause: fault });
  }
}
