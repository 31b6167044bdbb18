package dev.heddle.data.examples;

import dev.heddle.data.source.CorpusException;
import dev.heddle.data.source.Document;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The classes that words of a corpus have. */
record TagNames(TokenLabelFields words) implements ClassNames {

  @Override
  public Collection<String> of(Document document) {
    return Set.copyOf(words.of(document.columns()).tags());
  }

  @Override
  public List<String> ordered(List<String> found) {
    if (!LabelNames.mayBeClasses(found)) {
      throw new CorpusException(
          "Cannot prepare: words have %d different tags; there must be from 2 to %d; name the field of classes by dataset.columns.tags"
              .formatted(found.size(), LabelNames.MOST_CLASSES));
    }
    return LabelNames.sorted(found);
  }
}
