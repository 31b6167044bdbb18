package dev.heddle.jobs.prepare;

import dev.heddle.data.clean.DropReason;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.Split;
import dev.heddle.data.source.ReadCount;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One paragraph on what a preparation did. */
final class PreparationReport {

  private PreparationReport() {}

  static String of(URI folder, Manifest manifest, double seconds) {
    Map<String, Long> counts = manifest.preparation();
    Split train = manifest.splits().train();
    Split validation = manifest.splits().validation();
    double megabytes = counts.getOrDefault(CleanedDocuments.KEPT_BYTES, 0L) / 1e6;
    return String.format(
        Locale.ROOT,
        "Prepared %,d of %,d documents from %,d files in %.1f s (%.1f MB of text, %.1f MB/s): %s; %s."
            + " Left out: %s. Vocabulary %,d. Shards in %s",
        train.documents() + validation.documents(),
        counts.getOrDefault(ReadCount.DOCUMENTS.countName(), 0L),
        counts.getOrDefault(ReadCount.FILES.countName(), 0L),
        seconds,
        megabytes,
        megabytes / seconds,
        side("training", train, manifest.maxSeqLength()),
        side("validation", validation, manifest.maxSeqLength()),
        leftOut(counts),
        manifest.vocabularySize(),
        folder);
  }

  private static String side(String name, Split split, int length) {
    return String.format(
        Locale.ROOT,
        "%s %,d documents, %,d tokens in %,d packs of %,d (unused %.2f %%)",
        name,
        split.documents(),
        split.tokens(),
        split.packs(),
        length,
        100 * split.unusedCapacity());
  }

  private static String leftOut(Map<String, Long> counts) {
    List<String> parts = new ArrayList<>();
    for (DropReason reason : DropReason.values()) {
      add(parts, counts, reason.countName(), reason.name());
    }
    add(parts, counts, ReadCount.UNREADABLE_FILES.countName(), "unreadable files");
    add(parts, counts, ReadCount.UNREADABLE_RECORDS.countName(), "unreadable records");
    add(parts, counts, ReadCount.OVERLONG_RECORDS.countName(), "overlong records");
    add(parts, counts, ReadCount.UNPARSED_SOURCES.countName(), "unparsed sources");
    add(parts, counts, ReadCount.GENERATED_SOURCES.countName(), "generated sources");
    add(parts, counts, ReadCount.PLAIN_METHODS.countName(), "methods without a description");
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }

  private static void add(List<String> parts, Map<String, Long> counts, String name, String words) {
    long count = counts.getOrDefault(name, 0L);
    if (count > 0) {
      parts.add(
          String.format(
              Locale.ROOT, "%,d %s", count, words.toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
  }
}
