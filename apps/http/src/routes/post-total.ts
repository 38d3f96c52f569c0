import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type { NumbersApi, TotalError } from "@dlg/total-core";
import type { AppContext } from "../answer/answer.js";
import { contentOf, tooLong } from "../body/content.js";
import { describedBody, type DescribedBody } from "../body/described-body.js";
import { BodyPieces } from "../body/pieces.js";
import type { Config } from "../config.js";
import { lacksFraming } from "../connection/unframed-body.js";
import type { Places } from "../limit.js";
import { ClientLeft, problemOfError, Refusal } from "../problem.js";
import type { Clock } from "../telemetry/clock.js";
import type { Metrics } from "../telemetry/metrics.js";
import { timedTotals } from "../telemetry/timed-totals.js";
import { watchNumbers } from "../watched-numbers.js";
import type { Handler } from "./resource.js";
import { shownColumns, totalAnswer, totalType, type ShownTotals } from "./total-answer.js";

type Limits = "maxBodyBytes" | "maxGzipRatio" | "bodyTimeoutMs" | "bodyDeadlineMs";

export interface PostTotalDependencies extends Pick<Config, Limits> {
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** The core defers a fault while an earlier one may follow in the stream. A slow client is not kept waiting longer, in milliseconds. */
const HELD_FAULT_MS = 1000;

/** POST /total: the exact total of the numbers in the body, or a total for each column that the query asks for. */
export function postTotal(dependencies: PostTotalDependencies, places: Places): Handler {
  const { maxBodyBytes } = dependencies;
  return async (c) => {
    try {
      checkIsFramed(c);
      const type = totalType(c);
      const body = describedBody((name) => c.req.header(name), new URL(c.req.url).searchParams);
      if (maxBodyBytes > 0 && body.coding === "identity" && (body.length ?? 0) > maxBodyBytes) {
        throw tooLong(maxBodyBytes);
      }
      const giveBack = places.take();
      try {
        return totalAnswer(c, type, await totalsOfBody(c, body, dependencies));
      } finally {
        giveBack();
      }
    } catch (error) {
      return problemOfError(c, error);
    }
  };
}

/** @throws Refusal 411 */
function checkIsFramed(c: AppContext): void {
  const incoming = c.env?.incoming;
  if (incoming === undefined || !lacksFraming(incoming)) return;
  throw new Refusal(411, { detail: "expected a body with a Content-Length or in chunks, got neither" });
}

async function totalsOfBody(
  c: AppContext,
  { coding, encoding }: DescribedBody,
  { clock, metrics, maxBodyBytes, maxGzipRatio, bodyTimeoutMs, bodyDeadlineMs }: PostTotalDependencies,
): Promise<ShownTotals> {
  const ending = new AbortController();
  const leave = (): void => ending.abort(new ClientLeft());
  c.req.raw.signal.addEventListener("abort", leave, { once: true });

  let held: TotalError | undefined;
  let heldTimer: NodeJS.Timeout | undefined;
  const pieces = new BodyPieces(openBody(c), {
    timeoutMs: bodyTimeoutMs,
    deadlineMs: bodyDeadlineMs,
    now: clock.now,
  });
  const content = contentOf(pieces, { coding, maxBodyBytes, maxGzipRatio });
  const numbers: NumbersApi = {
    async *numbers() {
      // An empty body is a batch too: its format decides whether it is valid.
      yield { bytes: new Uint8Array(0), ...encoding };
      try {
        for await (const bytes of content) yield { bytes, ...encoding };
      } catch (error) {
        // The first fault seen is the answer.
        throw held ?? error;
      }
    },
  };
  try {
    const { columns } = await timedTotals(
      watchNumbers(numbers, clock.now),
      {
        signal: ending.signal,
        onDeferredFault: (fault) => {
          held = fault;
          heldTimer = setTimeout(() => ending.abort(fault), HELD_FAULT_MS);
        },
      },
      { clock, metrics: metrics.totals, source: "body" },
    );
    return await shownColumns(columns, encoding);
  } finally {
    clearTimeout(heldTimer);
    pieces.stop();
    c.req.raw.signal.removeEventListener("abort", leave);
  }
}

/** The body as a Node stream, which costs less than a web stream. A client that expects "100 Continue" gets it here. */
function openBody(c: AppContext): Readable {
  const { incoming, outgoing } = c.env ?? {};
  if (incoming === undefined) {
    const { body } = c.req.raw;
    return body === null ? Readable.from([]) : Readable.fromWeb(body as WebStream<Uint8Array>);
  }
  if (incoming.headers.expect !== undefined && incoming.httpVersion === "1.1") outgoing?.writeContinue();
  return incoming;
}
