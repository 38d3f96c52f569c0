/** Part of the build: runs the command once and writes the code that V8 compiled to a file. `node cache-code.js FOLDER ARGUMENTS…` */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE, compiled } from "./compiled.js";

const [folder = ""] = process.argv.splice(2, 1);
const script = compiled(folder);
// At the exit: by then each function that the run called is compiled.
process.on("exit", () => writeFileSync(join(folder, CACHE), script.createCachedData()));
script.runInThisContext()(require);
