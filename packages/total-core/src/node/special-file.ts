import { close, constants, open, type Stats } from "node:fs";
import { Socket } from "node:net";
import { ReadStream, isatty } from "node:tty";
import { promisify } from "node:util";

const openDescriptor = promisify(open);
const closeDescriptor = promisify(close);

/** Windows has no such flag. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Opens what may have nothing to read for as long as it likes: FIFOs, terminals, and sockets that stand
 * behind `/dev/stdin`.
 *
 * Not as a file: a file is read by a thread that nobody can wake. An abort would leave it waiting, and
 * `process.exit` would wait for it.
 *
 * @param stats of the path
 * @returns `undefined` for everything else, which is read as a file
 */
export async function openAsStream(path: string | Buffer, stats: Stats): Promise<Socket | undefined> {
  if (stats.isFIFO()) return readable(await openDescriptor(path, WITHOUT_WAITING));
  if (stats.isSocket()) {
    const inherited = inheritedDescriptor(path);
    return inherited === undefined ? undefined : readable(inherited);
  }
  if (!stats.isCharacterDevice()) return undefined;
  const descriptor = await openDescriptor(path, WITHOUT_WAITING);
  if (isatty(descriptor)) return new ReadStream(descriptor);
  await closeDescriptor(descriptor);
  return undefined;
}

function readable(descriptor: number): Socket {
  return new Socket({ fd: descriptor, readable: true, writable: false });
}

/** A socket cannot be opened by its path, but one that was inherited is open already. */
function inheritedDescriptor(path: string | Buffer): number | undefined {
  const match = /^\/dev\/(?:stdin|fd\/(\d+))$/.exec(path.toString());
  return match === null ? undefined : Number(match[1] ?? 0);
}
