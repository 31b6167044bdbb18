package dev.heddle.jobs.train;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkStorage;
import dev.heddle.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the runs that another builds on, such as the model that it fine-tunes. A run that has been
 * finished is left alone, one that was interrupted goes on from its newest checkpoint.
 */
public final class Prerequisites {
  private static final Logger log = LoggerFactory.getLogger(Prerequisites.class);

  private final Map<String, String> environment;
  private final Storage storage = SparkStorage.open();

  /** The run files that wait for the one being made, the first of them last. */
  private final Deque<Path> waiting = new ArrayDeque<>();

  /**
   * @param environment of the references in run files
   */
  public Prerequisites(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Makes what a run needs and what that needs in turn. A run whose output folder the settings do
   * not name, say because the command line names another model, is not needed.
   *
   * @param path of the run file; other run files lie relative to it
   * @param file what was read there
   * @param settings the same, bound
   * @throws IllegalArgumentException if a run file is missing, needs itself, or has an output
   *     folder that no other run file can name
   */
  public void make(Path path, RunFile file, RunSettings settings) {
    waiting.push(path.toAbsolutePath().normalize());
    String text = settings.needs().isEmpty() ? "" : file.resolvedYaml(settings);
    settings.needs().forEach(name -> makeOne(name, text));
    waiting.pop();
  }

  private void makeOne(String name, String asking) {
    Path file = waiting.element().resolveSibling(name).normalize();
    if (!Files.isReadable(file) || waiting.contains(file)) {
      throw new IllegalArgumentException(
          "Cannot start a run: needs=%s in %s; must name a run file beside it that does not need this one; correct the name"
              .formatted(name, waiting.element()));
    }
    RunFile read = RunFile.load(file, List.of(), environment);
    RunSettings needed = read.bind(RunSettings.class);
    if (!OutputFolder.isLasting(needed.outputDir())) {
      throw new IllegalArgumentException(
          "Cannot start a run: needs=%s has output_dir=%s; what others read must lie in a folder without {time}; give it a name"
              .formatted(name, needed.outputDir()));
    }
    if (!asking.contains(needed.outputDir())) {
      return;
    }
    if (OutputFolder.isFinished(storage, needed.outputDir())) {
      log.info("There already: {} in {}", name, needed.outputDir());
      return;
    }
    make(file, read, needed);
    train(name, file, needed);
  }

  private void train(String name, Path file, RunSettings needed) {
    log.info("Making what this run needs: {} in {}", name, needed.outputDir());
    boolean isBegun = OutputFolder.hasRun(storage, needed.outputDir());
    RunFile asked =
        RunFile.load(file, List.of("trainer.resume_from_checkpoint=" + isBegun), environment);
    new TrainJob(asked, asked.bind(RunSettings.class)).run();
    if (!OutputFolder.isFinished(storage, needed.outputDir())) {
      throw new IllegalStateException(
          "Cannot start a run: needs=%s was told to stop before its end; start again to go on with it"
              .formatted(name));
    }
  }
}
