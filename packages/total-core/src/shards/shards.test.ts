import { describe } from "vitest";
import { sameAsOneMachine } from "./same.cases.js";

describe("parts of a few shards merge to what one machine finds", () => {
  sameAsOneMachine([2, 7]);
});
