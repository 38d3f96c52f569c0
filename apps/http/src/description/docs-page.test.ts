import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { testApp } from "../testing/test-app.js";
import { docsPage } from "./docs-page.js";

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const between = (html: string, tag: string) => html.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? "";

test("the page runs what stands in it and nothing else, and asks nobody but the service", () => {
  const { html, policy } = docsPage({ script: "let a = 1;", style: "a{}" });
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${sha256(between(html, "script"))}`,
    `style-src ${sha256(between(html, "style"))}`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
  expect(html).not.toMatch(/src=|@import|https?:/);
});

test("nothing in the script ends it, or makes its end be missed", () => {
  const { html } = docsPage({ script: 'a = "<!--<script></script></SCRIPT>"; b = /<!--/;', style: "" });
  const script = between(html, "script");
  expect(script).toContain(String.raw`a = "\x3c!--\x3cscript>\x3c/script>\x3c/SCRIPT>"; b = /\x3c!--/;`);
  expect(html.match(/<\/?script/gi)).toEqual(["<script", "</script"]);
});

test("GET /docs has a policy of its own, and the other headers of all answers", async () => {
  const answer = await testApp().request("/docs");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'sha256-/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("x-frame-options")).toBe("DENY");
  expect((await testApp().request("/docs", { method: "HEAD" })).headers.get("content-length")).toBe(
    answer.headers.get("content-length"),
  );
});
