import { fileURLToPath } from "node:url";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** commander loads it, for 2 ms of 30, to start subcommands that are programs of their own; dlg has none. */
const noSubprocesses: Plugin = {
  name: "no-subprocesses",
  setup({ onResolve }) {
    const path = fileURLToPath(new URL("stubs/child-process.js", import.meta.url));
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("/commander/") ? { path } : undefined,
    );
  },
};

/** The chunks of which scripts/join-chunks.js makes the bundles that are published. */
const config: Options = {
  entry: {
    main: "src/main.ts",
    dlg: "src/dlg.ts",
    "cache-code": "src/start/cache-code.ts",
    manual: "src/manual/write-manual.ts",
  },
  format: "esm",
  splitting: true,
  target: "node20",
  platform: "node",
  // Nothing is resolved at the start, and `npx` fetches one package.
  noExternal: [/.*/],
  // Names are kept: they make the stack of a bug readable.
  minifyWhitespace: true,
  minifySyntax: true,
  esbuildPlugins: [noSubprocesses],
  removeNodeProtocol: false,
  clean: true,
  // For scripts/join-chunks.js and bundle-notices.
  metafile: true,
};

export default config;
