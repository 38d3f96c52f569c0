/** The page in Firefox, which no driver of this repository drives: a script beside it uses the page and posts what it sees. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { json } from "node:stream/consumers";
import { describe, expect, test } from "vitest";

const FIREFOX = "/usr/bin/firefox-esr";
const DIST = new URL("../dist/", import.meta.url);
const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" };

/** It asks nobody but the test's server. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "http://127.0.0.1:9",
  "toolkit.telemetry.enabled": false,
};

const SCRIPT = `
const at = (id) => document.getElementById(id);
const until = (isSo) =>
  new Promise((resolve) => {
    const look = () => (isSo() ? resolve() : setTimeout(look, 20));
    look();
  });
const shows = (digits) => until(() => !at("answer").hidden && at("total").firstChild.textContent === digits);
const drop = (name, ...content) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(content, name));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
};
const choose = (id, value) => {
  at(id).value = value;
  at(id).dispatchEvent(new Event("change"));
};

const seen = {};
at("text").value = "0.1 0.2";
at("text").dispatchEvent(new Event("input"));
await shows("0.3");
seen.typed = at("facts").textContent;
drop("sales.csv", "region,amount,tax\\nnorth,1204.50,0.10\\nsouth,-99.90,0.20\\n");
await until(() => document.activeElement === at("column"));
choose("column", "amount");
await shows("1104.6");
choose("by", "region");
await until(() => !at("groups").hidden);
seen.groups = at("group-totals").innerText;
drop("bad.csv", "a\\n1,5\\n");
await until(() => !at("fault").hidden);
seen.fault = at("fault-title").textContent;
drop("large.txt", ...Array(300).fill("1204.50 -99.90\\n".repeat(20_000)));
await shows("6627600000");
await fetch("/seen", { method: "POST", body: JSON.stringify(seen) });
`;

describe.skipIf(!existsSync(FIREFOX))(
  `the page in Firefox, which is tried where there is a ${FIREFOX}`,
  () => {
    test("totals what is typed and dropped, in its worker", async () => {
      let takeSeen: (seen: unknown) => void;
      const seen = new Promise((resolve) => (takeSeen = resolve));
      const server = createServer((request, response) => {
        const answer = async (): Promise<string> => {
          if (request.url === "/seen") takeSeen(await json(request));
          if (request.url === "/script.js") return SCRIPT;
          if (request.url !== "/") return readFile(new URL(request.url!.slice(1), DIST), "utf8");
          // The script has to post what it sees, so this page may connect to its server.
          const html = await readFile(new URL("index.html", DIST), "utf8");
          return html
            .replace("default-src 'none'", "default-src 'none'; connect-src 'self'")
            .replace("</body>", '<script type="module" src="/script.js"></script></body>');
        };
        answer().then(
          (body) =>
            response.setHeader("Content-Type", TYPES[extname(request.url ?? "")] ?? "text/html").end(body),
          () => response.writeHead(404).end(),
        );
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const profile = await mkdtemp(join(tmpdir(), "dlg-web-"));
      const preferences = Object.entries(PREFERENCES).map(
        ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
      );
      await writeFile(join(profile, "user.js"), preferences.join(""));
      const args = ["--headless", "--no-remote", "--profile", profile, `http://127.0.0.1:${port}/`];
      const firefox = spawn(FIREFOX, args, { stdio: "ignore" });
      try {
        expect(await seen).toEqual({
          typed: expect.stringContaining("2 numbers"),
          groups: expect.stringMatching(/north\s+1\s+1204\.5\s+south\s+1\s+-99\.9/),
          fault: "bad.csv, line 2, column 1",
        });
      } finally {
        const ended = once(firefox, "exit");
        firefox.kill();
        await ended;
        server.closeAllConnections();
        server.close();
        await rm(profile, { recursive: true, force: true });
      }
    });
  },
);
