/** The Kubernetes manifest, held to the variables that the service reads. */
import { readFileSync } from "node:fs";
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

interface Container {
  readonly env: readonly Variable[];
  readonly envFrom?: unknown;
}

interface Deployment {
  readonly kind: string;
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
}

const MANIFEST = readFileSync(new URL("../deploy/kubernetes.yaml", import.meta.url), "utf8");

const documents = parseAllDocuments(MANIFEST, { strict: true }).map((one) => {
  for (const error of one.errors) throw error;
  return one.toJS() as Deployment;
});
const container = documents.find(({ kind }) => kind === "Deployment")!.spec.template.spec.containers[0]!;
const isFromSecret = ({ valueFrom }: Variable): boolean => valueFrom !== undefined;

/** The environment where the secret has these keys; undefined where Kubernetes does not start the service. */
function environmentWith(secret: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const environment: Record<string, string> = {};
  for (const { name, value, valueFrom } of container.env) {
    const { key, optional = false } = valueFrom?.secretKeyRef ?? {};
    const found = key === undefined ? value : secret[key];
    if (found !== undefined) environment[name] = found;
    else if (!optional) return undefined;
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
  for (const { name, valueFrom } of container.env.filter(isFromSecret)) {
    expect(valueFrom?.secretKeyRef.key).toBe(name);
  }
  const environment = environmentWith(SECRET);
  expect(configFromEnv(environment!)).toMatchObject({ token: "b" });
  expect(numbersFromEnv(environment!)).toMatchObject({ url: SECRET.NUMBERS_API_URL, simulated: false });
  // `envFrom` would take any key of the secret, misnamed ones too.
  expect(container.envFrom).toBeUndefined();
});

describe("a secret without", () => {
  test.each(["NUMBERS_API_URL", "DLG_TOKEN"] as const)("%s keeps the pod from starting", (missing) => {
    const { [missing]: _, ...others } = SECRET;
    expect(environmentWith(others)).toBeUndefined();
    expect(environmentWith({ ...others, [`${missing}S`]: "misnamed" })).toBeUndefined();
  });

  test("NUMBERS_API_TOKEN is one of a numbers API that wants none", () => {
    const { NUMBERS_API_TOKEN: _, ...others } = SECRET;
    expect(numbersFromEnv(environmentWith(others)!)).toMatchObject({ simulated: false });
  });
});

test("there is no way to simulated numbers: without an address the service ends, and says why", async () => {
  const { NUMBERS_API_TOKEN: _, ...required } = environmentWith(SECRET)!;
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
