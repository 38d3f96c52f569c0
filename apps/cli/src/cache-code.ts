/** Part of the build: runs the command once and keeps what V8 made of it. `node cache-code.js FOLDER ARGUMENTS…` */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE, compiled } from "./compiled.js";

const [folder = ""] = process.argv.splice(2, 1);
const script = compiled(folder);
// By then every function that was called is compiled, and is in it.
process.on("exit", () => writeFileSync(join(folder, CACHE), script.createCachedData()));
script.runInThisContext()(require);
