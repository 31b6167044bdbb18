package dev.heddle.models.roberta;

/**
 * Registers XLM-RoBERTa (Conneau et al. 2019, arXiv:1911.02116) as {@code xlm-roberta}: a RoBERTa
 * with a vocabulary of a hundred languages.
 */
public final class XlmRobertaProvider extends AbstractRobertaProvider {
  /** The provider. */
  public XlmRobertaProvider() {
    super("xlm-roberta", "XLMRoberta");
  }
}
