package dev.heddle.jobs.prepare;

import dev.heddle.data.TokenizerSettings;
import dev.heddle.data.split.Side;
import dev.heddle.data.split.SplitRule;
import dev.heddle.data.tokenize.BpeTrainer;
import dev.heddle.data.tokenize.BpeVocabulary;
import dev.heddle.data.tokenize.ByteLevelBpeFiles;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.data.tokenize.WordCounts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Trains a byte-level BPE: tasks count words, the driver merges pairs. The driver sees distinct
 * words only, and no more of them than {@code tokenizer.max_training_words}.
 */
final class TokenizerTraining {

  private final TokenizerSettings settings;
  private final int maxSeqLength;

  TokenizerTraining(TokenizerSettings settings, int maxSeqLength) {
    this.settings = settings;
    this.maxSeqLength = maxSeqLength;
  }

  /**
   * The trained tokenizer.
   *
   * @param documents those that are kept, of both sides
   */
  TokenizerFiles train(JavaRDD<StoredDocument> documents, SplitRule rule) {
    int partitions = documents.getNumPartitions();
    int most = settings.maxTrainingWords();
    List<WordCounts> frequent =
        documents
            .mapPartitionsToPair(all -> parts(all, rule, partitions))
            .partitionBy(new HashPartitioner(partitions))
            .mapPartitions(parts -> List.of(sum(parts, most)).iterator())
            .collect();
    WordCounts words = WordCounts.sum(frequent);
    words.keepMostFrequent(most);
    BpeVocabulary vocabulary =
        new BpeTrainer(
                settings.vocabSize(), settings.minFrequency(), ByteLevelBpeFiles.specialTokens())
            .train(words.counts());
    return ByteLevelBpeFiles.of(vocabulary, maxSeqLength);
  }

  private static Iterator<Tuple2<Integer, WordCounts>> parts(
      Iterator<StoredDocument> documents, SplitRule rule, int partitions) {
    WordCounts counts = new WordCounts();
    documents.forEachRemaining(
        document -> {
          if (document.side(rule) == Side.TRAIN) {
            counts.add(document.text());
          }
        });
    List<WordCounts> parts = counts.parts(partitions);
    List<Tuple2<Integer, WordCounts>> addressed = new ArrayList<>(partitions);
    for (int part = 0; part < partitions; part++) {
      addressed.add(new Tuple2<>(part, parts.get(part)));
    }
    return addressed.iterator();
  }

  private static WordCounts sum(Iterator<Tuple2<Integer, WordCounts>> parts, int most) {
    WordCounts sum = new WordCounts();
    parts.forEachRemaining(part -> sum.merge(part._2()));
    sum.keepMostFrequent(most);
    return sum;
  }
}
