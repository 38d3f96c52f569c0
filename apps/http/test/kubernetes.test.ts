/** The Kubernetes manifest, held to the variables and ports of the service, and its parts to each other. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { numbersFromEnv } from "@dlg/total-core/internal";
import { afterAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { configFromEnv } from "../src/config.js";
import { endServices, runService } from "../src/testing/service.js";

afterAll(endServices);

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly key: string; readonly optional?: boolean } };
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

interface Container {
  readonly env: readonly Variable[];
  readonly envFrom?: unknown;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

interface Pod {
  readonly metadata: { readonly labels: object; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly containers: readonly Container[];
    readonly terminationGracePeriodSeconds: number;
    readonly topologySpreadConstraints: readonly {
      readonly labelSelector: { readonly matchLabels: object };
    }[];
    readonly volumes: readonly {
      readonly name: string;
      readonly secret: { readonly items: readonly { readonly key: string; readonly path: string }[] };
    }[];
  };
}

interface Rule {
  readonly ports: readonly { readonly port: string | number }[];
}

interface Manifest {
  readonly Deployment: {
    readonly spec: {
      readonly replicas: number;
      readonly selector: { readonly matchLabels: object };
      readonly template: Pod;
    };
  };
  readonly Service: {
    readonly spec: { readonly selector: object; readonly ports: readonly { readonly targetPort: string }[] };
  };
  readonly PodDisruptionBudget: {
    readonly spec: { readonly maxUnavailable: number; readonly selector: { readonly matchLabels: object } };
  };
  readonly NetworkPolicy: {
    readonly spec: {
      readonly podSelector: { readonly matchLabels: object };
      readonly ingress: readonly Rule[];
      readonly egress: readonly Rule[];
    };
  };
}

const MANIFEST = readFileSync(new URL("../deploy/kubernetes.yaml", import.meta.url), "utf8");

const manifest = Object.fromEntries(
  parseAllDocuments(MANIFEST, { strict: true }).map((one) => {
    for (const error of one.errors) throw error;
    const document = one.toJS() as { readonly kind: string };
    return [document.kind, document];
  }),
) as unknown as Manifest;

const pod = manifest.Deployment.spec.template;
const container = pod.spec.containers[0]!;
const [mount] = container.volumeMounts;
const [volume] = pod.spec.volumes;

const folder = mkdtempSync(join(tmpdir(), "dlg-kubernetes-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The environment where the secret has these keys, with its files in a folder of this machine; undefined where Kubernetes does not start the service. */
function environmentWith(secret: Readonly<Record<string, string>>): Record<string, string> | undefined {
  for (const { key, path } of volume!.secret.items) {
    const content = secret[key];
    if (content === undefined) return undefined;
    writeFileSync(join(folder, path), content);
  }
  const environment: Record<string, string> = {};
  for (const { name, value, valueFrom } of container.env) {
    const key = valueFrom?.secretKeyRef.key;
    const found = key === undefined ? value?.replace(mount!.mountPath, folder) : secret[key];
    if (found === undefined) return undefined;
    environment[name] = found;
  }
  return environment;
}

const SECRET = { NUMBERS_API_URL: "http://numbers.test/", NUMBERS_API_TOKEN: "a", DLG_TOKEN: "b" };

/** The variables that are read for the configuration. */
function namesRead(): Set<string> {
  const names = new Set<string>();
  const environment = new Proxy<Record<string, string>>(
    {},
    {
      get(_, name) {
        names.add(String(name));
        return undefined;
      },
    },
  );
  configFromEnv(environment);
  numbersFromEnv(environment);
  return names;
}

test("each variable is one that the service reads, with a value that it takes", () => {
  const names = container.env.map(({ name }) => name);
  expect([...namesRead()]).toEqual(expect.arrayContaining(names));
  for (const { name, valueFrom } of container.env) {
    expect(valueFrom?.secretKeyRef.key ?? name).toBe(name);
  }
  const environment = environmentWith(SECRET)!;
  expect(configFromEnv(environment).tokens?.current).toEqual(["b"]);
  const { url, simulated, tokens } = numbersFromEnv(environment);
  expect([url, simulated, tokens?.current]).toEqual([SECRET.NUMBERS_API_URL, false, ["a"]]);
  // `envFrom` would take any key of the secret, misnamed ones too.
  expect(container.envFrom).toBeUndefined();
});

describe("a secret without", () => {
  test.each(["NUMBERS_API_URL", "NUMBERS_API_TOKEN", "DLG_TOKEN"] as const)(
    "%s keeps the pod from starting",
    (missing) => {
      const { [missing]: _, ...others } = SECRET;
      expect(environmentWith(others)).toBeUndefined();
      expect(environmentWith({ ...others, [`${missing}S`]: "misnamed" })).toBeUndefined();
    },
  );
});

test("the tokens are mounted as a folder, which alone follows the secret", () => {
  expect(mount).toMatchObject({ name: volume!.name });
  expect(mount!.subPath).toBeUndefined();
});

test("the ports are those of the service, and only that for clients is passed on", () => {
  const { port, admin } = configFromEnv(environmentWith(SECRET)!);
  expect(container.ports).toEqual([
    { name: "http", containerPort: port },
    { name: "admin", containerPort: admin!.port },
  ]);
  expect(pod.metadata.annotations["prometheus.io/port"]).toBe(String(admin!.port));
  expect(manifest.Service.spec.ports.map(({ targetPort }) => targetPort)).toEqual(["http"]);
  const { ingress, egress } = manifest.NetworkPolicy.spec;
  expect(ingress.map(({ ports }) => ports)).toEqual([[{ port: "http" }], [{ port: "admin" }]]);
  expect(egress.flatMap(({ ports }) => ports.map((one) => one.port))).toEqual([53, 53, 443]);
});

test.each(["startupProbe", "livenessProbe", "readinessProbe"] as const)(
  "one slow answer cannot fail the %s",
  (name) => {
    const { httpGet, timeoutSeconds, failureThreshold } = container[name];
    expect(httpGet).toEqual({ path: name === "readinessProbe" ? "/readyz" : "/livez", port: "admin" });
    expect(timeoutSeconds).toBeGreaterThanOrEqual(5);
    expect(failureThreshold).toBeGreaterThanOrEqual(3);
  },
);

test("a pod has the time that it takes to end", () => {
  const { drainDelayMs, shutdownTimeoutMs } = configFromEnv(environmentWith(SECRET)!);
  const lastTracesMs = 2000;
  const endsWithinMs = drainDelayMs + shutdownTimeoutMs + lastTracesMs;
  expect(pod.spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(endsWithinMs);
});

test("every selector is the pods' labels, and a node may be drained", () => {
  const { Deployment, Service, PodDisruptionBudget, NetworkPolicy } = manifest;
  const selectors = [
    Deployment.spec.selector.matchLabels,
    Service.spec.selector,
    PodDisruptionBudget.spec.selector.matchLabels,
    NetworkPolicy.spec.podSelector.matchLabels,
    ...pod.spec.topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels),
  ];
  for (const selector of selectors) expect(selector).toEqual(pod.metadata.labels);
  expect(selectors).toHaveLength(6);
  expect(PodDisruptionBudget.spec.maxUnavailable).toBeLessThan(Deployment.spec.replicas);
});

test("there is no way to simulated numbers: without an address the service ends, and says why", async () => {
  const { NUMBERS_API_TOKEN_FILE: _, ...required } = environmentWith(SECRET)!;
  for (const address of [undefined, ""]) {
    const { NUMBERS_API_URL: _url, ...without } = required;
    const environment = address === undefined ? without : { ...without, NUMBERS_API_URL: address };
    expect(await runService(environment)).toMatchObject({
      code: 2,
      stderr: "NUMBERS_API_URL: expected an address, as NUMBERS_API_REQUIRED is true, got none\n",
      log: [],
    });
  }
});
