package dev.heddle.jobs.generate;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.heddle.data.chat.ChatTemplate;
import dev.heddle.data.chat.Message;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.jobs.run.AdaptedModel;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.generation.Generation;
import dev.heddle.models.generation.Generator;
import dev.heddle.models.generation.StoredGeneration;
import dev.heddle.storage.Storage;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the model of a folder go on with prompts, or an encoder-decoder answer them. Prompts get the
 * special tokens that the tokenizer puts around a text; in a chat, what the folder's chat template
 * writes around what a user says, and nothing else.
 */
public final class GenerateJob {
  private static final Logger log = LoggerFactory.getLogger(GenerateJob.class);
  private static final double NANOSECONDS = 1e9;

  private final Storage storage;
  private final String folder;
  private final AdaptedModel model;
  private final StoredGeneration stored;

  /**
   * What was written.
   *
   * @param texts without special tokens, in the order of the prompts
   * @param tokens written, of all texts
   * @param seconds of reading prompts and writing texts; loading the model is not among them
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Summary(
      List<String> prompts,
      List<String> texts,
      int tokens,
      double seconds,
      double tokensPerSecond) {}

  /**
   * Reads the settings of a folder in Hugging Face's layout, such as a run's output, or of an
   * adapter's.
   *
   * @param overrides {@code key=value} above the folder's own settings
   */
  public GenerateJob(Storage storage, String folder, List<String> overrides) {
    this.storage = storage;
    this.folder = folder;
    this.model = AdaptedModel.open(storage, storage.resolve(folder));
    this.stored = StoredGeneration.read(storage, model.having(StoredGeneration.FILE), overrides);
  }

  /** Writes a text for each prompt. */
  public Summary run(List<String> prompts) {
    return run(prompts, GenerateJob::surrounded);
  }

  /**
   * Answers each question, as the first of a conversation.
   *
   * @throws IllegalArgumentException if the folder has no chat template
   * @throws dev.heddle.data.chat.ChatException if its template refuses a question
   */
  public Summary chat(List<String> questions) {
    TokenizerFiles files = tokenizerFiles();
    if (files.chatTemplateText().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot chat: folder=%s; its tokenizer has no chat template; leave --chat out, or take a model that learnt to chat"
              .formatted(folder));
    }
    ChatTemplate template = ChatTemplate.of(files);
    return run(
        questions,
        (question, tokenizer) ->
            tokenizer.encode(template.prompt(List.of(new Message(Message.USER, question)))));
  }

  private Summary run(List<String> prompts, BiFunction<String, Tokenizer, int[]> writer) {
    if (!stored.ignored().isEmpty()) {
      log.warn(
          "Settings of {} in {} have no effect: {}",
          StoredGeneration.FILE,
          model.having(StoredGeneration.FILE),
          stored.ignored());
    }
    try (Tokenizer tokenizer = NativeTokenizer.load(tokenizerFiles());
        TensorEngine engine =
            TensorEngine.start(DeviceChoice.AUTO, Runtime.getRuntime().availableProcessors());
        Model loaded = model.load(request(engine))) {
      List<int[]> ids = prompts.stream().map(prompt -> writer.apply(prompt, tokenizer)).toList();
      return write(prompts, ids, tokenizer, (LanguageModel) loaded);
    }
  }

  private TokenizerFiles tokenizerFiles() {
    return TokenizerFiles.read(storage, model.having(TokenizerFiles.TOKENIZER));
  }

  private ModelRequest request(TensorEngine engine) {
    return new ModelRequest(
        model.model().vocabulary(), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 0);
  }

  private Summary write(
      List<String> prompts, List<int[]> ids, Tokenizer tokenizer, LanguageModel model) {
    Generator generator = new Generator(model, stored.settings());
    long start = System.nanoTime();
    List<Generation> written = generator.generate(ids);
    double seconds = (System.nanoTime() - start) / NANOSECONDS;
    int tokens = written.stream().mapToInt(text -> text.tokens().size()).sum();
    List<String> texts = written.stream().map(text -> text(text, tokenizer)).toList();
    return new Summary(prompts, texts, tokens, seconds, tokens / seconds);
  }

  private static int[] surrounded(String prompt, Tokenizer tokenizer) {
    return Stream.of(tokenizer.prefixIds(), tokenizer.encode(prompt), tokenizer.suffixIds())
        .flatMapToInt(IntStream::of)
        .toArray();
  }

  private static String text(Generation written, Tokenizer tokenizer) {
    return tokenizer.decode(
        written.tokens().stream()
            .filter(token -> !tokenizer.special().all().contains(token))
            .mapToInt(Integer::intValue)
            .toArray());
  }
}
