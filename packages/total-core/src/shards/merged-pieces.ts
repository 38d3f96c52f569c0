/** One source, whose pieces come in their order. It proves that they cover the source once, and adds their sums. */
import { TotalError } from "../contract/errors.js";
import type { Format } from "../contract/numbers-api.js";
import { Outcomes } from "../node/threads/outcomes.js";
import type { SliceOutcome } from "../node/threads/slice-outcome.js";
import { kindOf } from "../total/columns-accumulator.js";
import { ColumnSums } from "../total/column-sums.js";
import type { PartFault, PartPiece } from "./part.js";
import { errorOf } from "./part-fault.js";
import { columnSumsOf } from "./piece-sums.js";

/** All that is known before a piece is read a second time. */
export type SecondReading = Pick<PartPiece, "start" | "before">;

export class MergedPieces {
  /** The first piece. Others read it. */
  readonly first: PartPiece;
  /** Bytes of all pieces so far, as they are stored. */
  bytes = 0;
  /** The first fault, as soon as it is certain. Others read it. */
  fault: TotalError | undefined;
  /** The sums of all pieces so far. Others read it. */
  readonly sums: ColumnSums = new ColumnSums();
  readonly #outcomes = new Outcomes();
  #end = 0;

  constructor(first: PartPiece) {
    this.first = first;
  }

  get format(): Format | null {
    return this.first.format;
  }

  /** Whether the last piece was there. */
  get isComplete(): boolean {
    return this.#end === this.#size;
  }

  get #size(): number {
    return this.first.size ?? 0;
  }

  /**
   * @returns `undefined` where the piece has its place; where it has to be read again, where its first row is known to begin
   * @throws TotalError BAD_PARTIAL where it is not the piece that follows
   */
  add(piece: PartPiece, name: string): SecondReading | undefined {
    this.#checkFollows(piece, name);
    const isWhole = piece.begin === 0 && piece.end === this.#size;
    if (!isWhole) return this.#addSlice(piece, name);
    const [from, to] = piece.took;
    if (piece.guess || from !== 0 || (to !== this.#size && piece.fault === undefined))
      throw bad(name, "all bytes of the source taken", "others");
    this.#end = piece.end;
    this.bytes += piece.bytes;
    if (piece.fault !== undefined) this.fault = errorOf(piece.fault, piece.source);
    else this.#addSums(piece, name);
    return undefined;
  }

  #addSums(piece: PartPiece, name: string): void {
    const place = { source: name };
    this.sums.merge(columnSumsOf(piece, kindOf(piece.format ?? undefined), place), place);
  }

  #addSlice(piece: PartPiece, name: string): SecondReading | undefined {
    const outcomes = this.#outcomes;
    if (!piece.guess && !isNext(piece, outcomes.nextStart)) {
      throw bad(name, `a piece that goes on at ${outcomes.nextStart}`, `one from ${piece.took[0]}`);
    }
    outcomes.add(outcomeOf(piece, outcomes.next));
    if (outcomes.isToDoAgain) return { start: outcomes.nextStart };
    this.#end = piece.end;
    while (outcomes.takeBatch() !== undefined);
    this.bytes += piece.bytes;
    const { firstFault } = outcomes;
    if (piece.fault === undefined) this.#addSums(piece, name);
    if (firstFault?.fault === "bad data") {
      const { place, ...fault } = firstFault;
      this.fault = errorOf({ ...(fault as unknown as PartFault), place }, piece.source);
    } else if (this.isComplete && outcomes.nextStart !== this.#size) {
      throw bad(name, `pieces that end at ${this.#size}`, String(outcomes.nextStart));
    }
    return undefined;
  }

  #checkFollows({ begin, end, ...piece }: PartPiece, name: string): void {
    const { first } = this;
    if (begin !== this.#end || end > this.#size || (begin === end && this.#size > 0)) {
      throw bad(name, `a piece that begins at ${this.#end}`, `one from ${begin} to ${end}`);
    }
    for (const member of ["source", "size", "version"] as const) {
      if (piece[member] !== first[member])
        throw bad(name, `the ${member} ${first[member]}`, String(piece[member]));
    }
    if (begin > 0 && piece.format !== first.format) {
      throw bad(name, `${first.format}, as in the piece before`, String(piece.format));
    }
  }
}

/** Whether the bytes are the ones that follow: see `Outcomes`. */
function isNext({ took: [from, to] }: PartPiece, start: number): boolean {
  return from === start || (from === to && from < start);
}

/** The sums are added here: there may be several. */
const NO_BYTES = new Uint8Array(0);

function outcomeOf(piece: PartPiece, index: number): SliceOutcome {
  const { took, lines, lineStart, format, bytes, empty, missing, skipped, fault } = piece;
  return {
    index,
    taken: { begin: took[0], end: took[1] },
    isGuess: piece.guess,
    lines,
    lineStart: lineStart ?? undefined,
    result:
      fault === undefined
        ? { partial: NO_BYTES, format: format!, bytes, empty, missing, skipped }
        : { fault: "bad data", ...fault },
  };
}

export function bad(name: string, expected: string, got: string): TotalError {
  return new TotalError("BAD_PARTIAL", { place: { source: name }, expected, got });
}
