/** Reads and adds off the page's thread, so that the page stays free. */
import type { Answer, Look, Printing, Progress, Request } from "../protocol.js";
import { faultOf, FileFault } from "./fault.js";
import { lookAt } from "./look.js";
import { countsOf, resultOf, tableOf } from "./printed.js";
import { totalsOfFiles, type Totals } from "./totals.js";

/** A page shows no more of them in a second than eyes can follow. */
const PROGRESS_INTERVAL_MS = 50;

/** The last totals, to be printed again, and the run that they belong to. */
let kept: { readonly run: number; readonly totals: Totals } | undefined;
/** As the page has said it last: also while a total was under way. */
let printing: Printing = { places: undefined, order: "seen" };
let current = new AbortController();

function post(answer: Answer): void {
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin to name
  globalThis.postMessage(answer);
}

globalThis.addEventListener("message", ({ data }: MessageEvent<Request>) => void respond(data));

async function respond(request: Request): Promise<void> {
  const { kind, run } = request;
  try {
    if ("printing" in request) ({ printing } = request);
    if (kind === "print" || kind === "table") {
      if (kept?.run !== run) return;
      if (kind === "print") post({ kind: "printed", run, result: resultOf(kept.totals, printing) });
      else post({ kind: "table", run, table: tableOf(kept.totals, printing) });
    } else {
      current.abort();
      current = new AbortController();
      const { signal } = current;
      if (kind === "look") post({ kind: "looked", run, look: await look(request) });
      if (kind === "total") await total(request, signal);
    }
  } catch (error) {
    post({ kind: "failed", run, fault: await faultOf(error) });
  }
}

async function look({ files: [file], reading }: Extract<Request, { kind: "look" }>): Promise<Look> {
  try {
    return await lookAt(file!, reading);
  } catch (error) {
    throw new FileFault(file!, error);
  }
}

async function total(
  { run, files, reading }: Extract<Request, { kind: "total" }>,
  signal: AbortSignal,
): Promise<void> {
  const begin = performance.now();
  let told = begin;
  let progress: Progress = { count: 0, stored: 0, elapsedMs: 0, digits: undefined };
  try {
    const totals = await totalsOfFiles(files, reading, {
      signal,
      onProgress({ count, stored, soFar }) {
        const now = performance.now();
        progress = { count, stored, elapsedMs: now - begin, digits: undefined };
        if (now - told < PROGRESS_INTERVAL_MS) return;
        told = now;
        post({ kind: "progress", run, progress: { ...progress, digits: soFar?.().toString(printing) } });
      },
    });
    kept = { run, totals };
    progress = { ...progress, elapsedMs: performance.now() - begin };
    post({ kind: "totalled", run, result: resultOf(totals, printing), counts: countsOf(totals), progress });
  } catch (error) {
    if (!signal.aborted) throw error;
    post({ kind: "cancelled", run });
  }
}
