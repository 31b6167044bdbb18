package dev.heddle.models.gpt2;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.AbstractCausalDecoder;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.VocabularyProjection;
import dev.heddle.models.decoder.LayerStack;
import dev.heddle.models.decoder.PreNormLayer;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * GPT-2 (Radford et al. 2019, "Language Models are Unsupervised Multitask Learners"), equal to
 * Hugging Face's {@code GPT2LMHeadModel} without dropout.
 */
final class Gpt2 extends AbstractCausalDecoder {
  private static final String HEAD = "lm_head";

  private final Site site;
  private final Gpt2Settings settings;
  private final Gpt2Blocks blocks;
  private final Branch root = new Branch();
  private final Embedding words;
  private final Embedding places;
  private final LayerStack layers;
  private final LayerNorm finalNorm;
  private final VocabularyProjection projection;

  Gpt2(Site site, Gpt2Settings settings, Vocabulary vocabulary) {
    super(site, Gpt2Provider.MODEL_TYPE, settings, vocabulary);
    this.site = site;
    this.settings = settings;
    this.blocks = new Gpt2Blocks(settings);
    Site at = site.at("transformer");
    Branch body = root.add("transformer", new Branch());
    this.words = body.add("wte", blocks.embedding(at.at("wte"), vocabulary.size()));
    this.places = body.add("wpe", blocks.embedding(at.at("wpe"), settings.nPositions()));
    this.layers = body.add("h", new LayerStack(site, layers(at.at("h"))));
    this.finalNorm = body.add("ln_f", blocks.norm(at.at("ln_f")));
    this.projection =
        new VocabularyProjection(site.kernels(), site.precision(), List.of(table()), 0);
  }

  private List<PreNormLayer> layers(Site at) {
    return IntStream.range(0, settings.nLayer())
        .mapToObj(index -> layer(at.at(Integer.toString(index)), index))
        .toList();
  }

  private PreNormLayer layer(Site at, int index) {
    return new PreNormLayer(
        Named.below(at, "ln_1", blocks::norm),
        Named.below(at, "attn", inner -> new Gpt2Attention(inner, settings, index)),
        Named.below(at, "ln_2", blocks::norm),
        Named.below(at, "mlp", inner -> new Gpt2FeedForward(inner, settings)));
  }

  private Parameter table() {
    if (settings.tieWordEmbeddings()) {
      return words.weight();
    }
    int tokens = vocabulary().size();
    return root.add(HEAD, new Branch())
        .addParameter(
            site.at(HEAD).parameter("weight", Role.WEIGHT, blocks.first(), tokens, width()));
  }

  @Override
  protected NDArray encode(AttentionPass pass, Scope scope) {
    NDArray embedded =
        site.kernels()
            .call(
                "embedding_sum",
                pass.tokens().ids(),
                pass.tokens().positions(),
                words.weight().value(),
                places.weight().value());
    return layers.forward(embedded, pass, finalNorm);
  }

  @Override
  protected VocabularyProjection projection() {
    return projection;
  }

  @Override
  public Map<String, String> tiedNames() {
    return settings.tieWordEmbeddings()
        ? Map.of(HEAD + ".weight", words.weight().name())
        : Map.of();
  }

  @Override
  public int width() {
    return settings.nEmbd();
  }

  @Override
  public int maximumLength() {
    return settings.nPositions();
  }

  @Override
  public Layer root() {
    return root;
  }
}
