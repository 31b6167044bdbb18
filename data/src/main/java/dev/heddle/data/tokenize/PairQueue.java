package dev.heddle.data.tokenize;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The pairs of all words, the most frequent first; of equally frequent ones that with the lowest
 * ids. A pair's place is corrected when it reaches the head, not at every change of its count.
 */
final class PairQueue {

  /** A pair, the count it was queued with, and the words it was then seen to enter. */
  record Candidate(BytePair pair, long count, WordList words) {}

  /** Numbers of words in ascending order, each once. */
  static final class WordList {
    private int[] numbers = new int[4];
    private int size;

    private void add(int word) {
      if (size > 0 && numbers[size - 1] == word) {
        return;
      }
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = word;
    }
  }

  private final List<CountedWord> words;
  private final Map<Long, Long> counts = new HashMap<>();
  private final Map<Long, WordList> entered = new HashMap<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Candidate::count)
              .reversed()
              .thenComparingInt(candidate -> candidate.pair().left())
              .thenComparingInt(candidate -> candidate.pair().right()));

  PairQueue(List<CountedWord> words) {
    this.words = words;
    for (int number = 0; number < words.size(); number++) {
      words.get(number).pairs(changesOf(number));
    }
    queueEntered();
  }

  /** The most frequent pair, taken out; null when no pair is left. */
  Candidate poll() {
    while (true) {
      Candidate head = queue.poll();
      if (head == null) {
        return null;
      }
      long count = counts.get(BytePair.pack(head.pair().left(), head.pair().right()));
      if (count == head.count()) {
        return head;
      }
      if (count > 0) {
        queue.add(new Candidate(head.pair(), count, head.words()));
      }
    }
  }

  /** Writes the merged symbol in place of the pair, wherever the candidate was seen. */
  void merge(Candidate candidate, int merged) {
    WordList places = candidate.words();
    for (int i = 0; i < places.size; i++) {
      int number = places.numbers[i];
      words.get(number).merge(candidate.pair(), merged, changesOf(number));
    }
    queueEntered();
  }

  private CountedWord.PairChange changesOf(int number) {
    long occurrences = words.get(number).count();
    return (pair, change) -> {
      counts.merge(pair, change * occurrences, Long::sum);
      if (change > 0) {
        entered.computeIfAbsent(pair, any -> new WordList()).add(number);
      }
    };
  }

  private void queueEntered() {
    entered.forEach(
        (pair, places) -> {
          long count = counts.get(pair);
          if (count > 0) {
            queue.add(new Candidate(BytePair.unpack(pair), count, places));
          }
        });
    entered.clear();
  }
}
