package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.TokenizerSettings;
import dev.heddle.data.clean.DeduplicationSettings;
import dev.heddle.data.examples.ClassNames;
import dev.heddle.data.examples.Examples;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.Split;
import dev.heddle.data.source.CorpusException;
import dev.heddle.data.source.SourceFile;
import dev.heddle.data.source.Tally;
import dev.heddle.data.split.SplitRule;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.storage.Publication;
import dev.heddle.storage.Storage;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** One preparation from the files to the published folder. */
final class Preparation {

  private static final Logger log = LoggerFactory.getLogger(Preparation.class);

  private final JavaSparkContext spark;
  private final Storage storage;
  private final DatasetSettings dataset;
  private final TokenizerSettings training;
  private final Examples examples;
  private final String sourceFingerprint;
  private final long started = System.nanoTime();

  Preparation(
      JavaSparkContext spark, Storage storage, PrepareRequest request, String sourceFingerprint) {
    this.spark = spark;
    this.storage = storage;
    this.dataset = request.dataset();
    this.training = request.tokenizer();
    this.examples = request.examples();
    this.sourceFingerprint = sourceFingerprint;
  }

  /** What is left of a corpus, where each document belongs, and what was counted on the way. */
  private record Selection(JavaRDD<StoredDocument> documents, SplitRule rule, Tally tally) {}

  PreparedCorpus run(List<SourceFile> files, CorpusTokenizer tokenizer, PreparedFolder target) {
    target.clear();
    try (Publication publication = storage.stage(target.uri())) {
      Selection selection = select(CorpusPartitions.of(files));
      TokenizerFiles tokenizerFiles =
          tokenizer.given().orElseGet(() -> tokenizer.completed(train(selection)));
      Manifest manifest = write(selection, tokenizerFiles, publication.folder());
      publication.publish();
      double seconds = (System.nanoTime() - started) / 1e9;
      selection.tally().notes().forEach(log::warn);
      log.info(PreparationReport.of(target.uri(), manifest, seconds));
      return new PreparedCorpus(target.uri(), manifest, PreparedCorpus.Origin.MADE);
    } catch (Exception failure) {
      throw PreparationFailure.of(failure);
    } finally {
      spark.setJobDescription(null);
    }
  }

  private Selection select(CorpusPartitions plan) {
    JavaPairRDD<Long, Serializable> corpus =
        new CorpusShuffle(storage, dataset, examples).shuffle(spark, plan);
    DeduplicationSettings copies = dataset.deduplicate();
    SketchRules sketched = SketchRules.of(dataset, examples);
    JavaRDD<Sketches> sketches =
        corpus
            .mapPartitions(content -> List.of(Sketches.of(content, sketched)).iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
    describe("read and clean");
    Survey survey = Survey.sum(sketches.map(Sketches::survey).collect());
    requireDocuments(survey.tally());
    SplitRule rule = survey.splitRule(dataset);
    describe("find duplicates");
    JavaRDD<LongTuples> dropped = new Deduplication(copies, rule, survey.tally()).dropped(sketches);
    JavaRDD<StoredDocument> kept =
        corpus.zipPartitions(
            dropped, (content, gone) -> keep(content, TupleExchange.only(gone), rule));
    return new Selection(kept, rule, survey.tally());
  }

  private TokenizerFiles train(Selection selection) {
    describe("train the tokenizer");
    return new TokenizerTraining(training, dataset.maxSeqLength())
        .train(selection.documents(), selection.rule());
  }

  private Manifest write(Selection selection, TokenizerFiles files, URI folder) {
    List<String> labels = labels(selection);
    describe("tokenize and pack");
    String fingerprint = files.fingerprint();
    int vocabularySize = SharedTokenizers.of(files, fingerprint).vocabularySize();
    Broadcast<TokenizerFiles> broadcast = spark.broadcast(files);
    ShardTask task = new ShardTask(storage, folder, examples, labels, selection.rule(), broadcast);
    List<ShardSummary> written =
        selection
            .documents()
            .mapPartitions(documents -> Arrays.asList(task.run(documents)).iterator())
            .collect();
    broadcast.destroy();
    written.forEach(part -> selection.tally().merge(part.tally()));
    Manifest manifest =
        new Manifest(
            Manifest.SCHEMA_VERSION,
            "heddle",
            fingerprint,
            vocabularySize,
            examples.maxSeqLength(),
            sourceFingerprint,
            examples.layout(),
            splits(written, selection.tally()),
            labels,
            selection.tally().counts());
    PreparedFolder.deleteUnnamed(storage, folder, manifest.splits());
    files.write(storage, folder);
    manifest.write(storage, folder);
    return manifest;
  }

  /** The names of the classes in the order of their numbers; none for examples without. */
  private List<String> labels(Selection selection) {
    Optional<ClassNames> classes = examples.classes();
    if (classes.isEmpty()) {
      return List.of();
    }
    describe("collect the labels");
    ClassNames names = classes.get();
    return names.ordered(
        selection
            .documents()
            .flatMap(document -> names.of(document.document()).iterator())
            .distinct()
            .collect());
  }

  private Manifest.Splits splits(List<ShardSummary> written, Tally tally) {
    Split train = ShardSummary.split(written, ShardSummary::train, examples);
    Split validation = ShardSummary.split(written, ShardSummary::validation, examples);
    if (train.packs() + validation.packs() == 0) {
      throw new CorpusException(
          "Cannot prepare: form=%s; not one document became an example, counts are %s; check the fields of the corpus and the keys of dataset"
              .formatted(examples.layout().form(), tally.counts()));
    }
    if (train.packs() == 0) {
      throw new CorpusException(
          "Cannot prepare: %s; all %d documents left fell to validation; lower it or add documents"
              .formatted(heldOut(), validation.documents()));
    }
    boolean isWanted = dataset.heldOut() > 0 || !dataset.evalPath().isEmpty();
    if (validation.packs() == 0 && isWanted) {
      log.warn(
          "No document fell to validation: {} of {} documents; raise it to have an" + " evaluation",
          heldOut(),
          train.documents());
    }
    return new Manifest.Splits(train, validation);
  }

  private String heldOut() {
    return dataset.evalPath().isEmpty()
        ? "dataset.val_size=" + dataset.heldOut()
        : "dataset.eval_path=" + dataset.evalPath();
  }

  private void requireDocuments(Tally tally) {
    if (tally.count(CleanedDocuments.KEPT_DOCUMENTS) == 0) {
      throw new CorpusException(
          "Cannot prepare: dataset.path=%s; no document is left of it, counts are %s; check the paths and the filters under dataset"
              .formatted(dataset.path(), tally.counts()));
    }
  }

  private void describe(String step) {
    spark.setJobDescription("prepare: " + step);
  }

  /** The documents whose references were not dropped. */
  private static Iterator<StoredDocument> keep(
      Iterator<Tuple2<Long, Serializable>> content, LongTuples dropped, SplitRule rule) {
    long[] gone = dropped.column(0);
    Stream<Tuple2<Long, Serializable>> entries =
        StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(content, Spliterator.ORDERED), false);
    return entries
        .map(Tuple2::_2)
        .filter(StoredDocument.class::isInstance)
        .map(StoredDocument.class::cast)
        .filter(document -> Arrays.binarySearch(gone, document.reference(rule)) < 0)
        .iterator();
  }
}
