import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import type { Options } from "tsup";

const config: Options = {
  entry: {
    main: "src/main.ts",
    dlg: "src/dlg.ts",
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
  // One file: nothing is resolved at the start, and `npx` fetches one package.
  noExternal: [/.*/],
  // Names are kept: they make the stack of a bug readable.
  minifyWhitespace: true,
  minifySyntax: true,
  esbuildOptions(options) {
    // commander loads it, for 2 ms of 30, to start subcommands that are programs of their own; dlg has none.
    options.alias = { "node:child_process": "./stubs/child-process.js" };
  },
  removeNodeProtocol: false,
  clean: true,
  // For bundle-notices.
  metafile: true,
};

export default config;
