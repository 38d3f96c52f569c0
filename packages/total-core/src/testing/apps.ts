/** Small apps with the package in them, for the bundlers that people use: what each needs, and how it builds. */

/** It says `0.6 0.3 UNSUPPORTED`. */
const SAID = {
  "outcome.js": `
  import { TotalError, streamNumbers, total, totalOf } from "@dlg/total-core";

  const stored = (text) => streamNumbers(new Response(text).body);
  const codeOf = (error) => (error instanceof TotalError ? error.code : error);

  export async function outcome() {
    const parquet = await totalOf(stored("PAR1")).catch(codeOf);
    return [total([0.1, 0.2, 0.3]), await totalOf(stored("0.1 0.2")), parquet].join(" ");
  }
`,
};
export const EXPECTED = "0.6 0.3 UNSUPPORTED";

const PRINT = `import { outcome } from "./outcome.js"; outcome().then(console.log);`;
const SHOW = `(text) => fetch("/outcome", { method: "POST", body: JSON.stringify({ value: text }) })`;
const PAGE = `<!doctype html><html lang="en"><title>App</title><script type="module" src="./main.js"></script></html>`;
const IN_WORKER = {
  ...SAID,
  "index.html": PAGE,
  "main.js": `
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => (${SHOW})(data);
    worker.onerror = ({ message }) => (${SHOW})(message);
  `,
  "worker.js": `import { outcome } from "./outcome.js"; outcome().then((text) => postMessage(text));`,
};

export interface App {
  /** The exact versions, so that a test fails for a change of ours only. */
  readonly packages: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly build: readonly [program: string, ...args: string[]];
  /** A script for Node that prints the outcome, a folder of pages for a browser, or a page that has the outcome in it. */
  readonly output: { readonly script: string } | { readonly pages: string } | { readonly page: string };
  /** The outcome, where it is another one. */
  readonly expected?: string;
  /** How it builds `sized.js`, and where the minified code of it is. */
  readonly sized?: { readonly build: App["build"]; readonly script: string };
}

/** A module that uses some exports of the package. */
export const SIZED = (names: string): string =>
  `import { ${names} } from "@dlg/total-core"; console.log(${names});`;

const VITE = {
  files: {
    ...IN_WORKER,
    "vite.config.js": `export default { worker: { format: "es" } };`,
    "sized.config.js": `
      export default { build: { outDir: "sized", rollupOptions: { input: "sized.js", output: { entryFileNames: "sized.js" } } } };
    `,
  },
  build: ["vite", "build"],
  output: { pages: "dist" },
  sized: { build: ["vite", "build", "--config=sized.config.js"], script: "sized/sized.js" },
} as const;

export const APPS: Readonly<Record<string, App>> = {
  esbuild: {
    packages: { esbuild: "0.28.2" },
    files: { ...SAID, "main.js": PRINT },
    build: ["esbuild", "main.js", "--bundle", "--minify", "--format=esm", "--outfile=out/main.js"],
    output: { script: "out/main.js" },
    sized: {
      build: ["esbuild", "sized.js", "--bundle", "--minify", "--format=esm", "--outfile=out/sized.js"],
      script: "out/sized.js",
    },
  },
  webpack: {
    packages: { webpack: "5.113.0", "webpack-cli": "7.3.1" },
    files: { ...SAID, "main.js": PRINT },
    build: [
      "webpack",
      "--mode=production",
      "--entry=./main.js",
      "--output-path=out",
      "--output-filename=main.cjs",
    ],
    output: { script: "out/main.cjs" },
    sized: {
      build: [
        "webpack",
        "--mode=production",
        "--entry=./sized.js",
        "--output-path=out",
        "--output-filename=sized.cjs",
      ],
      script: "out/sized.cjs",
    },
  },
  rspack: {
    packages: { "@rspack/core": "2.3.4", "@rspack/cli": "2.2.8" },
    files: {
      ...SAID,
      "main.js": PRINT,
      "rspack.config.js": `export default { output: { filename: "main.cjs" } };`,
    },
    build: ["rspack", "build", "--mode=production", "--entry=./main.js", "--output-path=out"],
    output: { script: "out/main.cjs" },
  },
  rollup: {
    packages: { rollup: "4.68.8", "@rollup/plugin-node-resolve": "16.0.3", "@rollup/plugin-terser": "1.0.2" },
    files: { ...SAID, "main.js": PRINT },
    build: ["rollup", "main.js", "--plugin=node-resolve", "--format=es", "--file=out/main.js"],
    output: { script: "out/main.js" },
    sized: {
      build: [
        "rollup",
        "sized.js",
        "--plugin=node-resolve",
        "--plugin=terser",
        "--format=es",
        "--file=out/sized.js",
      ],
      script: "out/sized.js",
    },
  },
  "Vite 7, with a worker": {
    packages: { vite: "7.3.8" },
    ...VITE,
  },
  "Vite 8, with a worker": {
    packages: { vite: "8.4.0" },
    ...VITE,
  },
  "Parcel, with a worker": {
    packages: { parcel: "2.16.4" },
    files: IN_WORKER,
    build: ["parcel", "build", "index.html", "--no-cache"],
    output: { pages: "dist" },
  },
  Next: {
    packages: { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" },
    files: {
      ...SAID,
      "next.config.js": `export default { output: "export" };`,
      "app/layout.js": `export default ({ children }) => <html lang="en"><body>{children}</body></html>;`,
      "app/page.js": `
        import { outcome } from "../outcome.js";
        import { Sum } from "./sum.js";

        export default async () => <main>{await outcome()} <Sum /></main>;
      `,
      "app/sum.js": `
        "use client";
        import { total } from "@dlg/total-core";

        export const Sum = () => <b>{total([0.1, 0.2])}</b>;
      `,
    },
    build: ["next", "build"],
    output: { page: "out/index.html" },
    expected: `${EXPECTED} 0.30000000000000004`,
  },
};
