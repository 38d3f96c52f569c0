/** The contract in a bundle for pages that names all exports but equip(): it has no kernels, nothing of Node, no hints. */
import { vi } from "vitest";
import * as core from "../../src/index.js";
import { bundled } from "../../src/testing/bundle.js";
import { StrictDecompressionStream } from "../../src/testing/strict-gunzip.js";
import type { Library } from "./case.js";
import { describeContract } from "./node.cases.js";
import { NOT_NEEDED } from "./script.js";

const NAMES = Object.keys(core).filter((name) => name !== "equip");

const SOURCE = `
  export { ${NAMES.join(", ")} } from "@dlg/total-core";
  export { arrowNumbers } from "@dlg/total-core/arrow";
  export { parquet } from "@dlg/total-core/parquet";
  export { getPolyfill, sumPrecise } from "@dlg/total-core/sum-precise";
`;

// As browsers have it.
vi.stubGlobal("DecompressionStream", StrictDecompressionStream);

describeContract("in a bundle without equip()", {
  async load() {
    const code = await bundled(SOURCE, "esm", { external: NOT_NEEDED });
    return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Library;
  },
  without: { "a fault: is a TotalError with place, expected, got and hints": "errors have no hints" },
});
