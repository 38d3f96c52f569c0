const MAX_PATH_SHOWN = 256;

/** The path of a request target, without the query. The target may be an absolute address (RFC 9112 section 3.2.2). */
export function pathOf(target: string): string {
  const start = target.startsWith("/") ? 0 : Math.max(0, target.indexOf("/", target.indexOf("//") + 2));
  const end = target.search(/[?#]/);
  return target.slice(start, end === -1 ? undefined : end).slice(0, MAX_PATH_SHOWN);
}
