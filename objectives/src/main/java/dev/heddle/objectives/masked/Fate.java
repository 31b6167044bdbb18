package dev.heddle.objectives.masked;

/** What happens to one token on the way into a batch. */
enum Fate {
  /** Not selected: the model sees it and is not asked. */
  UNTOUCHED,
  /** Selected, and replaced by the mask token. */
  MASK,
  /** Selected, and replaced by an id drawn from all that are not special. */
  RANDOM,
  /** Selected, and left as it is; the model is asked all the same. */
  KEEP
}
