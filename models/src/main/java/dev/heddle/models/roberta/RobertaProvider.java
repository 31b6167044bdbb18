package dev.heddle.models.roberta;

/** Registers RoBERTa as {@code roberta}. */
public final class RobertaProvider extends AbstractRobertaProvider {
  /** The provider. */
  public RobertaProvider() {
    super("roberta", "Roberta");
  }
}
