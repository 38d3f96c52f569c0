import { diag } from "@opentelemetry/api";
import { globalErrorHandler } from "@opentelemetry/core";
import { expect, test } from "vitest";
import { testClock } from "../testing/test-app.js";
import { otlpTrouble } from "./otlp-trouble.js";

test("trouble is logged once a minute, but all of it before the service is settled, and no secret", () => {
  const lines: object[] = [];
  const clock = testClock();
  let told = 0;
  const trouble = otlpTrouble({ warn: (fields) => void lines.push(fields) }, clock.now, () => (told += 1));
  diag.warn("OTEL_A: bad");
  diag.error("OTEL_B: bad", "too");
  trouble.settled();
  globalErrorHandler(new Error("connect to http://user:hunter2@collector:4318/ failed"));
  for (let i = 0; i < 5; i++) globalErrorHandler("again");
  clock.passMs(59_999);
  diag.warn("again");
  clock.passMs(1);
  diag.warn("still");
  diag.info("no trouble");
  clock.passMs(60_000);
  diag.warn("and on");
  expect(lines).toEqual([
    { error: "OTEL_A: bad" },
    { error: "OTEL_B: bad too" },
    { error: "connect to http://collector:4318/ failed" },
    { error: "still", keptBack: 6 },
    { error: "and on" },
  ]);
  // All but the two before the service was settled.
  expect(told).toBe(9);
});
