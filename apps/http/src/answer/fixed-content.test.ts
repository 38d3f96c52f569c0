import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { docsPage } from "../description/docs-page.js";
import { resource } from "../routes/resource.js";
import type { Bindings } from "../telemetry/bindings.js";
import { testApp } from "../testing/test-app.js";
import { fixedAnswer, fixedContent } from "./fixed-content.js";

const TEXT = "0,1,2,3,4,5,6,7,8,9\n".repeat(5000);
const PAGE = docsPage({ script: "let a = 1;\n".repeat(5000), style: "" });
const app = new Hono<{ Bindings: Bindings }>();
const content = fixedContent("text/plain", TEXT);
resource(app, "/", { GET: (c) => fixedAnswer(c, content, { "X-Own": "yes" }) });

const ask = (headers: Record<string, string> = {}, method = "GET") => app.request("/", { method, headers });
const tagOf = (answer: Response) => answer.headers.get("etag") ?? "";

describe("content that stays the same", () => {
  test("comes as it is, named, to be asked after each time", async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/plain",
      "content-length": String(TEXT.length),
      "cache-control": "no-cache",
      vary: "Accept-Encoding",
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
      "x-own": "yes",
    });
    expect(answer.headers.has("content-encoding")).toBe(false);
    expect(await answer.text()).toBe(TEXT);
  });

  test("comes compressed where that is liked, under another name", async () => {
    const answer = await ask({ "accept-encoding": "gzip, br" });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("content-length")).toBe(String(bytes.length));
    expect(answer.headers.get("vary")).toBe("Accept-Encoding");
    expect(tagOf(answer)).toMatch(/^"[\w-]{43}-gzip"$/);
    expect(gunzipSync(bytes).toString()).toBe(TEXT);
    expect(bytes.length).toBeLessThan(TEXT.length / 10);
  });

  test("is the same bytes for all, as parts of them and not copies", async () => {
    const shared = new Set<ArrayBufferLike>();
    for (const coding of ["identity", "gzip"]) {
      for (let times = 0; times < 3; times++) {
        const answer = await ask({ "accept-encoding": coding });
        for await (const piece of answer.body!) shared.add(piece.buffer);
      }
    }
    expect([...shared]).toEqual([content.plain.bytes.buffer, (await content.compressed()).bytes.buffer]);
  });

  test.each(["identity", "gzip"])("HEAD has the headers of GET, and no body: %s", async (coding) => {
    const [get, head] = await Promise.all([
      ask({ "accept-encoding": coding }),
      ask({ "accept-encoding": coding }, "HEAD"),
    ]);
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
    expect(await head.text()).toBe("");
  });

  test.each(["GET", "HEAD"])("who has it already is told so: %s", async (method) => {
    for (const coding of ["identity", "gzip"]) {
      const etag = tagOf(await ask({ "accept-encoding": coding }));
      for (const given of [etag, `W/${etag}`, `"a", W/"b,c" ,${etag}`, "*", " * "]) {
        const answer = await ask({ "accept-encoding": coding, "if-none-match": given }, method);
        expect([answer.status, tagOf(answer), await answer.text()]).toEqual([304, etag, ""]);
        expect(answer.headers.get("vary")).toBe("Accept-Encoding");
        expect(answer.headers.get("cache-control")).toBe("no-cache");
        expect(answer.headers.has("content-length")).toBe(false);
        expect(answer.headers.has("content-encoding")).toBe(false);
      }
    }
  });

  test("who has something else gets it", async () => {
    const etag = tagOf(await ask());
    for (const given of ["", '"a"', etag.slice(1, -1), `"${etag.slice(1, -1)}x"`]) {
      expect((await ask({ "if-none-match": given })).status).toBe(200);
    }
    expect((await ask({ "if-none-match": etag, "accept-encoding": "gzip" })).status).toBe(200);
  });
});

test.each(["/docs", "/openapi.json"])("GET %s is fixed content, and is made once", async (path) => {
  let made = 0;
  const ours = testApp({
    docsPage: async () => {
      made += 1;
      return PAGE;
    },
  });
  const first = await ours.request(path);
  const again = await ours.request(path, { headers: { "if-none-match": tagOf(first) } });
  const compressed = await ours.request(path, { headers: { "accept-encoding": "gzip" } });
  expect([first.status, again.status, compressed.headers.get("content-encoding")]).toEqual([
    200,
    304,
    "gzip",
  ]);
  expect(again.headers.get("content-security-policy")).toBe(first.headers.get("content-security-policy"));
  expect(gunzipSync(await compressed.arrayBuffer()).toString()).toBe(await first.text());
  expect(made).toBe(path === "/docs" ? 1 : 0);
});
