import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bundledFolders, bundledPackage, sorted } from "./bundled-packages.js";
import { noticesText } from "./notices.js";
import { sbomJson } from "./sbom.js";

const root = mkdtempSync(join(tmpdir(), "bundle-notices-"));
afterAll(() => rmSync(root, { recursive: true }));

/** @param {Record<string, string>} files contents by path */
function installed(files) {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), contents);
  }
}

/** @param {Record<string, number>} bytes by path of an input */
const metafile = (bytes) => ({
  outputs: {
    "dist/main.js": {
      inputs: Object.fromEntries(
        Object.entries(bytes).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
      ),
    },
  },
});

const STORE = "node_modules/.pnpm";
/** @param {string} name */
const folderOf = (name) => join(root, STORE, `${name.replace("/", "+")}@1.0.0/node_modules/${name}`);

describe("which packages are in a bundle", () => {
  test("each that gave a byte to it, once, and not the bundle's own files", () => {
    const bundles = [
      metafile({
        "src/main.ts": 10,
        "../../packages/core/dist/index.js": 10,
        [`../../${STORE}/a@1.0.0/node_modules/a/index.js`]: 1,
        [`../../${STORE}/a@1.0.0/node_modules/a/lib/deep/other.js`]: 1,
        [`../../${STORE}/@b+c@1.0.0/node_modules/@b/c/index.js`]: 2,
        [`../../${STORE}/shaken@1.0.0/node_modules/shaken/index.js`]: 0,
      }),
      metafile({ [`../../${STORE}/d@1.0.0/node_modules/d/index.js`]: 1 }),
    ];
    expect(bundledFolders(bundles, join(root, "apps/app"))).toEqual(["a", "@b/c", "d"].map(folderOf));
  });
});

describe("what a package brings", () => {
  test("its name, version and licence, and every text that must go with it", () => {
    installed({
      [`${STORE}/@b+c@1.0.0/node_modules/@b/c/package.json`]:
        '{"name":"@b/c","version":"1.0.0","license":"MIT"}',
      [`${STORE}/@b+c@1.0.0/node_modules/@b/c/NOTICE`]: "made by b\r\n",
      [`${STORE}/@b+c@1.0.0/node_modules/@b/c/licence.md`]: "\nbe kind\r\nand fair\n",
      [`${STORE}/@b+c@1.0.0/node_modules/@b/c/index.js`]: "code",
    });
    expect(bundledPackage(folderOf("@b/c"))).toEqual({
      name: "@b/c",
      version: "1.0.0",
      license: "MIT",
      texts: ["made by b", "be kind\nand fair"],
    });
  });

  test("where there is no text of its licence, what package.json says", () => {
    const says = { name: "a", version: "1.0.0", license: "MIT", homepage: "https://a.test" };
    for (const author of ["A (https://a.test)", { name: "A (https://a.test)" }]) {
      installed({ [`${STORE}/a@1.0.0/node_modules/a/package.json`]: JSON.stringify({ ...says, author }) });
      expect(bundledPackage(folderOf("a")).texts).toEqual([
        "It comes without a licence's text. Its package.json says: MIT, by A (https://a.test), https://a.test",
      ]);
    }
  });

  test("no licence: the build ends", () => {
    installed({
      [`${STORE}/d@1.0.0/node_modules/d/package.json`]: '{"name":"d","version":"1.0.0"}',
      [`${STORE}/d@1.0.0/node_modules/d/LICENSE`]: "be kind",
    });
    expect(() => bundledPackage(folderOf("d"))).toThrow(
      "d@1.0.0: expected a license in package.json, got none",
    );
  });
});

const PACKAGES = sorted([
  { name: "b", version: "1.10.0", license: "MIT", texts: ["be kind"] },
  { name: "b", version: "1.0.0", license: "MIT", texts: ["be kind"] },
  { name: "@a/x", version: "2.0.0", license: "Apache-2.0", texts: ["be fair", "made by a"] },
]);

test("notices: every package, then every text once, below those that share it", () => {
  const rule = "=".repeat(80);
  expect(noticesText("app", PACKAGES)).toBe(`app has these packages in it, each under its own licence:

@a/x 2.0.0, Apache-2.0
b 1.0.0, MIT
b 1.10.0, MIT

${rule}
@a/x 2.0.0

be fair

${rule}
@a/x 2.0.0

made by a

${rule}
b 1.0.0
b 1.10.0

be kind
`);
});

test("the SBOM names every package by its package URL", () => {
  const bom = JSON.parse(sbomJson({ name: "@dlg/app", version: "0.1.0", license: "MIT" }, PACKAGES));
  expect(bom.metadata.component.purl).toBe("pkg:npm/%40dlg/app@0.1.0");
  expect(bom.components.map((/** @type {{ purl: string }} */ { purl }) => purl)).toEqual([
    "pkg:npm/%40a/x@2.0.0",
    "pkg:npm/b@1.0.0",
    "pkg:npm/b@1.10.0",
  ]);
  expect(bom.components[0]).toEqual({
    type: "library",
    "bom-ref": "pkg:npm/%40a/x@2.0.0",
    name: "@a/x",
    version: "2.0.0",
    licenses: [{ expression: "Apache-2.0" }],
    purl: "pkg:npm/%40a/x@2.0.0",
  });
});
