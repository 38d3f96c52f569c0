import { PassThrough } from "node:stream";
import { streamNumbers, type NumbersApi, type StreamNumbersOptions } from "@dlg/total-core";
import type { Clock } from "../process/clock.js";
import type { Dependencies } from "../process/dependencies.js";
import type { InputKind, StandardInput } from "../process/standard-input.js";
import type { TextOutput } from "../process/text-output.js";

/** Collects the text that is written. */
export class FakeOutput implements TextOutput {
  text = "";
  readonly #columns: number | undefined;

  /** @param columns of its terminal; undefined: it is none */
  constructor(columns?: number) {
    this.#columns = columns;
  }

  isTerminal(): boolean {
    return this.#columns !== undefined;
  }

  columns(): number | undefined {
    return this.#columns;
  }

  write(text: string | Uint8Array): void {
    this.text += typeof text === "string" ? text : new TextDecoder().decode(text);
  }
}

/** Passes time only when a test says so. */
export class FakeClock implements Clock {
  #now = 1000;
  readonly #timers = new Set<{ readonly period: number; next: number; readonly work: () => void }>();

  now(): number {
    return this.#now;
  }

  every(milliseconds: number, work: () => void): () => void {
    const timer = { period: milliseconds, next: this.#now + milliseconds, work };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#timers].filter(({ next }) => next <= end).sort((a, b) => a.next - b.next)[0];
      if (due === undefined) break;
      this.#now = due.next;
      due.next += due.period;
      due.work();
    }
    this.#now = end;
  }

  get timers(): number {
    return this.#timers.size;
  }
}

export class FakeInput implements StandardInput {
  /** Whatever a test writes here comes in. */
  readonly sent: PassThrough = new PassThrough();
  readonly #kind: InputKind;
  readonly #bytes: string;
  opened = 0;
  isTyped = false;

  /** @param bytes the content of a file, or bytes that are in a pipe already */
  constructor(kind: InputKind, bytes = "") {
    this.#kind = kind;
    this.#bytes = bytes;
    if (bytes !== "") this.sent.write(bytes);
    if (kind !== "pipe") this.sent.end();
  }

  kind(): InputKind {
    return this.#kind;
  }

  isTerminal(): Promise<boolean> {
    return Promise.resolve(this.isTyped);
  }

  size(): number | undefined {
    return this.#kind === "file" ? Buffer.byteLength(this.#bytes) : undefined;
  }

  numbers(options: StreamNumbersOptions): NumbersApi {
    return streamNumbers(this.stream(), options);
  }

  chunks(): AsyncIterable<Uint8Array> {
    return this.stream();
  }

  stream(): PassThrough {
    this.opened += 1;
    return this.sent;
  }

  takeByte(): boolean {
    return this.#bytes !== "";
  }
}

export interface FakeDependencies extends Dependencies {
  readonly stdin: FakeInput;
  readonly stdout: FakeOutput;
  readonly stderr: FakeOutput;
  readonly clock: FakeClock;
}

/** A process without a terminal and with nothing on standard input; its numbers API simulates five numbers without delay. */
export function fakeDependencies(some: Partial<FakeDependencies> = {}): FakeDependencies {
  return {
    version: "1.2.3",
    environment: { NUMBERS_COUNT: "5", NUMBERS_DELAY_MS: "0" },
    stdin: new FakeInput("device"),
    stdout: new FakeOutput(),
    stderr: new FakeOutput(),
    isInForeground: () => true,
    clock: new FakeClock(),
    interruption: new AbortController().signal,
    ...some,
  };
}
