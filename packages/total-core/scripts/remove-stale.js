/**
 * Before the package is packed: removes the chunks from dist that no export of package.json leads to. Their names change with what is in them, and turbo lays
 * a build from its cache over the one that is there.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const reached = new Set();
const found = Object.values(exports).flatMap((entry) => [entry.default ?? [], entry.node ?? []].flat());
for (let path = found.pop(); path !== undefined; path = found.pop()) {
  const file = join(root, path);
  if (reached.has(file)) continue;
  reached.add(file);
  for (const [, name] of readFileSync(file, "utf8").matchAll(/(?:from|import)[ (]*["'](\.[^"']+\.js)["']/g)) {
    found.push(join(dirname(path), name));
  }
}
const dist = join(root, "dist");
for (const name of readdirSync(dist).filter((each) => each.endsWith(".js"))) {
  if (!reached.has(join(dist, name))) rmSync(join(dist, name));
}
