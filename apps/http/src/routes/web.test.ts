import { describe, expect, test } from "vitest";
import { testApp, tokensOf } from "../testing/test-app.js";

const POLICY = "default-src 'none'; script-src 'self'";
const HTML = `<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;

function webApp(): { app: ReturnType<typeof testApp>; read: string[] } {
  const read: string[] = [];
  const file = (name: string) => async () => {
    read.push(name);
    return Buffer.from(`/* ${name} */`);
  };
  const app = testApp({
    tokens: tokensOf("secret"),
    webPage: async () => {
      read.push("index.html");
      return { html: HTML, assets: new Map(["a-1.js", "b-2.css"].map((name) => [name, file(name)])) };
    },
  });
  return { app, read };
}

describe("the page", () => {
  test("has the policy that stands in it, and may not be framed; no token is asked for", async () => {
    const answer = await webApp().app.request("/");
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": `${POLICY}; frame-ancestors 'none'`,
    });
    expect(await answer.text()).toBe(HTML);
  });

  test("without a policy is a fault of the service", async () => {
    const app = testApp({ webPage: async () => ({ html: "", assets: new Map() }) });
    expect((await app.request("/")).status).toBe(500);
  });
});

describe("what it loads", () => {
  test.each([
    ["a-1.js", "text/javascript; charset=utf-8"],
    ["b-2.css", "text/css; charset=utf-8"],
  ])("%s may be kept for ever, and has the page's policy, which its worker needs", async (name, type) => {
    const { app } = webApp();
    const answer = await app.request(`/assets/${name}`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": type,
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": `${POLICY}; frame-ancestors 'none'`,
      vary: "Accept-Encoding",
    });
    expect(await answer.text()).toBe(`/* ${name} */`);
    const etag = answer.headers.get("etag") ?? "";
    const again = await app.request(`/assets/${name}`, { headers: { "If-None-Match": etag } });
    expect([again.status, again.headers.get("cache-control")]).toEqual([
      304,
      "public, max-age=31536000, immutable",
    ]);
  });

  test("is nothing but the files of the page", async () => {
    const { app } = webApp();
    for (const name of ["c.js", "..%2Fmain.js", "%2e%2e%2fmain.js", "__proto__"]) {
      expect((await app.request(`/assets/${name}`)).status).toBe(404);
    }
  });

  test("is read when it is first asked for, and once", async () => {
    const { app, read } = webApp();
    expect(read).toEqual([]);
    for (let i = 0; i < 2; i++) {
      await app.request("/");
      await app.request("/assets/a-1.js");
    }
    expect(read).toEqual(["index.html", "a-1.js"]);
  });
});
