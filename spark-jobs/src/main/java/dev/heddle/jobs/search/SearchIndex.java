package dev.heddle.jobs.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Vectors of length 1 and the places that they stand for, in memory.
 *
 * @param vectors {@code [places, width]}, row after row
 * @param places one a vector
 */
@SuppressWarnings("ArrayRecordComponent") // held once, never compared
record SearchIndex(float[] vectors, List<Place> places) {

  /**
   * The nearest of a question's vector, the nearest first; of equal ones the first in the corpus.
   */
  List<Answer> nearest(float[] query, int count) {
    double[] scores = IntStream.range(0, places.size()).mapToDouble(i -> dot(query, i)).toArray();
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
        .limit(count)
        .map(i -> new Answer(scores[i], places.get(i)))
        .toList();
  }

  private double dot(float[] query, int place) {
    double sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += query[i] * (double) vectors[place * query.length + i];
    }
    return sum;
  }
}
