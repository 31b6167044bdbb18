package dev.heddle.objectives.evaluation.classification;

/**
 * One example.
 *
 * @param ids what the model sees
 * @param truth its class
 */
@SuppressWarnings("ArrayRecordComponent") // carries ids to a batch, never compared
record LabelledText(int[] ids, int truth) {

  int length() {
    return ids.length;
  }
}
