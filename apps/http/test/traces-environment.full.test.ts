/** OpenTelemetry's variables, and the built service where sending traces fails. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startCollector } from "../src/testing/collector.js";
import { ask, runService, startService } from "../src/testing/service.js";
import { valueOf } from "../src/testing/telemetry.js";
import {
  collector,
  endOf,
  SPAN,
  TRACE,
  tracedServices,
  TRACEPARENT,
} from "../src/testing/traced-services.js";

const services = tracedServices();

describe("OpenTelemetry's variables", () => {
  test("name the service and what it runs on", async () => {
    const { env, spans } = await collector();
    const named = {
      OTEL_SERVICE_NAME: "totals",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
    };
    for (const more of [{}, named]) {
      const service = await startService({ ...env, ...more, DRAIN_DELAY_MS: "0" });
      await ask(`${service.url}/nowhere`);
      await endOf(service, spans, more === named ? 2 : 1);
    }
    expect(spans[0]!.resource).toMatchObject({ "service.name": "dlg" });
    expect(spans[1]!.resource).toMatchObject({
      "service.name": "totals",
      "deployment.environment.name": "test",
    });
  });

  test("choose the encoding: protobuf by default", async () => {
    const { env, received } = await collector();
    const service = await startService({ ...env, OTEL_EXPORTER_OTLP_PROTOCOL: "", DRAIN_DELAY_MS: "0" });
    await ask(`${service.url}/nowhere`);
    await endOf(service, received, 1);
    expect(received).toMatchObject([{ path: "/v1/traces", contentType: "application/x-protobuf" }]);
    expect(received[0]!.body.toString("latin1")).toMatch(/service\.name.*dlg.*url\.path.*\/nowhere/s);
  });

  test("choose the sampler, whose decision the numbers API is told", async () => {
    const { env, received } = await collector();
    const service = await services.start({ ...env, OTEL_TRACES_SAMPLER: "always_off" });
    const { told } = await services.askTotal(service, { traceparent: TRACEPARENT });
    await endOf(service);
    expect(told["traceparent"]).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    expect(received).toEqual([]);
  });

  test("that cannot be followed are warned of, and keep nothing from being served", async () => {
    const { env, spans } = await collector();
    const service = await startService({
      ...env,
      OTEL_TRACES_SAMPLER: "sometimes",
      OTEL_PROPAGATORS: "tracecontext,b3",
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc",
      DRAIN_DELAY_MS: "0",
    });
    expect((await ask(`${service.url}/nowhere`)).status).toBe(404);
    await endOf(service);
    expect(spans).toEqual([]);
    const warnings = service.log.filter(({ msg }) => msg === "traces").map(({ error }) => error);
    expect(warnings).toEqual([
      "OTEL_PROPAGATORS: expected tracecontext, baggage or none, got b3",
      "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: expected http/protobuf or http/json, got grpc; http/protobuf is used",
      expect.stringContaining("sometimes"),
    ]);
  });
});

describe("where no traces are wanted", () => {
  /** The built service without the file that holds OpenTelemetry's SDK. */
  let withoutSdk: string;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "dlg-"));
    await cp(fileURLToPath(new URL("../dist", import.meta.url)), join(folder, "dist"), { recursive: true });
    await cp(fileURLToPath(new URL("../package.json", import.meta.url)), join(folder, "package.json"));
    await rm(join(folder, "dist/telemetry"), { recursive: true });
    withoutSdk = join(folder, "dist/main.js");
    return () => rm(folder, { recursive: true });
  });

  test.each([{}, { OTEL_SDK_DISABLED: "true", OTEL_TRACES_EXPORTER: "otlp" }])(
    "nothing of OpenTelemetry's SDK is loaded: %j",
    async (env) => {
      const service = await startService({ ...env, NUMBERS_COUNT: "3" }, { main: withoutSdk });
      expect((await ask(`${service.url}/total`)).text).toBe('{"total":3}');
    },
  );

  test("and only there", async () => {
    await expect(startService({ OTEL_TRACES_EXPORTER: "otlp" }, { main: withoutSdk })).rejects.toThrow(
      /Cannot find module .*otlp-traces\.js/,
    );
  });

  test("a caller's trace goes through to the numbers API as it came, and is in the log", async () => {
    const service = await services.start({}, { main: withoutSdk });
    const caller = { traceparent: TRACEPARENT, tracestate: "congo=t61rcWkgMzE" };
    const { told } = await services.askTotal(service, caller);
    expect(told).toMatchObject(caller);
    expect(await service.logged("request")).toMatchObject({ trace_id: TRACE, span_id: SPAN });
    expect((await services.askTotal(service, { traceparent: "00-0-0-01" })).told).not.toHaveProperty(
      "traceparent",
    );
  });
});

describe("a collector that", () => {
  test.each<[string, Parameters<typeof startCollector>[0]]>([
    ["says nothing", () => {}],
    ["is down", undefined],
    ["fails", (outgoing) => void outgoing.writeHead(500).end()],
    ["hangs up", (outgoing) => void outgoing.destroy()],
    ["talks nonsense", (outgoing) => void outgoing.writeHead(200).end("<p>")],
  ])("%s harms no answer and no end", async (what, answer) => {
    const faulty = await startCollector(answer);
    if (what === "is down") await faulty.close();
    else onTestFinished(() => faulty.close());
    const service = await services.start({ ...faulty.env, OTEL_EXPORTER_OTLP_TIMEOUT: "200" });
    for (let i = 0; i < 20; i++) expect((await services.askTotal(service)).text).toBe('{"total":42}');
    await endOf(service);
    expect(service.log.filter(({ msg }) => msg === "traces")).toHaveLength(1);
  });

  test("fails is counted in the metrics", async () => {
    const faulty = await collector((outgoing) => void outgoing.writeHead(400).end());
    const service = await services.start({ ...faulty.env, OTEL_BSP_SCHEDULE_DELAY: "50" });
    await ask(`${service.url}/nowhere`);
    const faults = async () => valueOf((await ask(`${service.url}/metrics`)).text, "dlg_trace_faults_total");
    await expect.poll(faults).toBeGreaterThan(0);
  });

  test("says nothing is given up when the service ends", async () => {
    const silent = await collector(() => {});
    // The exporter's own timeout is longer than the test's.
    const patient = { OTEL_EXPORTER_OTLP_TIMEOUT: "600000" };
    const service = await services.start({ ...silent.env, ...patient, SHUTDOWN_TIMEOUT_MS: "300" });
    await ask(`${service.url}/nowhere`);
    await endOf(service);
    expect(service.log.map(({ msg }) => msg).slice(-3)).toEqual(["draining", "ended", "traces"]);
  });

  test("says nothing is given up at a second signal", async () => {
    const silent = await collector(() => {});
    const service = await services.start({ ...silent.env, OTEL_EXPORTER_OTLP_TIMEOUT: "600000" });
    await ask(`${service.url}/nowhere`);
    const again = setInterval(() => service.signal("SIGTERM"), 20);
    const { code } = await service.ended;
    clearInterval(again);
    expect(code).toBe(128 + 15);
  });
});

test("a wrong environment is told before any trace", async () => {
  const { code, stderr } = await runService({ OTEL_TRACES_EXPORTER: "otlp", PORT: "http" });
  expect(code).toBe(2);
  expect(stderr).toBe('PORT: expected an integer from 0 to 65535, got "http"\n');
});
