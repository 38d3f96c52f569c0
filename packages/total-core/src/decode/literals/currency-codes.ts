/**
 * The alphabetic codes of currencies, funds and precious metals in use: ISO 4217, list one, as published on 2024-06-25 (the npm package currency-codes 2.2.0 has it), and XCG,
 * which took the place of ANG in 2025. Without XTS and XXX, which stand for no money.
 */
export const CURRENCY_CODES: ReadonlySet<string> = /* @__PURE__ */ codes();

/** Each word is a first letter, and the other two of all codes that begin with it: so they are half as long in gzip. */
function codes(): ReadonlySet<string> {
  const words = (
    "AEDFNLLMDNGOARSUDWGZN BAMBDDTGNHDIFMDNDOBOVRLSDTNWPYNZD CADDFHEHFHWLFLPNYOPOURCUCUPVEZK DJFKKOPZD EGPRNTBUR FJDKP " +
    "GBPELHSIPMDNFTQYD HKDNLTGUF IDRLSNRQDRRSK JMDODPY KESGSHRMFPWRWWDYDZT LAKBPKRRDSLYD MADDLGAKDMKNTOPRUURVRWKXNXVYRZN " +
    "NADGNIOOKPRZD OMR PABENGKHPKRLNYG QAR RONSDUBWF SARBDCRDGEKGDHPLEOSRDSPTNVCYPZL THBJSMTNDOPRYTDWDZS UAHGXSDSNYIYUYWZS " +
    "VEDESNDUV WST XAFAGAUBABBBCBDCDCGDROFPDPFPTSUUA YER ZARMWWG"
  ).split(" ");
  return new Set(
    words.flatMap((word) =>
      word
        .slice(1)
        .match(/../g)!
        .map((others) => word[0] + others),
    ),
  );
}
