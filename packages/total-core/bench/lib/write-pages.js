/** `npm run bench:readme`: writes the tables and charts that are made from the result files. */
import { writeFileSync } from "node:fs";

import { pages } from "./pages.js";

for (const { path, text } of await pages()) writeFileSync(path, text);
