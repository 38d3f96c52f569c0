/** `node duckdb.js FOLDER SQL`: prints the single value that the query returns. DuckDB is installed in FOLDER. */
import { createRequire } from "node:module";

const [folder, sql = ""] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${folder}/`)("@duckdb/node-api");
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const answer = await connection.runAndReadAll(sql);
console.log(String(answer.getRows()[0]?.[0]));
