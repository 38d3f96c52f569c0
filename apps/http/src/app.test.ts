import { describe, expect, test } from "vitest";
import { testApp, tokensOf } from "./testing/test-app.js";

const withAuthorization = (authorization: string) => ({ headers: { authorization } });

const ALLOWED = [
  ["/total", "GET, HEAD, POST, OPTIONS"],
  ["/numbers", "GET, HEAD, OPTIONS"],
  ["/livez", "GET, HEAD, OPTIONS"],
  ["/readyz", "GET, HEAD, OPTIONS"],
] as const;

describe.each(ALLOWED)("%s", (path, allow) => {
  test("OPTIONS says what is allowed", async () => {
    const answer = await testApp().request(path, { method: "OPTIONS" });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("allow")).toBe(allow);
    expect(await answer.text()).toBe("");
  });

  const others = ["POST", "PUT", "DELETE", "PATCH", "PROPFIND", "constructor"];
  test.each(others.filter((method) => !allow.includes(method)))("%s is a 405", async (method) => {
    const answer = await testApp().request(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe(allow);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toEqual({
      type: "about:blank",
      title: "Method Not Allowed",
      status: 405,
      detail: `expected one of ${allow}, got ${method}`,
    });
  });

  test("names the request in the answer, as its bindings do", async () => {
    for (const method of ["GET", "OPTIONS", "POST"]) {
      const answer = await testApp().request(path, { method }, { requestId: "r-1" });
      expect(answer.headers.get("x-request-id")).toBe("r-1");
    }
  });
});

test.each(["/totals", "/total/", "/total/x", "//total"])("%s is a 404 for every method", async (path) => {
  for (const method of ["GET", "HEAD", "OPTIONS", "POST"]) {
    const answer = await testApp().request(`http://localhost${path}`, { method });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  }
});

describe("with a token", () => {
  const app = testApp({ tokens: tokensOf("other", "s3cret-Token==") });

  test.each(["/total", "/numbers"])("%s is refused without it, for every method", async (path) => {
    for (const method of ["GET", "HEAD", "OPTIONS", "POST"]) {
      const answer = await app.request(path, { method });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="dlg"');
    }
  });

  test.each(["Bearer s3cret-Token=", "Bearer s3cret-Token===", "Bearer S3CRET-TOKEN==", "bearer wrong"])(
    "%s is refused, and the answer does not say how it differs",
    async (authorization) => {
      const answer = await app.request("/total", withAuthorization(authorization));
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="dlg", error="invalid_token"');
      expect(await answer.json()).toEqual({
        type: "about:blank",
        title: "Unauthorized",
        status: 401,
        detail: "expected the bearer token, got another",
      });
    },
  );

  test.each(["Basic s3cret-Token==", "s3cret-Token==", "Bearer", "Bearer s3cret-Token== x"])(
    "%s is no bearer token",
    async (authorization) => {
      const answer = await app.request("/total", withAuthorization(authorization));
      expect(answer.status).toBe(401);
    },
  );

  test.each(["Bearer s3cret-Token==", "bearer s3cret-Token==", "BEARER   s3cret-Token=="])(
    "%s is let through",
    async (authorization) => {
      expect((await app.request("/total", withAuthorization(authorization))).status).toBe(200);
      expect((await app.request("/numbers", withAuthorization(authorization))).status).toBe(200);
    },
  );

  test("any of several tokens will do, those that it has at the time", async () => {
    const tokens = { variable: "DLG_TOKEN_FILE", current: ["old"] as readonly string[] };
    const rotated = testApp({ tokens });
    const statuses = async (): Promise<number[]> => {
      const answers = ["old", "new", "newer"].map(
        async (token) => (await rotated.request("/total", withAuthorization(`Bearer ${token}`))).status,
      );
      return Promise.all(answers);
    };
    expect(await statuses()).toEqual([200, 401, 401]);
    tokens.current = ["old", "new"];
    expect(await statuses()).toEqual([200, 200, 401]);
    tokens.current = ["newer"];
    expect(await statuses()).toEqual([401, 401, 200]);
  });

  test("the probes are open", async () => {
    expect((await app.request("/livez")).status).toBe(200);
    expect((await app.request("/readyz")).status).toBe(200);
  });

  test("a real numbers API's absence of /numbers is only told to those who have it", async () => {
    const real = testApp({ tokens: tokensOf("t"), simulated: undefined });
    expect((await real.request("/numbers")).status).toBe(401);
    expect((await real.request("/numbers", withAuthorization("Bearer t"))).status).toBe(404);
  });
});
