/** `totalOf` of sources that are no numbers API. */
import { OUTCOMES } from "./http.cases.js";
import {
  bytesFromBase64,
  bytesOf,
  equal,
  group,
  isBrowser,
  kindThrownBy,
  streamOf,
  thrownBy,
  type Case,
} from "./case.js";

async function* each(...elements: readonly unknown[]): AsyncGenerator<string> {
  yield* elements as readonly string[];
}

/** Not every runtime adds it. */
const TEXT = { "content-type": "text/plain" };

function seenEnough(): void {
  throw new RangeError("enough");
}

function webStream(pieces: readonly unknown[]): ReadableStream<string> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece as string);
      controller.close();
    },
  });
}

const CSV = `k,n\n${"a,0.5\nb,0.25\n".repeat(20_000)}`;
/** `n`, 1 and 2 on lines of their own, in gzip. */
const GZIP = bytesFromBase64("H4sIAAAAAAAC/8vjMuQy4gIAVXApgQYAAAA=");

export const sources: readonly Case[] = [
  ...group("totalOf an async iterable", {
    "of numbers, bigints, strings and batches": async ({ totalOf }) => {
      equal(String(await totalOf(each(0.1, 0.2))), "0.30000000000000004");
      equal(String(await totalOf(each("0.1", "0.2", 10n ** 20n, [1, 2], 0.5))), "100000000000000000003.8");
      const total = await totalOf(each(...Array.from({ length: 3000 }, (_, i) => i)));
      equal([total.count, total.toNumber(), total.empty, total.bytes], [3000, 4_498_500, 0, 0]);
    },
    "names the first element that is wrong": async ({ totalOf }) => {
      equal(await kindThrownBy(() => totalOf(each(1, bytesOf("2")))), "TypeError");
      equal((await thrownBy(() => totalOf(each(1, {})))).slice(0, 32), "TypeError: numbers[1]: expected ");
      equal(
        await thrownBy(() => totalOf(each(1, "1,5"))),
        'BAD_NUMBER: numbers[1]: expected a number, got "1,5"',
      );
    },
    "is told to return on an error": async ({ totalOf }) => {
      let hasLeft = false;
      async function* rows(): AsyncGenerator<number> {
        try {
          for (;;) yield [] as never;
        } finally {
          hasLeft = true;
        }
      }
      equal(await kindThrownBy(() => totalOf(rows(), { onProgress: seenEnough })), "RangeError");
      equal(hasLeft, true);
    },
  }),
  ...group("totalOf a stream", {
    "of bytes, text or numbers": async ({ totalOf }) => {
      const text = ["1 ", "2", "3 4"];
      equal(String(await totalOf(streamOf(text.map(bytesOf)))), "28");
      equal(String(await totalOf(webStream(text))), "28");
      equal(String(await totalOf(webStream([1, 2n]))), "3");
      equal(await kindThrownBy(() => totalOf(webStream(["1", "2"]))), "TypeError");
      equal(await kindThrownBy(() => totalOf(webStream(["1 \ud83d"]))), "BAD_FORMAT");
    },
  }),
  ...group("totalOf a Blob", {
    "is read as often as it is asked for": async ({ blobNumbers, totalOf }) => {
      const api = blobNumbers(new Blob([CSV]), { column: "n", format: "csv" });
      for (let i = 0; i < 2; i++) equal(String(await totalOf(api)), "15000");
    },
    "goes by the name of a File": async ({ totalOf }) => {
      equal(String(await totalOf(new File([CSV], "x.csv"), { column: "n" })), "15000");
      equal(String(await totalOf(new File([GZIP], "x.csv.gz"))), "3");
      equal((await thrownBy(() => totalOf(new File(["1 x"], "n.txt")))).slice(0, 19), "BAD_NUMBER: n.txt:1");
    },
  }),
  ...group("totalOf a Response", {
    "that was made": async ({ totalOf }) => {
      equal(String(await totalOf(new Response("0.1 0.2", { headers: TEXT }))), "0.3");
      equal(await kindThrownBy(() => totalOf(new Response("1", { status: 404 }))), "SOURCE_UNAVAILABLE");
    },
    "can be read once": async ({ totalOf }) => {
      const response = new Response("1", { headers: TEXT });
      await totalOf(response);
      equal(await kindThrownBy(() => totalOf(response)), "TypeError");
    },
    "in chunks, behind which the connection ends, is whole where the runtime fails if they are cut": async (
      { totalOf },
      world,
    ) => {
      const isSure = (from: string): boolean =>
        world.runtime !== "Node" && !(isBrowser(world) && from === world.otherOrigin);
      for (const from of [world.origin, world.otherOrigin]) {
        const response = await fetch(`${from}/chunked-text`);
        equal(await kindThrownBy(() => totalOf(response)), isSure(from) ? "nothing" : "SOURCE_UNAVAILABLE");
      }
    },
    ...Object.fromEntries(
      Object.entries(OUTCOMES)
        // There, fetch fails.
        .filter(([path]) => path !== "/moved-for-ever")
        .map(([path, expected]): [string, Case["run"]] => [
          `that was fetched: ${path.slice(1)} is ${expected}`,
          async ({ totalOf }, world) => {
            const options = path.endsWith(".csv") ? { column: "n" } : {};
            for (const from of [world.origin, world.otherOrigin]) {
              let outcome = "";
              const kind = await kindThrownBy(async () => {
                outcome = String(await totalOf(await fetch(from + path), options));
              });
              const came = kind === "nothing" ? outcome : kind;
              equal(expected.includes(came) ? expected : came, expected);
            }
          },
        ]),
    ),
  }),
];
