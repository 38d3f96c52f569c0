/** The notices and the SBOM beside the built service. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Component {
  readonly name: string;
  readonly version: string;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

/** `name@version` of each package that a line of the bundle comes from, by its source map. */
function mapped(map: string): string[] {
  const { sources } = JSON.parse(read(`../dist/${map}`)) as { sources: readonly string[] };
  return sources.flatMap((source) => {
    const [, version, name] =
      /node_modules\/\.pnpm\/[^/]*?@([^@/_]+)(?:_[^/]*)?\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(
        source,
      ) ?? [];
    return name === undefined ? [] : [`${name}@${version}`];
  });
}

/** Copied rather than bundled. */
const SWAGGER_UI = `swagger-ui-dist@${JSON.parse(read("../node_modules/swagger-ui-dist/package.json")).version}`;

test("the notices and the SBOM name each package that is bundled or copied, and nothing else", () => {
  const bundled = new Set([...mapped("main.js.map"), ...mapped("telemetry/otlp-traces.js.map"), SWAGGER_UI]);
  expect(bundled.size).toBeGreaterThan(10);
  const packages = [...bundled].sort();
  const [, list] = read("../dist/THIRD-PARTY-NOTICES.txt").split("\n\n");
  const noticed = list!.split("\n").map((line) => line.replace(/^(\S+) (\S+), .*$/, "$1@$2"));
  expect(noticed.sort()).toEqual(packages);
  const { components } = JSON.parse(read("../dist/dlg.cdx.json")) as { components: readonly Component[] };
  expect(components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(packages);
  const lockfile = read("../../../pnpm-lock.yaml");
  for (const one of packages) expect(lockfile).toMatch(new RegExp(`^  '?${one}'?:$`, "m"));
});

test("the image has the licence, the notices and the SBOM", () => {
  const dockerfile = read("../../../Dockerfile");
  const [, image] = dockerfile.split("WORKDIR /app\n");
  expect(image).toMatch(/^COPY --from=built (?:\S+ )*\/repo\/apps\/http\/LICENSE /m);
  expect(image).toMatch(/^COPY --from=built \/repo\/apps\/http\/dist\/ dist\/$/m);
  // Nothing reads source maps there.
  expect(dockerfile).toMatch(/^RUN .* && find apps\/http\/dist -name "\*\.map" -delete$/m);
});

test("the image's labels say what it is, and turbo tells nobody of its builds", () => {
  const dockerfile = read("../../../Dockerfile");
  const labels = [...dockerfile.matchAll(/org\.opencontainers\.image\.(\w+)="([^"]+)"/g)];
  expect(labels.map(([, name, value]) => `${name}: ${value}`)).toEqual([
    "title: dlg",
    "description: The exact total of a numbers API or of what is posted, as a service",
    "licenses: MIT",
    "source: https://dlg.example/dlg",
    "version: ${VERSION}",
    "revision: ${REVISION}",
  ]);
  const stagesWithTurbo = dockerfile.split(/^FROM /m).filter((stage) => /^RUN .*turbo/m.test(stage));
  expect(stagesWithTurbo).toHaveLength(2);
  for (const stage of stagesWithTurbo) expect(stage).toMatch(/^ENV .*TURBO_TELEMETRY_DISABLED=1/m);
});

test("every script that runs turbo has its telemetry off", () => {
  const { scripts } = JSON.parse(read("../../../package.json")) as { scripts: Record<string, string> };
  const withTurbo = Object.values(scripts).filter((script) => /\bturbo run\b/.test(script));
  expect(withTurbo.length).toBeGreaterThan(5);
  for (const script of withTurbo) expect(script).toMatch(/^TURBO_TELEMETRY_DISABLED=1 turbo run /);
});
