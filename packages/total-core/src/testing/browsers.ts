/** Scripts of the library in real browsers: a page runs one and posts back what came of it, so that no driver is needed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe } from "vitest";
import { started } from "./started.js";

export interface Browser {
  readonly name: string;
  /** Debian's. */
  readonly program: string;
  /** @param profile a folder of its own, which is empty but for {@link preferences} */
  readonly options: (profile: string) => readonly string[];
  /** The option, or the file in its profile, that lets pages of a server with an untrusted certificate in. */
  readonly trusting:
    | { readonly option: string }
    | { readonly file: string; readonly text: (host: string, fingerprint: string) => string };
  /** The contents of `user.js` in its profile. */
  readonly preferences: Readonly<Record<string, string | number | boolean>>;
}

export const CHROMIUM: Browser = {
  name: "Chromium",
  program: "/usr/bin/chromium",
  options: (profile) => [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${profile}`,
  ],
  trusting: { option: "--ignore-certificate-errors" },
  preferences: {},
};

const FIREFOX: Browser = {
  name: "Firefox",
  program: "/usr/bin/firefox-esr",
  options: (profile) => ["--headless", "--no-remote", "--profile", profile],
  trusting: {
    file: "cert_override.txt",
    // The object identifier is that of SHA-256.
    text: (host, fingerprint) => `${host}:\tOID.2.16.840.1.101.3.4.2.1\t${fingerprint}\t\n`,
  },
  // It asks nobody but the test's servers.
  preferences: {
    "app.normandy.enabled": false,
    "app.update.enabled": false,
    "browser.aboutConfig.showWarning": false,
    "browser.safebrowsing.downloads.remote.enabled": false,
    "browser.safebrowsing.malware.enabled": false,
    "browser.safebrowsing.phishing.enabled": false,
    "browser.shell.checkDefaultBrowser": false,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": false,
    "extensions.update.enabled": false,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "services.settings.server": "http://127.0.0.1:9",
    "toolkit.telemetry.enabled": false,
  },
};

/** Declares the tests once for each browser, and says so where there is none of that name. */
export function describeInBrowsers(what: string, declare: (browser: Browser) => void): void {
  for (const browser of [CHROMIUM, FIREFOX]) {
    const { name, program } = browser;
    const isMissing = !existsSync(program);
    const absence = isMissing ? `, of which there is no ${program} on this machine` : "";
    describe.skipIf(isMissing)(`${what}, in ${name}${absence}`, () => {
      declare(browser);
    });
  }
}

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>A test</title>
<script>
  const post = (outcome) => fetch("/outcome", { method: "POST", body: JSON.stringify(outcome) });
  addEventListener("error", ({ message }) => post({ error: message }));
</script>
<script type="module" src="/script.js"></script>
<script type="module">
  Promise.resolve(globalThis.result).then((value) => post({ value }), (error) => post({ error: String(error) }));
</script>`;

/** A page that has not posted its outcome by then hangs. */
const HANGS_AFTER_MS = 300_000;

/** A server of pages other than one of plain HTTP. */
export interface SecureServer {
  readonly fingerprint: string;
  create(listener: RequestListener): Server;
}

/**
 * Runs a script in a browser.
 *
 * @param script a module that sets `globalThis.result`, to a promise if it likes
 * @param listener what the page's origin answers to all other requests
 * @param secure makes the server of the page
 * @returns the result, which has been JSON on its way
 */
export function resultIn(
  browser: Browser,
  script: string,
  listener: RequestListener = (_, response) => response.writeHead(404).end(),
  secure?: SecureServer,
): Promise<unknown> {
  const withPage: RequestListener = (request, response) => {
    if (request.url === "/") response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
    else if (request.url === "/script.js")
      response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    else listener(request, response);
  };
  return outcomeIn(browser, withPage, secure);
}

/**
 * Opens a page in a browser.
 *
 * @param listener what the page's origin answers, `/` first
 * @param secure makes the server of the page
 * @returns the `value` that the page posts to `/outcome`, unless it is an `error`
 */
export async function outcomeIn(
  browser: Browser,
  listener: RequestListener,
  secure?: SecureServer,
): Promise<unknown> {
  let takeOutcome: (request: IncomingMessage) => void;
  const posted = new Promise<IncomingMessage>((resolve) => (takeOutcome = resolve));
  const answer: RequestListener = (request, response) => {
    if (request.url === "/outcome") {
      request.once("close", () => response.writeHead(204).end());
      takeOutcome(request);
    } else listener(request, response);
  };
  const server = secure === undefined ? createServer(answer) : secure.create(answer);
  const { origin, stop } = await started(server, secure && "https");
  const profile = await mkdtemp(join(tmpdir(), "dlg-browser-"));
  const lines = Object.entries(browser.preferences).map(
    (preference) => `user_pref(${preference.map((part) => JSON.stringify(part)).join(", ")});\n`,
  );
  if (lines.length > 0) await writeFile(join(profile, "user.js"), lines.join(""));
  const options = [...browser.options(profile)];
  const { trusting } = browser;
  if (secure !== undefined && "option" in trusting) options.push(trusting.option);
  else if (secure !== undefined && "file" in trusting) {
    await writeFile(join(profile, trusting.file), trusting.text(new URL(origin).host, secure.fingerprint));
  }
  // In a group of its own, all of which is ended.
  const child = spawn(browser.program, [...options, `${origin}/`], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: profile },
  });
  let complaints = "";
  child.stderr.on("data", (bytes) => (complaints += String(bytes)));
  const hasEnded = once(child, "exit");
  let timer: ReturnType<typeof setTimeout>;
  const hanging = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${browser.name} hangs`)), HANGS_AFTER_MS);
  });
  try {
    const ended = hasEnded.then(() => Promise.reject(new Error(`${browser.name} has ended: ${complaints}`)));
    const outcome = JSON.parse(await text(await Promise.race([posted, ended, hanging]))) as {
      readonly value?: unknown;
      readonly error?: string;
    };
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value;
  } finally {
    clearTimeout(timer!);
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await hasEnded;
    await stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
