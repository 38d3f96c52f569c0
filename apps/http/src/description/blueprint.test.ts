import { test, expect } from "vitest";
import { apiBlueprint } from "../testing/blueprint.js";

test("api/dlg.apib is the description as an API Blueprint", async () => {
  await expect(apiBlueprint()).toMatchFileSnapshot("../../api/dlg.apib");
});
