/** Clients that ask for totals without a pause, and check each answer. */
import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";

export interface Kind {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The text of the right answer. */
  readonly answer: string;
}

export interface Load {
  /** How often each failure has come: a wrong answer, or the code of an error. */
  readonly failures: ReadonlyMap<string, number>;
  /** Resolves when so many more requests of each method have ended. */
  next(count: number): Promise<void>;
  /** Lets each client finish its request. */
  stop(): Promise<void>;
}

/** @param clients how many of each method, each on a connection that is kept */
export function startLoad(url: string, clients: number, kinds: readonly Kind[]): Load {
  const ended = { GET: 0, POST: 0 };
  const failures = new Map<string, number>();
  const looks = new Set<() => void>();
  const stopping = new AbortController();

  const client = async (mine: readonly Kind[], first: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = first; !stopping.signal.aborted; i++) {
      const kind = mine[i % mine.length]!;
      const failure = await failureOf(url, kind, agent);
      ended[kind.method] += 1;
      if (failure !== undefined) failures.set(failure, (failures.get(failure) ?? 0) + 1);
      for (const look of looks) look();
    }
    agent.destroy();
  };

  const all = (["GET", "POST"] as const).flatMap((method) => {
    const mine = kinds.filter((kind) => kind.method === method);
    return Array.from({ length: clients }, (_, first) => client(mine, first));
  });
  return {
    failures,
    async next(count) {
      const { GET, POST } = ended;
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (ended.GET < GET + count || ended.POST < POST + count) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
      });
    },
    async stop() {
      stopping.abort();
      await Promise.all(all);
    },
  };
}

async function failureOf(
  url: string,
  { method, path, headers = {}, body, answer }: Kind,
  agent: Agent,
): Promise<string | undefined> {
  try {
    const asking = request(`${url}${path}`, { method, agent, headers });
    asking.end(body);
    const [incoming] = (await once(asking, "response")) as [IncomingMessage];
    let text = "";
    for await (const piece of incoming.setEncoding("utf8")) text += piece as string;
    if (incoming.statusCode === 200 && text === answer) return undefined;
    return `${method} ${incoming.statusCode} ${text.replace(/<[^]*/, "")}`;
  } catch (error) {
    return `${method} ${(error as NodeJS.ErrnoException).code}`;
  }
}
