/** Every query of Grafana's dashboard, asked of a Prometheus that scrapes the built service. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMetrics } from "../src/telemetry/metrics.js";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { hasPrometheus, startPrometheus, type Prometheus } from "../src/testing/prometheus.js";
import { ask, endServices, startService, type Service } from "../src/testing/service.js";

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly definition?: string }[];
  };
}

/** Prometheus's answer to an instant query. */
interface Vector {
  readonly result: readonly { readonly value: readonly [time: number, value: string] }[];
}

const JOB = "totals";

/** As Grafana fills them in, where all instances are chosen and a scrape comes every second. */
const VARIABLES: Readonly<Record<string, string>> = {
  $__rate_interval: "10s",
  $job: JOB,
  $instance: ".*",
};

const dashboard = JSON.parse(
  await readFile(new URL("../deploy/grafana-dashboard.json", import.meta.url), "utf8"),
) as Dashboard;

const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => [title, expr] as const),
);

describe.skipIf(!hasPrometheus)("the dashboard, which is tried where Prometheus is installed", () => {
  let upstream: Upstream;
  let service: Service;
  let prometheus: Prometheus;
  const over = new AbortController();
  let traffic: Promise<void>;

  beforeAll(async () => {
    upstream = await startUpstream();
    service = await startService({ NUMBERS_API_URL: `${upstream.url}/faulty` });
    prometheus = await startPrometheus(`127.0.0.1:${service.port}`, JOB);
    traffic = keepAsking();
  });
  afterAll(async () => {
    over.abort();
    await traffic;
    await prometheus.close();
    await endServices();
    await upstream.close();
  });

  /** Good requests and bad ones, one after another. */
  async function keepAsking(): Promise<void> {
    const { url } = service;
    const post = (body: string) =>
      fetch(`${url}/total`, { method: "POST", headers: { "content-type": "text/plain" }, body });
    for (let round = 0; !over.signal.aborted; round++) {
      upstream.fault = ["/right", "/string", "/busy"][round % 3]!;
      await ask(`${url}/total`);
      await (await post("0.1 0.2")).text();
      await (await post("0.1 x")).text();
      await ask(`${url}/livez`);
      await ask(`${url}/nowhere`);
    }
  }

  test.each(queries)("%s: %s", async (_, expr) => {
    const query = Object.entries(VARIABLES).reduce(
      (text, [name, value]) => text.replaceAll(name, value),
      expr,
    );
    expect(query).not.toContain("$");
    const values = async (): Promise<number[]> => {
      const { result } = (await prometheus.get("/api/v1/query", { query })) as Vector;
      return result.map(({ value }) => Number(value[1]));
    };
    await expect
      .poll(values, { interval: 500 })
      .toSatisfy((found: number[]) => found.length > 0 && found.every((value) => Number.isFinite(value)));
  });

  test("its variables have the values that they choose among", async () => {
    const chosen: Record<string, unknown> = {};
    for (const { name, definition } of dashboard.templating.list) {
      const [, series, label] = /^label_values\((.*), (\w+)\)$/.exec(definition ?? "") ?? [];
      if (series === undefined) continue;
      chosen[name] = await prometheus.get(`/api/v1/label/${label}/values`, {
        "match[]": series.replaceAll("$job", JOB),
      });
    }
    expect(chosen).toEqual({ job: [JOB], instance: [`127.0.0.1:${service.port}`] });
  });
});

test("every panel of the dashboard shows something, and every variable is one of it", () => {
  expect(queries.length).toBeGreaterThan(20);
  const empty = dashboard.panels.filter(({ type, targets = [] }) => type !== "row" && targets.length === 0);
  expect(empty).toEqual([]);
  const used = new Set(queries.flatMap(([, expr]) => expr.match(/\$\w+/g) ?? []));
  expect([...used].sort()).toEqual(Object.keys(VARIABLES).sort());
});

test("every metric of the service itself has a panel", async () => {
  const names = [...(await createMetrics().text()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(8);
  const shown = queries.map(([, expr]) => expr).join("\n");
  expect(names.filter((name) => !shown.includes(name!))).toEqual([]);
});
