package dev.heddle.jobs.run;

import dev.heddle.configs.Choice;
import dev.heddle.data.examples.ExampleForms;
import dev.heddle.jobs.prepare.PrepareJob;
import dev.heddle.jobs.prepare.PrepareRequest;
import dev.heddle.jobs.prepare.PreparedCorpus;
import dev.heddle.jobs.prepare.TeacherJob;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.storage.Storage;
import java.net.URI;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Gives a run its shards. Where {@code dataset.prepared_path} is absent they go beside the output
 * folder, under a name that tells what they were made from, so that runs with the same data share
 * them and others do not collide.
 */
public final class PrepareStep {
  private final RunSettings settings;
  private final Storage storage;

  /**
   * @param storage reaches corpus and shards
   */
  public PrepareStep(RunSettings settings, Storage storage) {
    this.settings = settings;
    this.storage = storage;
  }

  /** Finds the shards, or makes them. */
  public PreparedCorpus run(JavaSparkContext spark) {
    return run(spark, settings.objective());
  }

  @SuppressWarnings("unchecked") // a Choice holds settings of its variant's type
  private <S extends Record> PreparedCorpus run(
      JavaSparkContext spark, Choice<ObjectiveProvider<?>> choice) {
    ObjectiveProvider<S> provider = (ObjectiveProvider<S>) choice.variant();
    S objective = (S) choice.settings();
    PreparedCorpus samples =
        PrepareJob.run(spark, storage, request(provider, objective), this::folder);
    DeviceChoice device = settings.trainer().device();
    return provider
        .teacherColumns(objective)
        .map(columns -> new TeacherJob(spark, storage, samples, columns, device).run())
        .orElse(samples);
  }

  private <S extends Record> PrepareRequest request(ObjectiveProvider<S> provider, S objective) {
    return new PrepareRequest(
        settings.dataset(),
        settings.tokenizer(),
        ExampleForms.choose(
            provider.examples(objective), provider.exampleSettings(objective, settings.dataset())),
        present -> provider.addedTokens(objective, present));
  }

  private URI folder(String fingerprint) {
    return settings
        .dataset()
        .preparedPath()
        .map(storage::resolve)
        .orElseGet(() -> beside(storage.resolve(settings.outputDir()), fingerprint));
  }

  private static URI beside(URI outputDir, String fingerprint) {
    String path = outputDir.getPath().replaceAll("/+$", "");
    URI parent = outputDir.resolve(path.isEmpty() ? "/" : ".");
    return Storage.below(parent, "prepared-" + fingerprint.substring(0, 12));
  }
}
