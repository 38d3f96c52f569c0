const ADDRESS =
  /\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#"'@]*@)?([^\s?#"']*)([?#][^\s"']*?(?=:?(?:[\s"']|$)))?/gi;

/** Takes out of each address in a text what may be secret: user name, password and query. */
export function withoutSecrets(text: string): string {
  return text.replace(ADDRESS, (_, scheme: string, rest: string, query: string | undefined) =>
    query === undefined ? `${scheme}${rest}` : `${scheme}${rest}?…`,
  );
}
