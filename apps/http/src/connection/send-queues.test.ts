import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { peerOf, sendQueues } from "./send-queues.js";

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1388 00000000:0000 0A 00000000:00000001 00:00000000 00000000     0        0 1131 1 0000000003354f27
   1: 0100007F:1388 0100007F:E59C 01 0027E5C0:00000000 01:000006B5 00000000     0        0 0 3 00000
10002: 0100007F:1388 0200007F:E59D 04 00000010:00000000 01:000006B5 00000000     0        0 0 3 00000
   3: 0100007F:1389 0200007F:E59E 01 00000010:00000000 01:000006B5 00000000     0        0 0 3 00000
   4: 0100007F:1388 0200007F:E59F 01 00000000:00000010 01:000006B5 00000000     0        0 0 3 00000
`;

const TABLE_6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1388 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1131 1 0 100 0 0 10 0
   1: 0000000000000000FFFF00000100007F:1388 0000000000000000FFFF00000100007F:E5A0 01 0000000B:00000000 00:00000000 00000000     0        0 1132 1 0 20 4 0 10 -1
`;

const folder = mkdtempSync(join(tmpdir(), "dlg-tables-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test.each([200, 333, 65_536])(
  "of Linux's table, read in pieces of %i bytes, the connections to a port count that have bytes to send",
  async (pieceBytes) => {
    const tables = [
      { path: written("tcp", TABLE), addressDigits: 8 },
      { path: written("tcp6", TABLE_6), addressDigits: 32 },
      { path: join(folder, "none"), addressDigits: 8 },
    ];
    expect([...(await sendQueues(5000, tables, pieceBytes))!]).toEqual([
      ["0100007F:E59C", 2_614_720],
      ["0200007F:E59D", 16],
      ["0000000000000000FFFF00000100007F:E5A0", 11],
    ]);
  },
);

test("a system without tables tells nothing", async () => {
  expect(await sendQueues(5000, [{ path: join(folder, "none"), addressDigits: 8 }])).toBeUndefined();
});

test.each([
  ["127.0.0.1", "0100007F:0050"],
  ["10.1.2.3", "0302010A:0050"],
  ["::1", "00000000000000000000000001000000:0050"],
  ["::ffff:127.0.0.1", "0000000000000000FFFF00000100007F:0050"],
  ["fe80::1:2%eth0", "000080FE000000000000000002000100:0050"],
  ["2001:db8:1:2:3:4:5:6", "B80D0120020001000400030006000500:0050"],
])("%s is in the table as %s", (remoteAddress, peer) => {
  expect(peerOf({ remoteAddress, remotePort: 80 } as Socket)).toBe(peer);
});

test("a connection that has ended is in no table", () => {
  expect(peerOf({ remoteAddress: undefined, remotePort: undefined } as unknown as Socket)).toBeUndefined();
});

describe.skipIf(!existsSync("/proc/net/tcp"))(
  "what this system holds (skipped where it is not Linux)",
  () => {
    test.each(["127.0.0.1", "::ffff:127.0.0.1"])(
      "for a client at %s that reads nothing, is known",
      async (host) => {
        const server = createServer().listen(0, host);
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        const client = connect(port, "127.0.0.1").pause();
        const [socket] = (await once(server, "connection")) as [Socket];
        expect((await sendQueues(port))?.get(peerOf(socket)!)).toBeUndefined();
        socket.write(Buffer.alloc(16_000_000));
        await expect
          .poll(async () => (await sendQueues(port))?.get(peerOf(socket)!))
          .toBeGreaterThan(100_000);
        client.destroy();
        socket.destroy();
        server.close();
      },
    );
  },
);
