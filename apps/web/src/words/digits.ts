/** Digits in groups of three from the point on, so that the eye can follow them: the parts joined are the digits. */
export function digitGroups(digits: string): readonly string[] {
  const [, sign = "", integer, point = ""] = /^(-?)(\d+)(\.\d+)?$/.exec(digits) ?? [];
  if (integer === undefined) return [digits];
  const first = integer.length % 3 || 3;
  const groups = [sign + integer.slice(0, first), ...(integer.slice(first).match(/\d{3}/g) ?? [])];
  const [tenths = "", ...others] = point.match(/\.?\d{1,3}/g) ?? [];
  return [...groups.slice(0, -1), groups.at(-1) + tenths, ...others];
}
