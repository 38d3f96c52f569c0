// `npm run changeset:version`: a new version of all packages, and one section of the one CHANGELOG.md from the texts of the changesets.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);
const changelogFile = new URL("../CHANGELOG.md", import.meta.url);

const texts = readdirSync(here)
  .filter((name) => name.endsWith(".md") && name !== "README.md")
  .sort()
  .map((name) =>
    readFileSync(new URL(name, here), "utf8")
      .replace(/^---\n.*?\n---\n/s, "")
      .trim(),
  );
if (texts.length === 0) throw new Error(".changeset: expected a changeset, got none");

execFileSync("changeset", ["version"], { stdio: "inherit", shell: true });

const { version } = JSON.parse(readFileSync(new URL("../apps/cli/package.json", import.meta.url), "utf8"));
const changelog = readFileSync(changelogFile, "utf8");
const lastRelease = changelog.indexOf("\n## ") + 1;
const section = `## ${version}\n\n${texts.join("\n")}\n\n`;
writeFileSync(changelogFile, changelog.slice(0, lastRelease) + section + changelog.slice(lastRelease));
