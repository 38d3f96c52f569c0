/** The library in workerd, where promises and timers belong to the request that made them, and end with it. */
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { bundled } from "../src/testing/bundle.js";
import { workerd } from "../src/testing/workerd.js";

const WORKER = `
  import { streamNumbers, total, totalOf, totalsBy } from "./src/index.js";

  /** Time stands still but for timers: after one, a turn of the event loop is due. */
  const untilTurnIsDue = () => new Promise((resolve) => setTimeout(resolve, 5));

  const list = Array.from({ length: 100_000 }, (_, i) => i);
  const slowly = {
    async *numbers() {
      for (let i = 0; i < 5; i++) {
        await untilTurnIsDue();
        yield list;
      }
    },
  };

  const handlers = {
    async leave() {
      await untilTurnIsDue();
      // It waits for a turn at once, and the request is over before that comes.
      for (let i = 0; i < 10; i++) void totalOf({ async *numbers() { yield list; yield list; } });
      return "left";
    },
    list: async () => String(await totalOf(slowly)),
    many: async () => String(await Promise.all(Array.from({ length: 20 }, () => totalOf(slowly)))),
    body: async ({ body, url }) =>
      String(await totalOf(streamNumbers(body, { format: new URL(url).searchParams.get("format") ?? undefined }))),
    by: async ({ body }) => {
      const { groups } = await totalsBy(streamNumbers(body, { format: "csv", column: "n", by: "k" }));
      return JSON.stringify([...groups]);
    },
    memory: () => String(total([0.1, 0.2, 0.3])),
  };

  export default {
    async fetch(request) {
      const answer = handlers[new URL(request.url).pathname.slice(1)];
      try {
        return new Response(await answer(request));
      } catch (error) {
        return new Response(error.code ?? error.stack);
      }
    },
  };
`;

/** Old workers have neither setImmediate nor MessageChannel, nor Node's modules, which read gzip. */
const COMPATIBILITY = [
  { compatibilityDate: "2023-01-01", compatibilityFlags: [], ofGzip: "UNSUPPORTED" },
  { compatibilityDate: "2026-11-01", compatibilityFlags: [], ofGzip: "30000" },
  { compatibilityDate: "2026-11-01", compatibilityFlags: ["nodejs_compat"], ofGzip: "30000" },
] as const;

describe.for(COMPATIBILITY)(
  "as of $compatibilityDate $compatibilityFlags",
  ({ ofGzip, ...compatibility }) => {
    const start = async () => {
      const { origin, stop } = await workerd({ source: await bundled(WORKER, "esm"), ...compatibility });
      onTestFinished(stop);
      return async (path: string, body?: string | Uint8Array<ArrayBuffer>) => {
        const signal = AbortSignal.timeout(20_000);
        const answer = await fetch(`${origin}/${path}`, { signal, ...(body && { method: "POST", body }) });
        return answer.status === 200 ? answer.text() : `status ${answer.status}`;
      };
    };

    test("a total that a request leaves behind keeps no later one from its answer", async () => {
      const ask = await start();
      for (let i = 0; i < 3; i++) {
        expect(await ask("leave")).toBe("left");
        expect(await ask("list")).toBe("24999750000");
      }
      const together = ["leave", "list", "many", "leave", "list"].map((path) => ask(path));
      const many = Array.from({ length: 20 }, () => "24999750000").join();
      expect(await Promise.all(together)).toEqual(["left", "24999750000", many, "left", "24999750000"]);
    });

    test("bodies, in every way to read them, one after the other and together", async () => {
      const ask = await start();
      const lines = "0.1\n".repeat(300_000);
      const csv = `k,n\n${"a,0.1\nb,0.2\n".repeat(50_000)}`;
      const asks = () => [
        ask("body?format=text", lines),
        ask("body?format=json", `[${lines.trim().replaceAll("\n", ",")}]`),
        ask("by", csv),
        ask("memory"),
      ];
      const expected = ["30000", "30000", '[["a","5000"],["b","10000"]]', "0.6"];
      for (let i = 0; i < 2; i++) {
        const answers: string[] = [];
        for (const answer of asks()) answers.push(await answer);
        expect(answers).toEqual(expected);
      }
      expect(await Promise.all([...asks(), ...asks()])).toEqual([...expected, ...expected]);
    });

    test("gzip, in one request after the other", async () => {
      const ask = await start();
      const gzip = gzipSync("0.1\n".repeat(300_000));
      for (let i = 0; i < 3; i++) expect(await ask("body?format=text", gzip)).toBe(ofGzip);
    });
  },
);
