import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import type { Options } from "tsup";

const config: Options = {
  entry: { main: "src/main.ts", dlg: "src/dlg.ts", "cache-code": "src/cache-code.ts" },
  // Measured on five numbers: as an ES module the command starts 4 ms later, of 30.
  format: "cjs",
  outExtension: () => ({ js: ".js" }),
  async onSuccess() {
    writeFileSync("dist/package.json", '{ "type": "commonjs" }\n');
    const run = ["total", "package.json", "--format=text", "--skip-invalid"];
    execFileSync(process.execPath, ["dist/cache-code.js", "dist", ...run], { stdio: "ignore" });
    rmSync("dist/cache-code.js");
  },
  target: "node20",
  platform: "node",
  // Nothing to resolve at start, and `npx` fetches one package.
  noExternal: [/.*/],
  // Names stay, for the stack of a fault of ours.
  minifyWhitespace: true,
  minifySyntax: true,
  esbuildOptions(options) {
    // commander loads it for subcommands that are programs of their own, of which there are none; 2 ms of 30.
    options.alias = { "node:child_process": "./stubs/child-process.js" };
  },
  removeNodeProtocol: false,
  clean: true,
  // For bundle-notices.
  metafile: true,
};

export default config;
