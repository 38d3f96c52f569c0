/** What Linux holds of the bytes that were handed to it for connections. */
import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";

/** Bytes that the other side has not taken, by the connection's {@link peerOf}. Connections without any are left out. */
export type SendQueues = ReadonlyMap<string, number>;

const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];

/** The first fields of a line: its number, both addresses, the state and the length of the queue, all but the number in hexadecimal digits. */
const LINE = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]+:[0-9A-F]{4}) [0-9A-F]{2} ([0-9A-F]{8}):/gm;

/**
 * Connections that the process has closed are there too, as long as the kernel holds bytes for them.
 *
 * @returns undefined where the system does not tell
 */
export async function sendQueues(port: number): Promise<SendQueues | undefined> {
  const tables = await Promise.all(TABLES.map((path) => readFile(path, "latin1").catch(() => undefined)));
  if (tables.every((table) => table === undefined)) return undefined;
  return queuesIn(tables.join(""), port);
}

export function queuesIn(table: string, port: number): SendQueues {
  const queues = new Map<string, number>();
  for (const [, local = "", peer = "", queue = ""] of table.matchAll(LINE)) {
    const bytes = Number.parseInt(queue, 16);
    if (bytes > 0 && Number.parseInt(local, 16) === port) queues.set(peer, bytes);
  }
  return queues;
}

/** The other side of a connection, as Linux writes it; undefined where the connection has ended. */
export function peerOf({ remoteAddress, remotePort }: Socket): string | undefined {
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  return `${hexOfAddress(remoteAddress)}:${hex(remotePort, 4)}`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, "0");
}

/** Words of four bytes, each in the order of the processor, which is a little-endian one wherever Node runs. */
function hexOfAddress(address: string): string {
  const bytes = address.includes(":") ? bytesOfIpv6(address) : bytesOfIpv4(address);
  let text = "";
  for (let word = 0; word < bytes.length; word += 4) {
    for (let at = word + 3; at >= word; at--) text += hex(bytes[at]!, 2);
  }
  return text;
}

function bytesOfIpv4(address: string): number[] {
  return address.split(".").map(Number);
}

function bytesOfIpv6(address: string): number[] {
  const [before = [], behind] = address.split("%", 1)[0]!.split("::").map(bytesOfGroups);
  if (behind === undefined) return [...before];
  return [...before, ...Array.from({ length: 16 - before.length - behind.length }, () => 0), ...behind];
}

/** `1:ffff:127.0.0.1` */
function bytesOfGroups(groups: string): number[] {
  if (groups === "") return [];
  return groups.split(":").flatMap((group) => {
    if (group.includes(".")) return bytesOfIpv4(group);
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 0xff];
  });
}
