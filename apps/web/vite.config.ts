import type { UserConfig } from "vite";
import { metafile } from "./build/metafile.js";

const config: UserConfig = {
  // Relative addresses: the page works under any path, and from any file server.
  base: "./",
  plugins: [metafile("page")],
  build: {
    target: "es2022",
    // It would fetch, and the page's policy lets nobody do so.
    modulePreload: { polyfill: false },
    // A file inlined as a data: address would be against the policy, too.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: {
    // The kernels, and what reads Parquet, are chunks that the worker imports when they are wanted.
    format: "es",
    plugins: () => [metafile("worker")],
  },
};

export default config;
