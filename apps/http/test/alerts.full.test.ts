/** Prometheus's alert rules: read by promtool, tried on series of alerts.promtool.yaml, and held to the metrics of the built service. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ask, endServices, startService } from "../src/testing/service.js";

afterAll(endServices);

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const RULES = fileURLToPath(new URL("../deploy/alerts.yaml", import.meta.url));
const CASES = fileURLToPath(new URL("alerts.promtool.yaml", import.meta.url));

const { groups } = parse(await readFile(RULES, "utf8")) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

/** promtool comes with Prometheus. */
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

function promtool(...args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

describe.skipIf(!hasPromtool)("promtool, where it is installed,", () => {
  test("reads every rule", () => {
    const { status, said } = promtool("check", "rules", RULES);
    expect({ status, said }).toEqual({
      status: 0,
      said: expect.stringContaining(`SUCCESS: ${rules.length} rules found`),
    });
  });

  test("sees each alert fire where it should, and nowhere else", () => {
    const { status, said } = promtool("test", "rules", CASES);
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining("SUCCESS") });
  });
});

test("each alert fires in a case", async () => {
  const cases = await readFile(CASES, "utf8");
  expect(rules.filter(({ alert }) => !cases.includes(`alertname="${alert}"`))).toEqual([]);
});

test.each(rules.map((rule) => [rule.alert, rule] as const))(
  "%s waits a while, and says how bad it is and what to do",
  (_, rule) => {
    expect(rule.for).toMatch(/^\d+m$/);
    expect(["warning", "critical"]).toContain(rule.labels["severity"]);
    expect(rule.annotations).toEqual({
      summary: expect.stringMatching(/\.$/),
      runbook: expect.stringMatching(/\.$/),
    });
  },
);

test("every metric that they name is one of the service", async () => {
  const { url } = await startService({ NUMBERS_COUNT: "3" });
  await ask(`${url}/total`);
  const { text } = await ask(`${url}/metrics`);
  const names = new Set(
    rules
      .flatMap(({ expr }) => expr.match(/\b(?:dlg|http|process|nodejs)_[a-z_]+\b/g) ?? [])
      // Labels stand in braces.
      .filter((name) => !/^http_(?:route|request_method|response_status_code)$/.test(name)),
  );
  expect(names.size).toBeGreaterThan(10);
  expect([...names].filter((name) => !text.includes(`\n${name}`))).toEqual([]);
});
