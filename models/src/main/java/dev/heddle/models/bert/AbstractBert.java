package dev.heddle.models.bert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.VocabularyProjection;
import dev.heddle.models.heads.AbstractArchitecture;
import dev.heddle.models.heads.BodyTree;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.heads.EncoderArchitecture;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Place;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.List;

/** What BERT and those with its layers share; their heads have the same layers and other names. */
public abstract class AbstractBert extends AbstractArchitecture<BertBody>
    implements EncoderArchitecture {
  private final BertSettings sizes;

  /**
   * The layers for a request.
   *
   * @param settings what {@code sizes} were taken from
   * @param prefix what the names of the base model's tensors begin with where there is a head
   * @param firstPosition the row of the position table that a sequence's first token reads
   */
  protected AbstractBert(
      String modelType,
      Record settings,
      BertSettings sizes,
      Site site,
      String prefix,
      ModelRequest request,
      int firstPosition) {
    super(
        modelType,
        settings,
        sizes.hiddenSize(),
        sizes.maxPositionEmbeddings() - firstPosition,
        BodyTree.of(
            site,
            prefix,
            request.task(),
            at -> new BertBody(at, sizes, request.vocabulary().size(), firstPosition)));
    this.sizes = sizes;
    if (tree().isBare()) {
      tree().body().addPooler();
    }
  }

  /** A layer {@code [width, width]} with a bias. */
  protected final Slot dense(Place place, String name) {
    return linear(place, name, width());
  }

  /** A layer {@code [out, width]} with a bias. */
  protected final Slot linear(Place place, String name, long out) {
    return place.addSlot(name, at -> new BertBlocks(sizes).linear(at, width(), out));
  }

  /**
   * The head that predicts tokens with the embedding table.
   *
   * @param place of the bias
   * @param inner of the layers before the projection
   * @param norm what the norm among them is called
   */
  protected final VocabularyHead vocabularyHead(Place place, Place inner, String norm) {
    Parameter table = tree().body().wordTable();
    Parameter bias =
        place.addParameter("bias", Role.BIAS, Initializer.constant(0), table.shape().get(0));
    Slot dense = dense(inner, "dense");
    LayerNorm layerNorm = inner.add(norm, new BertBlocks(sizes)::norm);
    return VocabularyHead.gelu(
        dense, layerNorm, VocabularyProjection.straight(tree().site(), List.of(table, bias)));
  }

  @Override
  public final ClassificationHead tokenHead(int labels) {
    return ClassificationHead.linear(
            tree().site().kernels(), linear(tree().top(), "classifier", labels))
        .readingFrom(headDropout(tree().site(), "dropout")::forward);
  }

  /** Dropout of a classification head. */
  protected final Dropout headDropout(Site site, String name) {
    return Dropout.at(site, name, sizes.headDropout());
  }

  @Override
  public final NDArray encode(DeviceTokens tokens) {
    return tree().body().forward(tokens);
  }

  @Override
  public final int tokenTypes() {
    return sizes.typeVocabSize();
  }
}
