import { describe } from "vitest";
import { sameAsOneMachine } from "./same.cases.js";

describe("parts merge to what one machine finds", () => {
  sameAsOneMachine([1, 2, 3, 7, 50, 400]);
});
