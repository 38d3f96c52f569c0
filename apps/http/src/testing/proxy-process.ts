/** A proxy that runs as a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";

export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

export interface ProxyCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Where it listens on 127.0.0.1. */
  readonly port: number;
  /** Removed at the end. */
  readonly folder: string;
}

const BETWEEN_LOOKS_MS = 20;

/** Starts a proxy and waits until it listens. */
export async function startProxy({ command, args, port, folder }: ProxyCommand): Promise<Proxy> {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const ended = once(child, "close");
  const close = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  while (!(await listens(port))) {
    if (child.exitCode !== null) {
      await close();
      throw new Error(`expected ${command} to listen, got ${complaints}`);
    }
    await setTimeout(BETWEEN_LOOKS_MS);
  }
  return { url: `http://127.0.0.1:${port}`, close };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
