import { describe, expect, test } from "vitest";
import { groupsOf } from "../testing/groups.js";
import { inOrder } from "./group-order.js";

describe("the order of groups", () => {
  const groups = groupsOf({ b: "10", a: "30", c: "20" });
  const keys = (order?: "key" | "total"): string[] =>
    Array.from(inOrder(groups, order), (group) => groups.keyOf(group));

  test("is that in which their keys were first seen", () => {
    expect(keys()).toEqual(["b", "a", "c"]);
  });

  test("or ascending by key", () => {
    expect(keys("key")).toEqual(["a", "b", "c"]);
  });

  test("or descending by total", () => {
    expect(keys("total")).toEqual(["a", "c", "b"]);
  });
});
