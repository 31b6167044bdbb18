package dev.heddle.models;

import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Site;

/**
 * What all models have in common: what was asked for, where it computes, and the end of its life.
 */
public abstract class AbstractModel implements Model {
  private final Site site;
  private final ModelRequest request;
  private final String modelType;
  private final Record settings;

  /** A model whose parameters belong to the site's owner. */
  protected AbstractModel(Site site, ModelRequest request, String modelType, Record settings) {
    this.site = site;
    this.request = request;
    this.modelType = modelType;
    this.settings = settings;
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
  public final Task task() {
    return request.task();
  }

  @Override
  public final Vocabulary vocabulary() {
    return request.vocabulary();
  }

  @Override
  public final TensorEngine engine() {
    return site.engine();
  }

  @Override
  public final Precision precision() {
    return site.precision();
  }

  @Override
  public final void close() {
    site.owner().close();
  }
}
