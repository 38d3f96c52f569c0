#!/usr/bin/env node
/**
 * `bundle-notices [NAME…]`: writes the notices and the SBOM of a bundle that tsup has just built in the current folder. NAME is a package
 * that is copied beside the bundle.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundledFolders, bundledPackage, sorted } from "./bundled-packages.js";
import { noticesText } from "./notices.js";
import { sbomJson } from "./sbom.js";

const [, , ...copied] = process.argv;
const bundle = JSON.parse(readFileSync("package.json", "utf8"));

// tsup writes a metafile for each module format. They are deleted below.
const metafiles = readdirSync("dist").filter((file) => /^metafile-\w+\.json$/.test(file));
if (metafiles.length === 0) throw new Error("dist: expected a metafile of tsup, got none");
const folders = bundledFolders(
  metafiles.map((file) => JSON.parse(readFileSync(join("dist", file), "utf8"))),
  process.cwd(),
);
for (const file of metafiles) rmSync(join("dist", file));

const packages = sorted(
  [...folders, ...copied.map((name) => resolve("node_modules", name))].map(bundledPackage),
);
writeFileSync("dist/THIRD-PARTY-NOTICES.txt", noticesText(bundle.name, packages));
writeFileSync("dist/dlg.cdx.json", sbomJson(bundle, packages));
