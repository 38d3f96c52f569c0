/** Makes one data file of the bench, and prints what it is. `node make-data.js ORDER` */
import { madeFile } from "./data.js";

process.stdout.write(JSON.stringify(await madeFile(JSON.parse(/** @type {string} */ (process.argv[2])))));
