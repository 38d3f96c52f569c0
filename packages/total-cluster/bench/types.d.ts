import type { newDataFolder } from "../../../apps/cli/bench/data.js";
import type { Settings } from "../../total-core/bench/lib/types.d.ts";

/** The means that each row is made with. */
export interface Bench {
  readonly id: string;
  readonly settings: Settings;
  readonly data: ReturnType<typeof newDataFolder>;
}
