/** RFC 1952: a member without data. */
const EMPTY_MEMBER: readonly number[] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

let isStrict: boolean | undefined;

/**
 * Whether the runtime has a `DecompressionStream` that refuses gzip data which end early or go on after their end. That of workerd does so only from the
 * compatibility date 2023-08-01 on: before, a cut would be a smaller total.
 */
export async function hasStrictDecompression(): Promise<boolean> {
  if (typeof DecompressionStream !== "function") return false;
  // Each caller waits for a try of its own: in workerd, a promise belongs to the request that made it.
  return (isStrict ??= (await refuses(EMPTY_MEMBER.slice(0, -1))) && (await refuses([...EMPTY_MEMBER, 0])));
}

async function refuses(bytes: readonly number[]): Promise<boolean> {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const steps = [writer.write(Uint8Array.from(bytes)), writer.close(), readable.getReader().read()];
  return (await Promise.allSettled(steps)).some(({ status }) => status === "rejected");
}
