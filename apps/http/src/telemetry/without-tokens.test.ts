import { expect, test } from "vitest";
import { tokensOf } from "../testing/test-app.js";
import { withoutTokens } from "./without-tokens.js";

function written(): { lines: unknown[]; log: Parameters<typeof withoutTokens>[0] } {
  const lines: unknown[] = [];
  const write = (fields: object, message: string): void => void lines.push([fields, message]);
  return { lines, log: { debug: write, info: write, warn: write, error: write } };
}

test("tokens are hidden in every field, as words of their own", () => {
  const { lines, log } = written();
  const tokens = [tokensOf("t", "s3cret/Token=="), undefined, tokensOf("s3cret")];
  const hiding = withoutTokens(log, tokens);
  hiding.info({ path: "/t/total", status: 404, requestId: "s3cret" }, "request");
  hiding.warn({ error: 'got "401 s3cret/Token=="', place: { source: "s3cret-" }, no: null }, "request");
  hiding.error({ path: "/s3crets" }, "request");
  expect(lines).toEqual([
    [{ path: "/…/total", status: 404, requestId: "…" }, "request"],
    [{ error: 'got "401 …"', place: { source: "…-" }, no: null }, "request"],
    [{ path: "/s3crets" }, "request"],
  ]);
});

test("tokens of eight characters and more are hidden in longer words too, and as an address writes them", () => {
  const { lines, log } = written();
  const { info } = withoutTokens(log, [tokensOf("s3cret/Token==", "zebra123")]);
  info({ path: "/xzebra1234/total" }, "request");
  info({ path: "/s3cret%2FToken%3D%3D/s3cret%2fToken%3d%3d" }, "request");
  expect(lines).toEqual([
    [{ path: "/x…4/total" }, "request"],
    [{ path: "/…/…" }, "request"],
  ]);
});

test("new tokens are hidden, and so are those that went", () => {
  const { lines, log } = written();
  const tokens = { variable: "T", current: ["old"] as readonly string[] };
  const { debug } = withoutTokens(log, [tokens]);
  debug({ path: "/old/new" }, "request");
  tokens.current = ["new"];
  debug({ path: "/old/new" }, "request");
  expect(lines).toEqual([
    [{ path: "/…/new" }, "request"],
    [{ path: "/…/…" }, "request"],
  ]);
});

test("without tokens it is the log itself", () => {
  const { log } = written();
  expect(withoutTokens(log, [undefined, undefined])).toBe(log);
});
