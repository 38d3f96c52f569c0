/**
 * Leaves in dist the declarations that an export of package.json leads to: the compiler writes one for each source file, and most files are nobody's business.
 * The ones that users see have a map to their source, which goes to dist/src, so that an editor's "go to definition" ends in code. The ones that only
 * ./internal leads to have none, and no comments: these, for the apps in this repository alone, would be 3 % of the tarball.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = join(root, "dist");
const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const { "./internal": internal, ...others } = exports;
const shown = reachedFrom(Object.values(others));
const hidden = reachedFrom([internal]);

for (const name of readdirSync(dist, { recursive: true }).filter((each) => each.endsWith(".d.ts"))) {
  const file = join(dist, name);
  const map = `${file}.map`;
  if (shown.has(file)) {
    const { sources, ...rest } = JSON.parse(readFileSync(map, "utf8"));
    // dist/src instead of src: one folder less to go up.
    writeFileSync(map, JSON.stringify({ ...rest, sources: sources.map((path) => path.slice("../".length)) }));
    const source = name.replace(/\.d\.ts$/, ".ts");
    cpSync(join(root, "src", source), join(dist, "src", source));
  } else {
    rmSync(map);
    if (hidden.has(file)) writeFileSync(file, withoutComments(readFileSync(file, "utf8")));
    else rmSync(file);
  }
}

/** All declarations that these exports lead to, through whatever they import. */
function reachedFrom(entries) {
  const reached = new Set();
  const found = entries.flatMap(({ types }) => (types === undefined ? [] : join(root, types)));
  for (let file = found.pop(); file !== undefined; file = found.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from|import\() ?"(\.[^"]+)\.js"/g)) {
      found.push(join(dirname(file), `${path}.d.ts`));
    }
  }
  return reached;
}

/** A declaration has its comments in lines of their own. */
function withoutComments(declaration) {
  return declaration.replace(/^ *\/\*\*[^]*?\*\/\n/gm, "").replace(/\/\/# sourceMappingURL.*\n?/, "");
}
