package dev.heddle.data.clean;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of a document what is not its own text, then lets every filter judge the rest.
 * Generated files are looked for first, since their mark may stand in the header that is taken out.
 */
public final class Cleaner implements Serializable {

  private final CleaningRules rules;
  private final List<TextFilter> filters;

  public Cleaner(CleaningRules rules) {
    this.rules = rules;
    List<TextFilter> chosen = new ArrayList<>();
    chosen.add(new LengthFilter(rules.minCharacters(), rules.maxCharacters()));
    chosen.add(new WordFilter(rules.quality()));
    chosen.add(new RepeatedLineFilter(rules.quality()));
    chosen.add(new DuplicateNgramFilter(rules.quality()));
    this.filters = List.copyOf(chosen);
  }

  /** The text that is left, or the first reason to leave the document out. */
  public Verdict clean(String text) {
    if (rules.dropGenerated() && GeneratedSource.tells(text)) {
      return Verdict.drop(text, DropReason.GENERATED);
    }
    String rest = rules.stripLicenceHeaders() ? LicenceHeader.strip(text) : text;
    for (TextFilter filter : filters) {
      Optional<DropReason> objection = filter.objection(rest);
      if (objection.isPresent()) {
        return new Verdict(rest, objection);
      }
    }
    return Verdict.keep(rest);
  }
}
