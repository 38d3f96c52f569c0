import { expect, test } from "vitest";
import { Total, total, totalOf } from "../index.js";

test("the examples of the README", async () => {
  expect(total([1e308, 1e308, -1e308])).toBe(1e308);
  expect(total([0.1, 0.1, 0.1])).toBe(0.30000000000000004);
  expect(total([2n ** 64n, 1n])).toBe(2n ** 64n + 1n);
  expect(total([])).toBe(0);
  expect(new Total().add("0.1").add("0.2").toString()).toBe("0.3");
  const mine = {
    async *numbers() {
      yield [1, 2];
      yield new Float64Array(3);
      yield { bytes: new TextEncoder().encode("1"), format: "text" as const };
      yield { bytes: new TextEncoder().encode("2"), format: "text" as const };
    },
  };
  const answer = await totalOf(mine);
  expect(answer.toString()).toBe("15");
  expect(answer.count).toBe(6);
  const t = new Total().add(1e100).add("0.1").add(10n);
  const b = Total.fromBytes(t.toBytes());
  expect(b.merge(new Total().add(-1e100)).toString()).toBe("10.1");
  expect(new Total().add(-5e-324).toString({ exact: true }).length).toBe(1077);
});
