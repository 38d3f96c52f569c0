/** How many of the bytes that were handed to it for connections Linux still holds. */
import { open, type FileHandle } from "node:fs/promises";
import type { Socket } from "node:net";

/** Bytes that the other side has not taken, by the connection's {@link peerOf}. Connections without any are left out. */
export type SendQueues = ReadonlyMap<string, number>;

/** One of Linux's tables of connections. */
export interface Table {
  readonly path: string;
  /** The hexadecimal digits of an address, without its port. */
  readonly addressDigits: number;
}

const TABLES: readonly Table[] = [
  { path: "/proc/net/tcp", addressDigits: 8 },
  { path: "/proc/net/tcp6", addressDigits: 32 },
];

/** Many times a line, which has less than 300. */
const PIECE_BYTES = 65_536;

const NEWLINE = 0x0a;
const COLON = 0x3a;

/**
 * Connections that the process has closed are there too, as long as the kernel holds bytes for them.
 *
 * The tables are read in pieces, and a line that does not count allocates nothing. They list closed connections for a minute, and had 20 MB
 * under attack: with its copies and garbage, a third of a container of 256 MiB.
 *
 * @returns undefined where the system does not tell
 */
export async function sendQueues(
  port: number,
  tables: readonly Table[] = TABLES,
  pieceBytes: number = PIECE_BYTES,
): Promise<SendQueues | undefined> {
  const queues = new Map<string, number>();
  const piece = Buffer.allocUnsafe(pieceBytes);
  let isTold = false;
  for (const { path, addressDigits } of tables) {
    const file = await open(path).catch(() => undefined);
    if (file === undefined) continue;
    isTold = true;
    try {
      await addQueuesIn(file, { port: hex(port, 4), addressDigits, piece, queues });
    } finally {
      await file.close();
    }
  }
  return isTold ? queues : undefined;
}

interface Reading {
  /** In four hexadecimal digits. */
  readonly port: string;
  readonly addressDigits: number;
  readonly piece: Buffer;
  readonly queues: Map<string, number>;
}

async function addQueuesIn(file: FileHandle, reading: Reading): Promise<void> {
  const { piece } = reading;
  let filled = 0;
  for (;;) {
    const { bytesRead } = await file.read(piece, filled, piece.length - filled, null);
    if (bytesRead === 0) return;
    filled += bytesRead;
    const behindLines = piece.lastIndexOf(NEWLINE, filled - 1) + 1;
    addQueues(reading, behindLines);
    piece.copyWithin(0, behindLines, filled);
    filled -= behindLines;
  }
}

/** Adds what the lines hold that end before `end`. */
function addQueues(reading: Reading, end: number): void {
  const { piece } = reading;
  let newline: number;
  for (let line = 0; line < end; line = newline + 1) {
    newline = piece.indexOf(NEWLINE, line);
    const colon = piece.indexOf(COLON, line);
    // The first line has the names of the columns.
    if (colon !== -1 && colon < newline) addQueue(reading, colon + ": ".length);
  }
}

/** Behind its number, a line has fields of fixed widths: both addresses with their ports, the state and the length of the queue. */
function addQueue({ port, addressDigits, piece, queues }: Reading, local: number): void {
  const fieldWidth = addressDigits + ":0050 ".length;
  const peer = local + fieldWidth;
  const queue = peer + fieldWidth + "01 ".length;
  if (isZero(piece, queue)) return;
  if (piece.toString("latin1", peer - "0050 ".length, peer - 1) !== port) return;
  const bytes = Number.parseInt(piece.toString("latin1", queue, queue + QUEUE_DIGITS), 16);
  queues.set(piece.toString("latin1", peer, peer + fieldWidth - 1), bytes);
}

const QUEUE_DIGITS = 8;
const ZERO = 0x30;

function isZero(piece: Buffer, queue: number): boolean {
  for (let at = queue; at < queue + QUEUE_DIGITS; at++) {
    if (piece[at] !== ZERO) return false;
  }
  return true;
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
