package dev.heddle.data.source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to what cannot be read: it is named and counted, or stops the reading. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(CorpusReader.class);

  private final OnUnreadable policy;
  private final Tally tally;

  Refusals(OnUnreadable policy, Tally tally) {
    this.policy = policy;
    this.tally = tally;
  }

  /**
   * Goes on without something, if that is allowed.
   *
   * @param where what names it in a message: {@code file=hdfs://…/a.jsonl line=3}
   * @param why the rule it breaks, or what the file system said
   * @throws CorpusException if it is not
   */
  void refuse(ReadCount count, String where, String why) {
    refuse(count, where, why, null);
  }

  void refuse(ReadCount count, String where, String why, Throwable cause) {
    if (policy == OnUnreadable.FAIL) {
      throw new CorpusException(
          "Cannot read corpus: %s; %s; mend it, or leave such out with dataset.on_unreadable=skip"
              .formatted(where, why),
          cause);
    }
    String note = "%s; %s".formatted(where, why);
    LOG.warn("Left out: {}", note);
    tally.add(count.countName(), note);
  }

  /** Goes on without something, whatever the policy. */
  void note(ReadCount count, String where, Exception why) {
    tally.add(count.countName(), "%s; %s".formatted(where, why.getMessage()));
  }

  void count(ReadCount count) {
    tally.add(count.countName());
  }
}
