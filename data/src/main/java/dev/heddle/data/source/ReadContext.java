package dev.heddle.data.source;

/**
 * What readers of one task share.
 *
 * @param refusals what happens to unreadable files, lines and rows
 * @param utf8 what happens to wrong bytes
 */
record ReadContext(ReadingRules rules, Refusals refusals, Utf8 utf8) {

  static ReadContext of(ReadingRules rules, Tally tally) {
    return new ReadContext(
        rules, new Refusals(rules.onUnreadable(), tally), new Utf8(rules.invalidUtf8(), tally));
  }
}
