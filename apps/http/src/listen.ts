import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigError } from "@dlg/total-core/internal";
import type { Listening } from "./config.js";
import { BACKLOG } from "./connection/listener.js";

/** The names of the variables, for messages. */
export interface ListeningVariables {
  readonly host: string;
  readonly port: string;
}

/** A port is taken, or not for this process. The message is one line. */
export class PortUnavailable extends Error {
  override readonly name = "PortUnavailable";
}

/**
 * Begins to listen.
 * @throws PortUnavailable; ConfigError where this machine does not have the host's address
 */
export async function listen(
  server: Server,
  where: Listening,
  variables: ListeningVariables,
): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error): void => reject(failure(error, where, variables));
    server.once("error", refuse);
    server.listen({ ...where, backlog: BACKLOG }, () => {
      server.off("error", refuse);
      resolve();
    });
  });
  return server.address() as AddressInfo;
}

/** As it stands in an address. */
export function urlOf({ address, port, family }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function failure(error: NodeJS.ErrnoException, { host, port }: Listening, names: ListeningVariables): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new PortUnavailable(
        `${names.port}: expected a free port, got ${port}, which is in use on ${host}`,
      );
    case "EACCES":
      return new PortUnavailable(`${names.port}: expected a port that may be listened on, got ${port}`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return new ConfigError(names.host, "an address of this machine", JSON.stringify(host));
    default:
      return new PortUnavailable(`expected to listen on ${host}, port ${port}, got ${error.message}`);
  }
}
