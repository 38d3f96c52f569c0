import { withOwnHeaders } from "../answer/answer.js";
import { contentHeaders } from "../answer/common-headers.js";
import type { Simulated } from "../config.js";
import { problem, problemOfError } from "../problem.js";
import type { Clock } from "../telemetry/clock.js";
import type { Guard } from "./bearer.js";
import { NumbersJson, numbersJsonLength } from "./numbers-json.js";
import { resource, type Routes } from "./resource.js";

export interface NumbersDependencies {
  /** Undefined where a real numbers API is configured. */
  readonly simulated: Simulated | undefined;
  readonly clock: Clock;
}

/** Larger pieces are no faster, and leave more garbage. */
const PIECE_BYTES = 16_384;

/** GET /numbers: the simulated numbers as a JSON array, for another instance to fetch. */
export function numbersRoutes(routes: Routes, { simulated, clock }: NumbersDependencies, guard: Guard): void {
  if (simulated === undefined) {
    routes.all(
      "/numbers",
      (c) => guard(c) ?? problem(c, 404, { detail: "a real numbers API is configured, none is simulated" }),
    );
    return;
  }
  const { count, delayMs } = simulated;
  const length = String(numbersJsonLength(count));
  resource(
    routes,
    "/numbers",
    {
      async GET(c) {
        const headers = withOwnHeaders(c, contentHeaders("application/json", length));
        if (c.req.method === "HEAD") return new Response(null, { headers });
        try {
          if (delayMs > 0) await clock.sleep(delayMs, c.req.raw.signal);
        } catch (error) {
          return problemOfError(c, error);
        }
        return new Response(numbersStream(count), { headers });
      },
    },
    guard,
  );
}

/** A piece is made when the client has room for it, so that a slow client costs no memory. */
function numbersStream(count: number): ReadableStream<Uint8Array> {
  const json = new NumbersJson(count);
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
        controller.enqueue(piece.subarray(0, json.writeTo(piece)));
        if (json.done) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
