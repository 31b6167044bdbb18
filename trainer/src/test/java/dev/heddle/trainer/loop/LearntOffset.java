package dev.heddle.trainer.loop;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.Model;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Workplace;
import dev.heddle.objectives.masked.MaskedLmProvider;
import dev.heddle.objectives.masked.MaskedLmSettings;
import java.util.List;
import java.util.Optional;

/**
 * Masked language modelling beside a number of its own that learns to be 3: its loss is {@code
 * count · (offset − 3)²}, so that the division by the count of the whole step leaves the square.
 */
final class LearntOffset<B extends HostBatch> implements Objective<B> {
  private static final String LOSS = "mlm";

  private final Objective<B> masked;
  private Parameter offset;
  boolean isClosed;

  private LearntOffset(Objective<B> masked) {
    this.masked = masked;
  }

  /** Makes it; keeps the one made last. */
  static final class Provider implements ObjectiveProvider<MaskedLmSettings> {
    LearntOffset<?> made;

    @Override
    public String name() {
      return "learnt_offset";
    }

    @Override
    public Class<MaskedLmSettings> settingsType() {
      return MaskedLmSettings.class;
    }

    @Override
    public Objective<?> create(MaskedLmSettings settings, DataInfo data) {
      made = new LearntOffset<>(new MaskedLmProvider().create(settings, data));
      return made;
    }
  }

  private static final class Offset extends Layer {
    private Offset(Parameter value) {
      own(value);
    }
  }

  @Override
  public Optional<Layer> open(Workplace place) {
    offset = place.site().parameter("offset", Role.WEIGHT, Initializer.constant(0), 1);
    return Optional.of(new Offset(offset));
  }

  @Override
  public void close() {
    isClosed = true;
  }

  @Override
  public Class<? extends Model> modelType() {
    return masked.modelType();
  }

  @Override
  public LossSums zero() {
    return masked.zero();
  }

  @Override
  public B collate(List<EpochSample> samples, Occasion occasion) {
    return masked.collate(samples, occasion);
  }

  @Override
  public LossSums step(B batch, Step step) {
    if (step.isTraining()) {
      NDArray square = offset.value().sub(3).square().sum().mul(batch.counts().get(LOSS));
      step.backward().accumulate(LOSS, square);
    }
    return masked.step(batch, step);
  }
}
