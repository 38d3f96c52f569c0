import { expect, test } from "vitest";
import { tracesWanted } from "./traces-wanted.js";

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

test.each([
  [{}, false],
  [ENDPOINT, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318/v1/traces" }, true],
  [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://collector:4318/v1/metrics" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "" }, false],
  [{ OTEL_TRACES_EXPORTER: "otlp" }, true],
  [{ OTEL_TRACES_EXPORTER: "console, otlp" }, true],
  [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: "" }, true],
  [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: "none" }, false],
  [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: "console" }, false],
  [{ ...ENDPOINT, OTEL_SDK_DISABLED: "true" }, false],
  [{ ...ENDPOINT, OTEL_SDK_DISABLED: "false" }, true],
  [{ OTEL_SERVICE_NAME: "totals", OTEL_TRACES_SAMPLER: "always_on" }, false],
])("%j asks for traces: %s", (env, wanted) => {
  expect(tracesWanted(env)).toBe(wanted);
});
