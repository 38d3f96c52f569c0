/**
 * Takes the comments out of the JavaScript in dist, and leaves it legible: they stand in the declarations and sources beside it, and are a tenth of the tarball.
 * esbuild would take them out only together with all white space.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/** Comments that bundlers read. */
const IS_FOR_BUNDLERS = /__PURE__|@vite-ignore|webpackIgnore/;

for (const name of readdirSync(dist, { recursive: true }).filter((each) => each.endsWith(".js"))) {
  const file = join(dist, name);
  writeFileSync(file, withoutComments(readFileSync(file, "utf8")));
}

function withoutComments(code) {
  let text = "";
  let end = 0;
  parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    onComment(_isBlock, comment, start, next) {
      if (IS_FOR_BUNDLERS.test(comment)) return;
      text += code.slice(end, start).trimEnd();
      end = next;
    },
  });
  return text + code.slice(end);
}
