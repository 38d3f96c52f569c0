/** Files read in one thread and in several, in a form that tests can compare. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { TotalError } from "../../contract/errors.js";
import type { Format, FormatOptions, NumbersApi, Progress } from "../../contract/numbers-api.js";
import { totalOf } from "../../total/total-of.js";
import { fileNumbers } from "../file.js";
import type { PartialsWork } from "./partials.js";
import { partialsOfPath } from "./sliced-file.js";

export interface Threading
  extends Pick<PartialsWork, "threads" | "sliceBytes" | "startWorker">, FormatOptions {
  readonly format?: Format | undefined;
}

/** The numbers of a file, however small, in several threads. */
export function numbersInThreads(
  path: string,
  { threads, sliceBytes, startWorker, format, ...options }: Threading,
): NumbersApi {
  return {
    async *numbers({ signal, partials: isAsked, skipInvalid = false }) {
      if (isAsked !== true) throw new Error("asked for the numbers");
      const work = { signal, skipInvalid, threads, sliceBytes, startWorker };
      const partials = await partialsOfPath(path, { format, name: path, ...options }, work);
      if (partials === undefined) throw new Error(`${path} cannot be cut into slices`);
      yield* partials;
    },
  };
}

export interface Outcome {
  readonly total?: string;
  readonly progress?: Progress | undefined;
  readonly error?: unknown;
}

export async function outcomeOf(api: NumbersApi, skipInvalid: boolean): Promise<Outcome> {
  let progress: Progress | undefined;
  try {
    const total = await totalOf(api, { skipInvalid, onProgress: (now) => (progress = now) });
    return { total: Buffer.from(total.toBytes()).toString("hex"), progress };
  } catch (error) {
    if (!(error instanceof TotalError)) throw error;
    const { code, place, expected, got, message } = error;
    return { error: { code, place, expected, got, message } };
  }
}

/** Where the outcome of slices is not that of the whole file, by one thread: nowhere, it is to be hoped. */
export async function differences(path: string, threadings: Iterable<Threading>): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const threading of threadings) {
    const { sliceBytes: _, startWorker: __, ...encoding } = threading;
    for (const skipInvalid of [false, true]) {
      const whole = await outcomeOf(fileNumbers(path, { ...encoding, threads: 1 }), skipInvalid);
      const inSlices = await outcomeOf(numbersInThreads(path, threading), skipInvalid);
      if (!isDeepStrictEqual(inSlices, whole)) found.push({ threading, skipInvalid, inSlices, whole });
    }
  }
  return found;
}

/** A file in `folder` under a name of its own. */
export async function newFile(folder: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, randomUUID());
  await writeFile(path, content);
  return path;
}

/** `sizes` of slices, all of them read in one thread. */
export function inThisThread(sizes: readonly number[], encoding: Partial<Threading>): Threading[] {
  return sizes.map((sliceBytes) => ({ threads: 1, sliceBytes, ...encoding }));
}
