import type { Command, Option } from "commander";
import { UsageError } from "../errors/usage-error.js";

/**
 * Makes a command refuse two values for one option, and an option together with its negation: commander would take the last. An option without
 * a value may be repeated.
 *
 * @param repeatable options that collect their values
 */
export function refuseSecondValues(command: Command, repeatable: readonly string[]): void {
  const given = new Map<string, Option>();
  for (const option of command.options) {
    const { long, negate } = option;
    const takesValue = option.required || option.optional;
    if (long === undefined || repeatable.includes(long)) continue;
    // Commander emits this for each option that it reads.
    command.on(`option:${option.name()}`, () => {
      const earlier = given.get(option.attributeName());
      given.set(option.attributeName(), option);
      if (earlier === undefined) return;
      if (earlier.negate !== negate) {
        throw new UsageError(`${long}: expected it without ${earlier.long}, got both`);
      }
      if (takesValue) throw new UsageError(`${long}: expected one value, got several`);
    });
  }
}
