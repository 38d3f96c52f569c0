const ADDRESS =
  /\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#"'@]*@)?([^\s?#"']*)([?#][^\s"']*?(?=:?(?:[\s"']|$)))?/gi;

/** Removes user name, password and query from each address in a text, because they may be secret. */
export function withoutSecrets(text: string): string {
  return text.replace(ADDRESS, (_, scheme: string, rest: string, query: string | undefined) =>
    query === undefined ? `${scheme}${rest}` : `${scheme}${rest}?…`,
  );
}
