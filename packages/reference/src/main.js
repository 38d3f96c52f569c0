/** `npx -y pnpm@10.34.8 run reference`: writes the reference anew. */
import { REFERENCE, writeReference } from "./reference.js";

const faults = await writeReference(REFERENCE);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
