// `node .ci/repository.js https://github.com/owner/name`: writes where the repository is into the packages that are published, and into the description that
// the service answers with. The committed address is a placeholder. A release knows its own, and npm takes a package with provenance only from the repository
// that the package names.
import { readFileSync, writeFileSync } from "node:fs";

const COMMITTED = "https://dlg.example/dlg";
const FILES = [
  "packages/total-core/package.json",
  "packages/total-cluster/package.json",
  "apps/cli/package.json",
  "apps/http/api/openapi.json",
];

const [address] = process.argv.slice(2);
if (!URL.canParse(address ?? "")) throw new Error(`repository: expected an address, got ${address}`);

for (const file of FILES) {
  const path = new URL(`../${file}`, import.meta.url);
  const text = readFileSync(path, "utf8");
  if (!text.includes(COMMITTED)) throw new Error(`${file}: expected the address ${COMMITTED} in it`);
  writeFileSync(path, text.replaceAll(COMMITTED, address));
}
