/** Debian's apache and varnish in front of the service, as they are set up without options. */
import { spawnSync } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.js";
import { startProxy, type Proxy } from "./proxy-process.js";

interface Ports {
  readonly own: number;
  readonly service: number;
}

type Command = (folder: string, ports: Ports) => Promise<readonly string[]>;

const IS_ROOT = process.getuid?.() === 0;

const apache: Command = async (folder, { own, service }) => {
  const modules = ["mpm_event", "authz_core", "proxy", "proxy_http"];
  const config = join(folder, "apache2.conf");
  await writeFile(
    config,
    [
      ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
      ...(IS_ROOT ? ["User www-data", "Group www-data"] : []),
      `ServerRoot ${folder}`,
      `DefaultRuntimeDir ${folder}`,
      `PidFile ${join(folder, "pid")}`,
      "ServerName dlg.test",
      `Listen 127.0.0.1:${own}`,
      "ErrorLog /dev/null",
      `ProxyPass / http://127.0.0.1:${service}/`,
      "",
    ].join("\n"),
  );
  return ["apache2", "-DFOREGROUND", "-f", config];
};

const varnish: Command = async (folder, { own, service }) =>
  `varnishd -F -j none -s malloc,64m -a 127.0.0.1:${own} -b 127.0.0.1:${service} -n`
    .split(" ")
    .concat(folder);

const COMMANDS: Readonly<Record<string, Command>> = { apache, varnish };

export const hasReverseProxies: boolean = ["apache2", "varnishd"].every(
  (name) => spawnSync(name, ["-V"]).error === undefined,
);

/** Starts a proxy and waits until it listens. */
export async function startReverseProxy(
  name: "apache" | "varnish",
  service: { readonly port: number },
): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), `dlg-${name}-`));
  const own = await freePort();
  const [command = "", ...args] = await COMMANDS[name]!(folder, { own, service: service.port });
  return startProxy({ command, args, port: own, folder });
}
