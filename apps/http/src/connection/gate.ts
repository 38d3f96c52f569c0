import type { Serve } from "./pipeline.js";

/** Where requests can be made to wait for a moment. */
export interface Gate {
  /** The same, but behind the gate: what comes while it is shut is served when it opens. */
  behind(serve: Serve): Serve;
  shut(): void;
  /** Opens it, once it was called as often as {@link shut}. */
  open(): void;
}

export function createGate(): Gate {
  let shut = 0;
  let waiting: (() => void)[] = [];
  return {
    behind: (serve) => (incoming, outgoing) => {
      if (shut === 0) serve(incoming, outgoing);
      else waiting.push(() => serve(incoming, outgoing));
    },
    shut: () => {
      shut += 1;
    },
    open: () => {
      shut -= 1;
      if (shut > 0) return;
      const served = waiting;
      waiting = [];
      for (const serve of served) serve();
    },
  };
}
