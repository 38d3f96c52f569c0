/** `node json-parse.js FILE [LINES FIELD]`: what most people write, `JSON.parse` and a loop. */
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [file = "", outer, inner = ""] = process.argv.slice(2);
console.log(outer === undefined ? sumOfArray() : await sumOfLines(outer));

function sumOfArray() {
  const numbers = JSON.parse(readFileSync(file, "utf8"));
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return sum;
}

/** @param {string} field */
async function sumOfLines(field) {
  let sum = 0;
  for await (const line of createInterface({ input: createReadStream(file) }))
    sum += JSON.parse(line)[field][inner];
  return sum;
}
