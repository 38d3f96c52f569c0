/** Where Redis is, and the key that jobs and parts are sealed with. */
import { quote } from "@dlg/total-core/internal";
import type { Seal } from "@dlg/total-cluster";
import { UsageError } from "../errors/usage-error.js";
import type { Dependencies } from "../process/dependencies.js";

const ADDRESS = "DLG_REDIS_URL";
const KEY = "DLG_CLUSTER_KEY";

export function isRedisAddress(word: string): boolean {
  return /^rediss?:\/\//i.test(word);
}

/**
 * @param place what errors begin with; they show no password
 * @param given on the command line; otherwise the environment has it
 */
export function redisAddress(
  place: string,
  given: string | undefined,
  { environment }: Pick<Dependencies, "environment">,
): string {
  const address = given || environment[ADDRESS];
  if (!address)
    throw new UsageError(`${place}: expected an address, redis://…, here or in ${ADDRESS}, got none`);
  if (isRedisAddress(address) && URL.canParse(address)) return address;
  const shown = quote(address.replace(/\/\/[^/]*@/, "//"));
  throw new UsageError(`${given ? place : ADDRESS}: expected redis://… or rediss://…, got ${shown}`);
}

/** @returns `undefined` where there is no key: nothing is sealed */
export async function sealFromEnvironment({
  environment,
}: Pick<Dependencies, "environment">): Promise<Seal | undefined> {
  const key = environment[KEY];
  if (!key) return undefined;
  const { sealFromKey } = await import("@dlg/total-cluster");
  try {
    return sealFromKey(key);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${KEY}: ${error.message}`);
    throw error;
  }
}
