package dev.heddle.models.t5;

/** Which tokens of its own sequence a token sees. */
enum Sight {
  /** All of them. */
  BOTH_WAYS,
  /** Itself and those before it. */
  BACK
}
