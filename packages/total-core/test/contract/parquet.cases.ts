/** Parquet, by its plug. */
import { bytesFromBase64, equal, group, kindThrownBy, streamOf, thrownBy, type Case } from "./case.js";

/** The columns `n` (DOUBLE: 0.5, null, 2.25, -1) and `i` (INT64: 1, 2, 2^62 twice), with pages in Snappy. */
const FILE = bytesFromBase64(
  "UEFSMRUGFTQVMFwVCBUCFQgVABUEFQAAAAMNGAAABQEE4D8FBygAAkAAAAAAAADwvxUGFUQVMFwVCBUAFQgVABUEFQAAAAMPIAQBAAkBAAIJBxEBIEAAAAAAAAAAQBUEGTxIBHJvb3QVBAAVCiUCGAFuABUEJQIYAWkAFggZHBksJggcFQoZFQAZGAFuFQIWCBZeFlomCDw2AigIAAAAAAAAAkAYCAAAAAAAAPC/NgAAGRwVBhUAFQIAAAAmYhwVBBkVABkYAWkVAhYIFm4WWiZiPDYAKAgAAAAAAAAAQBgIAQAAAAAAAAAAGRwVBhUAFQIAAAAWzAEWCDa0AQAoCWh5cGFycXVldBksHAAAHAAAALQAAABQQVIx",
);

export const parquet: readonly Case[] = group("Parquet", {
  "is read by the plug, from any place and in its order": async ({ parquet: plug, totalOf }) => {
    const options = { parquet: plug, column: "n" };
    for (const source of [new Blob([FILE]), new File([FILE], "x.parquet"), streamOf([FILE])]) {
      const total = await totalOf(source, options);
      equal([String(total), total.count, total.empty], ["1.75", 3, 1]);
    }
    const integers = await totalOf(new Blob([FILE]), { ...options, column: "i" });
    equal(String(integers), "9223372036854775811");
  },
  "is UNSUPPORTED without it, in words": async ({ totalOf }) => {
    const message = await thrownBy(() => totalOf(new Blob([FILE]), { column: "n" }));
    equal(message.slice(0, 12), "UNSUPPORTED:");
    equal(message.includes('import { parquet } from "@dlg/total-core/parquet"'), true);
  },
  "that is cut is BAD_FORMAT": async ({ parquet: plug, totalOf }) => {
    for (let length = 4; length < FILE.length; length += 25) {
      const blob = new Blob([FILE.slice(0, length)]);
      equal(await kindThrownBy(() => totalOf(blob, { parquet: plug, column: "n" })), "BAD_FORMAT");
    }
  },
});
