import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** The queue and all it needs are a file of their own, which only the commands for clusters load. */
const clusterApart: Plugin = {
  name: "cluster-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^@dlg\/total-cluster$/ }, ({ importer }) =>
      importer.endsWith("bundle.ts") ? undefined : { path: "./cluster.js", external: true },
    );
  },
};

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

const config: Options = {
  entry: {
    main: "src/main.ts",
    dlg: "src/dlg.ts",
    cluster: "src/cluster/bundle.ts",
    "cache-code": "src/start/cache-code.ts",
    manual: "src/manual/write-manual.ts",
  },
  // Measured on five numbers: as an ES module the command starts 4 ms later, of 30.
  format: "cjs",
  outExtension: () => ({ js: ".js" }),
  async onSuccess() {
    writeFileSync("dist/package.json", '{ "type": "commonjs" }\n');
    execFileSync(process.execPath, ["dist/cache-code.js", "dist"], { stdio: "ignore" });
    execFileSync(process.execPath, ["dist/manual.js", "dist/dlg.1"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (const part of ["cache-code", "manual"]) rmSync(`dist/${part}.js`);
  },
  target: "node20",
  platform: "node",
  // One file for all but clusters: nothing is resolved at the start, and `npx` fetches one package.
  noExternal: [/.*/],
  // Names are kept: they make the stack of a bug readable.
  minifyWhitespace: true,
  minifySyntax: true,
  esbuildOptions(options) {
    // An import that is left is of a file beside it. main.js hands dlg.js the function that it loads files with, and none for imports.
    options.supported = { "dynamic-import": false };
  },
  esbuildPlugins: [clusterApart, noSubprocesses],
  removeNodeProtocol: false,
  clean: true,
  // For bundle-notices.
  metafile: true,
};

export default config;
