// `node .ci/repository.js https://github.com/owner/name`: writes where the repository is into the packages that are published. What is committed there is an
// address that is nobody's; a release knows its own, and npm takes a package with provenance from the repository that it names only.
import { readFileSync, writeFileSync } from "node:fs";

const [address] = process.argv.slice(2);
if (!URL.canParse(address ?? "")) throw new Error(`repository: expected an address, got ${address}`);

for (const directory of ["packages/total-core", "packages/total-cluster", "apps/cli"]) {
  const path = new URL(`../${directory}/package.json`, import.meta.url);
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  manifest.homepage = `${address}/tree/main/${directory}#readme`;
  manifest.bugs = { url: `${address}/issues` };
  manifest.repository = { type: "git", url: `git+${address}.git`, directory };
  writeFileSync(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
