import { fileURLToPath } from "node:url";

/** The script that runs Deno: `node DENO run …`. */
export const DENO: string = fileURLToPath(import.meta.resolve("deno/bin.cjs"));
