package dev.heddle.models.engine;

import ai.djl.pytorch.jni.JniUtils;

/** Keeps this thread recording (or not) until closed, then restores what was before. */
public final class GradientMode implements AutoCloseable {
  private final boolean before;

  private GradientMode(boolean before) {
    this.before = before;
  }

  static GradientMode set(boolean records) {
    GradientMode mode = new GradientMode(JniUtils.isGradMode());
    JniUtils.setGradMode(records);
    return mode;
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
