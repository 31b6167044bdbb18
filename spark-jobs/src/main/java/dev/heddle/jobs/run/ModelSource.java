package dev.heddle.jobs.run;

import dev.heddle.configs.Choice;
import dev.heddle.data.tokenize.SpecialTokens;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.CarriedFiles;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.layers.FirstValues;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.loop.ModelFactory;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the model that the section {@code model} of a run file asks for. */
public final class ModelSource implements ModelFactory {
  private final RunSettings run;
  private final Storage storage;
  private final Tokenizer tokenizer;

  /**
   * @param storage reaches {@code model.path}
   * @param tokenizer whose ids the model is going to see
   */
  public ModelSource(RunSettings run, Storage storage, Tokenizer tokenizer) {
    this.run = run;
    this.storage = storage;
    this.tokenizer = tokenizer;
  }

  @Override
  public Model create(Task task, TensorEngine engine, Precision precision) {
    Optional<ModelFolder> stored = folder(run, storage);
    if (stored.isEmpty()) {
      return fresh(choice(), request(vocabulary(tokenizer), task, engine, precision));
    }
    ModelFolder folder = stored.get();
    return folder.load(request(vocabulary(folder), task, engine, precision));
  }

  /** Its sizes are the checkpoint's, since a stored model may have grown or gone since. */
  @Override
  public Model like(URI checkpoint, Task task, TensorEngine engine, Precision precision) {
    if (run.model().fresh().isPresent()) {
      ModelRequest request = request(vocabulary(tokenizer), task, engine, precision);
      return fresh(choice(), request.with(FirstValues.unsetWhere(everyName -> true)));
    }
    ModelFolder folder = ModelFolder.open(storage, checkpoint);
    return folder.unfilled(request(folder.vocabulary(), task, engine, precision));
  }

  @Override
  public Optional<String> path() {
    return run.model().path();
  }

  @Override
  public List<URI> carriedFiles() {
    Stream<FileStatus> ofModel =
        folder(run, storage).stream()
            .flatMap(folder -> CarriedFiles.ofModel(storage, folder.uri()).stream());
    return Stream.concat(ofModel, tokenizerFiles()).map(FileStatus::uri).toList();
  }

  /** The stored model that a run starts from, if it does; its config has been read. */
  public static Optional<ModelFolder> folder(RunSettings run, Storage storage) {
    return run.model().path().map(path -> ModelFolder.open(storage, storage.resolve(path)));
  }

  /** What the model's config says about a tokenizer. */
  public static Vocabulary vocabulary(Tokenizer tokenizer) {
    SpecialTokens special = tokenizer.special();
    return new Vocabulary(
        tokenizer.vocabularySize(),
        special.pad(),
        special.cls(),
        special.sep(),
        special.bos(),
        special.eos());
  }

  /**
   * A stored model's vocabulary, with room for the tokenizer. Rows for what the preparation added
   * to a tokenizer that fits need no leave: the run's own objective asked for them.
   */
  private Vocabulary vocabulary(ModelFolder folder) {
    Vocabulary stored = folder.vocabulary();
    int needed = tokenizer.vocabularySize();
    if (needed <= stored.size()) {
      return stored;
    }
    if (!run.model().resizeEmbeddings() && givenSize() > stored.size()) {
      throw new IllegalArgumentException(
          "Cannot train: model.path=%s; its vocabulary has %d tokens, the tokenizer %d; use the model's own tokenizer, or add rows by model.resize_embeddings=true"
              .formatted(folder.uri(), stored.size(), needed));
    }
    if (run.peft().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot train: model.path=%s; its vocabulary has %d tokens, the tokenizer %d, and an adapter does not hold the added rows; add them by a run without peft first"
              .formatted(folder.uri(), stored.size(), needed));
    }
    return stored.ofSize(needed);
  }

  /** Tokens of the tokenizer that the run names, before any were added to it. */
  private int givenSize() {
    return run.tokenizer()
        .path()
        .map(path -> TokenizerFiles.read(storage, storage.resolve(path)).vocabularySize())
        .orElseGet(tokenizer::vocabularySize);
  }

  private Stream<FileStatus> tokenizerFiles() {
    return run.tokenizer().path().map(storage::resolve).stream()
        .map(place -> storage.status(place).isFolder() ? place : place.resolve("."))
        .flatMap(folder -> CarriedFiles.ofTokenizer(storage, folder).stream());
  }

  private Choice<ArchitectureProvider<?>> choice() {
    return run.model().fresh().orElseThrow();
  }

  @SuppressWarnings("unchecked") // a Choice holds settings of its variant's type
  private static <S extends Record> Model fresh(
      Choice<ArchitectureProvider<?>> choice, ModelRequest request) {
    return ((ArchitectureProvider<S>) choice.variant()).create((S) choice.settings(), request);
  }

  private ModelRequest request(
      Vocabulary vocabulary, Task task, TensorEngine engine, Precision precision) {
    return new ModelRequest(vocabulary, task, engine, precision, run.trainer().seed());
  }
}
