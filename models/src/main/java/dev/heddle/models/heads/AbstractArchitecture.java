package dev.heddle.models.heads;

import dev.heddle.models.layers.Layer;

/**
 * What architectures say about themselves.
 *
 * @param <L> the base model
 */
public abstract class AbstractArchitecture<L extends Layer> implements TextArchitecture {
  private final String modelType;
  private final Record settings;
  private final int width;
  private final int maximumLength;
  private final BodyTree<L> tree;

  /**
   * An architecture.
   *
   * @param maximumLength the longest sequence it takes, in tokens
   */
  protected AbstractArchitecture(
      String modelType, Record settings, int width, int maximumLength, BodyTree<L> tree) {
    this.modelType = modelType;
    this.settings = settings;
    this.width = width;
    this.maximumLength = maximumLength;
    this.tree = tree;
  }

  /** The base model and where heads go. */
  protected final BodyTree<L> tree() {
    return tree;
  }

  @Override
  public final String modelType() {
    return modelType;
  }

  @Override
  public final Record settings() {
    return settings;
  }

  @Override
  public final int width() {
    return width;
  }

  @Override
  public final int maximumLength() {
    return maximumLength;
  }

  @Override
  public final Layer root() {
    return tree.root();
  }
}
