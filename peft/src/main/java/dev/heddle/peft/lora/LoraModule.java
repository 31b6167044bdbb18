package dev.heddle.peft.lora;

/** A changed layer. */
interface LoraModule {
  /** What is trained of it. */
  LoraFactors factors();

  /** Adds the product of the factors to the frozen weight, which must not have it. */
  void merge();

  /** Takes it away again. */
  void unmerge();
}
