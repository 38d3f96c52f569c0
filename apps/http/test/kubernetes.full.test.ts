/** The Kubernetes manifest, held to Kubernetes's own types, in which an unknown key is an error. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";

// Inside the package, where the types are found.
const parent = fileURLToPath(new URL("../test-results", import.meta.url));
mkdirSync(parent, { recursive: true });
const folder = mkdtempSync(join(parent, "kubernetes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const MANIFEST = readFileSync(new URL("../deploy/kubernetes.yaml", import.meta.url), "utf8");

/** TypeScript's errors for the manifest as objects of these types; nothing where they fit. */
function complaints(manifest: string): string {
  const objects = parseAllDocuments(manifest).map((one, i) => {
    const { apiVersion, kind } = one.toJS() as { readonly apiVersion: string; readonly kind: string };
    // `v1` is the core's; `networking.k8s.io/v1` is short of its domain.
    const [, group = "core", version] = /^(?:(\w+)[\w.]*\/)?(\w+)$/.exec(apiVersion) ?? [];
    const types = `kubernetes-types/${group}/${version}`;
    return [
      `import type { ${kind} as Type${i} } from ${JSON.stringify(types)};`,
      `export const object${i}: Type${i} = ${JSON.stringify(one.toJS(), undefined, 1)};`,
    ].join("\n");
  });
  const file = join(folder, "manifest.ts");
  writeFileSync(file, objects.join("\n"));
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "esnext",
    "--moduleResolution",
    "bundler",
    "--skipLibCheck",
    "--types",
    "",
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [TSC, ...options, "--ignoreConfig", file], {
    encoding: "utf8",
  });
  return stdout + stderr;
}

test("it fits", () => {
  expect(complaints(MANIFEST)).toBe("");
});

test.each([
  ["failureThreshold: 3", 'failureThreshold: "3"', "Type 'string' is not assignable to type 'number'"],
  ["topologyKey:", "topologKey:", `'"topologKey"' does not exist`],
  ["policyTypes:", "policyType:", `'"policyType"' does not exist`],
  ["maxUnavailable: 1", "maxUnavailible: 1", `'"maxUnavailible"' does not exist`],
])("with %s as %s it does not", (right, wrong, complaint) => {
  expect(complaints(MANIFEST.replace(right, wrong))).toContain(complaint);
});
