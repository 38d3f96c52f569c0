/** Servers of tests. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Started {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Starts a server on the loopback. */
export async function started(server: Server, scheme: "http" | "https" = "http"): Promise<Started> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
