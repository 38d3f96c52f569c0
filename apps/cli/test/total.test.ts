/** The built command, as a process: what it prints. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { command, dlg, printed, startProgram, version } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";

const folder = temporaryFolder();
const five = writtenFile(folder, "five.txt", "1 2\n3\t4\r\n5\n");
const amounts = writtenFile(folder, "amounts.txt", "0.1\n0.2\n");

describe("the total", () => {
  test("of the numbers API as it is without configuration", async () => {
    const env = { NUMBERS_COUNT: "", NUMBERS_DELAY_MS: "" };
    expect(await dlg(["total"], { env })).toEqual(printed("50000005000000\n"));
  });

  test("of decimals on standard input", async () => {
    expect(await dlg(["total", "-"], { input: "0.1\n0.2\n" })).toEqual(printed("0.3\n"));
  });

  test("of the integers from 1 to 1,000,000 on standard input", async () => {
    const input = Array.from({ length: 1_000_000 }, (_, i) => `${i + 1}\n`).join("");
    expect(await dlg(["total", "-"], { input })).toEqual(printed("500000500000\n"));
  });

  test("of integers of 30 digits and amounts in a file, to the last digit", async () => {
    let hundredths = 0n;
    let text = "";
    for (let i = 0n; i < 20_000n; i++) {
      const integer = (i * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) ** 2n % 10n ** 30n;
      const cents = (i * 7919n) % 100n;
      const sign = i % 3n === 0n ? "-" : "";
      text += `${sign}${integer}\n${sign}${i}.${String(cents).padStart(2, "0")}\n`;
      const both = integer * 100n + i * 100n + cents;
      hundredths += sign === "" ? both : -both;
    }
    const [digits, fraction] = [hundredths / 100n, hundredths % 100n];
    const expected = `${digits}.${String(fraction < 0n ? -fraction : fraction).padStart(2, "0")}`;
    const path = writtenFile(folder, "large.txt", text);
    expect((await dlg(["total", path])).stdout.trim()).toBe(expected.replace(/\.?0+$/, ""));
  });

  test("of files, standard input and an address together", async () => {
    const address = await serve((_, answer) => answer.end("[100, 0.5]"));
    const sources = [five, "-", `${address}/n.json`, amounts, five];
    expect(await dlg(["total", ...sources], { input: "[1000]" })).toEqual(printed("1130.8\n"));
  });

  test("of nothing at all", async () => {
    expect(await dlg(["total", "-"], { input: "" })).toEqual(printed("0\n"));
  });

  test("--json, with its seconds", async () => {
    const { exit, stdout } = await dlg(["total", "--json", "five.txt"], { cwd: folder });
    expect(exit).toBe(0);
    expect(stdout.replace(/"seconds":\d+(\.\d{1,3})?,/, '"seconds":S,')).toMatchInlineSnapshot(`
      "{"total":"15","count":5,"empty":0,"skipped":0,"bytes":11,"seconds":S,"sources":[{"source":"five.txt","format":"text","total":"15","count":5,"empty":0,"skipped":0,"bytes":11}]}
      "
    `);
  });

  test("--help and --version", async () => {
    const { exit, stdout, stderr } = await dlg(["total", "--help"]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    expect(stdout).toMatch(/^Examples:\n[^]*Usage: dlg total /);
    expect(await dlg(["--version"])).toEqual(printed(`${version}\n`));
  });

  test.skipIf(process.platform === "win32")("the file that bin names runs by itself", async () => {
    expect(await startProgram(command, ["total", five], {}).outcome).toEqual(printed("15\n"));
  });

  test("npm run dlg runs the same command, and says nothing of its own on standard output", async () => {
    const script = join(command, "../../start.js");
    const running = startProgram(process.execPath, [script, "total", "five.txt"], { cwd: folder });
    expect(await running.outcome).toEqual(printed("15\n"));
  });
});
