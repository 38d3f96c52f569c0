/** `httpNumbers` against the answers of answers.ts. */
import type { HttpNumbersOptions } from "../../src/index.js";
import {
  equal,
  group,
  isBrowser,
  kindThrownBy,
  thrownBy,
  type Case,
  type Library,
  type World,
} from "./case.js";

const WHOLE = "3000";
const CUT = "SOURCE_UNAVAILABLE";
/** A list or an archive that is cut is malformed, where the runtime does not say that the connection was cut. */
const CUT_INSIDE = "BAD_FORMAT or SOURCE_UNAVAILABLE";

/** The outcomes from every origin in every runtime. */
export const OUTCOMES: Readonly<Record<string, string>> = {
  "/text": WHOLE,
  "/json": WHOLE,
  "/chunked-json": WHOLE,
  "/unframed-text": CUT,
  "/unframed-json": WHOLE,
  "/cut-text": CUT,
  "/cut-json": CUT_INSIDE,
  "/cut-chunked-text": CUT,
  "/cut-chunked-json": CUT_INSIDE,
  "/cut-unframed-json": CUT_INSIDE,
  "/gzip-json": WHOLE,
  "/cut-gzip-text": CUT_INSIDE,
  "/cut-gzip-json": CUT_INSIDE,
  "/exposed-cut-gzip-text": CUT_INSIDE,
  "/text.gz": WHOLE,
  "/cut-text.gz": CUT_INSIDE,
  "/numbers.csv": "5",
  "/latin1": "UNSUPPORTED",
  "/picture": "UNSUPPORTED",
  "/moved": WHOLE,
  "/moved-for-ever": CUT,
  "/missing": CUT,
  "/part": CUT,
};

const outcomeOf = async (
  { httpNumbers, totalOf }: Library,
  url: string,
  options: HttpNumbersOptions = { retries: 0 },
): Promise<string> => {
  let outcome = "";
  const kind = await kindThrownBy(async () => {
    outcome = String(await totalOf(httpNumbers(url, options)));
  });
  return kind === "nothing" ? outcome : kind;
};

/** No other case asks for an address with it. */
let queries = 0;
const fresh = ({ origin }: World, path: string): string => `${origin}${path}?${Math.random()}-${++queries}`;

export const http: readonly Case[] = [
  ...group(
    "an answer over HTTP",
    Object.fromEntries(
      Object.entries(OUTCOMES).map(([path, expected]) => [
        `${path.slice(1)} is ${expected}`,
        async (library: Library, world: World) => {
          const options = path.endsWith(".csv") ? { column: "n", retries: 0 } : { retries: 0 };
          for (const from of [world.origin, world.otherOrigin]) {
            const outcome = await outcomeOf(library, from + path, options);
            equal(expected.includes(outcome) ? expected : outcome, expected);
          }
        },
      ]),
    ),
  ),
  ...group("httpNumbers", {
    "whether text was cut on its way is known by its length, or by Node alone": async (library, world) => {
      const { origin, otherOrigin } = world;
      equal(await outcomeOf(library, `${origin}/chunked-text`), WHOLE);
      equal(await outcomeOf(library, `${otherOrigin}/chunked-text`), isBrowser(world) ? CUT : WHOLE);
      equal(await outcomeOf(library, `${origin}/gzip-text`), world.runtime === "Node" ? WHOLE : CUT);
    },
    "says what is wrong with its address": async ({ httpNumbers, totalOf }, { origin }) => {
      equal(
        await thrownBy(() => totalOf(httpNumbers(`${origin}/missing`, { retries: 0 }))),
        `SOURCE_UNAVAILABLE: GET ${origin}/missing: expected 200, got 404 Not Found`,
      );
      equal(await kindThrownBy(() => httpNumbers("ftp://x")), "TypeError");
      equal(await kindThrownBy(() => httpNumbers(`${origin}/`, { timeoutMs: -1 })), "RangeError");
    },
    "tries again, and tells of it": async (library, world) => {
      const tries: number[] = [];
      const onRetry = (number: number) => void tries.push(number);
      equal(await outcomeOf(library, fresh(world, "/failing"), { onRetry }), "0.75");
      equal(tries, [1]);
      equal(
        await thrownBy(() => library.totalOf(library.httpNumbers(`${world.origin}/broken`, { retries: 1 }))),
        `SOURCE_UNAVAILABLE: GET ${world.origin}/broken: expected 200, got 500 Internal Server Error (2 tries)`,
      );
    },
    "asks for the rest of a body that was cut, if it is certainly the same": async (library, world) => {
      equal(await outcomeOf(library, fresh(world, "/resumable"), { retries: 1 }), "0.625");
      equal(await outcomeOf(library, fresh(world, "/resumable"), { retries: 0 }), CUT);
    },
    "sends headers": async (library, { origin, otherOrigin }) => {
      const headers = { "x-number": "12.5" };
      equal(await outcomeOf(library, `${origin}/header`, { headers }), "12.5");
      equal(await outcomeOf(library, `${otherOrigin}/header`, { headers }), "12.5");
    },
    "waits for an answer, and for each piece of it, no longer than it is told": async (library, world) => {
      const options = { timeoutMs: 100, retries: 5 };
      equal(await outcomeOf(library, `${world.origin}/silent`, options), "SOURCE_TIMEOUT");
      equal(await outcomeOf(library, `${world.origin}/stalled`, options), "SOURCE_TIMEOUT");
      equal(await outcomeOf(library, `${world.origin}/stalled`, { deadlineMs: 100 }), "SOURCE_TIMEOUT");
    },
    "lets go of the connection on an abort": async (library, world) => {
      const { httpNumbers, totalOf } = library;
      const url = fresh(world, "/left");
      const controller = new AbortController();
      const reason = new Error("enough");
      const onProgress = () => {
        // Where the runtime has it: Deno's fetch forgets its signal then.
        (globalThis as { readonly gc?: () => void }).gc?.();
        controller.abort(reason);
      };
      const { signal } = controller;
      const answer = totalOf(httpNumbers(url, { format: "ndjson" }), { signal, onProgress });
      equal((await answer.catch((error: unknown) => error)) === reason, true);
      const isLeft = url.replace("/left", "/is-left");
      equal(await outcomeOf(library, isLeft, { timeoutMs: 20_000, retries: 0 }), "1");
    },
    "no server at all is SOURCE_UNAVAILABLE": async (library) => {
      equal(await outcomeOf(library, "http://127.0.0.1:9/"), "SOURCE_UNAVAILABLE");
    },
    "simulated numbers and those over HTTP at the same time": async (library, { origin }) => {
      const { simulatedNumbers, totalOf } = library;
      const both = [
        totalOf(simulatedNumbers({ count: 100_001, delayMs: 1 })).then(String),
        outcomeOf(library, `${origin}/json`),
      ];
      equal(await Promise.all(both), ["5000050000", WHOLE]);
    },
  }),
];
