package dev.heddle.objectives.evaluation.retrieval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the relevant documents of a query stand among all documents.
 *
 * @param ranks of the relevant documents, from 1, ascending
 * @param grades how relevant each is, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one query, never compared
public record Ranking(int[] ranks, int[] grades) {

  /**
   * The ranking by descending scores. Of documents with equal scores those that are not relevant
   * come first, so that a model which scores all alike gets no credit.
   *
   * @param scores of all documents
   * @param relevant numbers of the relevant ones, all equally so
   */
  public static Ranking of(float[] scores, int... relevant) {
    float[] own = new float[relevant.length];
    for (int i = 0; i < relevant.length; i++) {
      own[i] = scores[relevant[i]];
    }
    Arrays.sort(own);
    int[] ranks = new int[own.length];
    for (int i = 0; i < own.length; i++) {
      float score = own[own.length - 1 - i];
      ranks[i] = i + 1 + countAtLeast(score, scores) - countAtLeast(score, own);
    }
    int[] grades = new int[ranks.length];
    Arrays.fill(grades, 1);
    return new Ranking(ranks, grades);
  }

  /** The ranking of documents that are listed from the first to the last, 0 being irrelevant. */
  public static Ranking ofGrades(int... grades) {
    int[] found = IntStream.range(0, grades.length).filter(i -> grades[i] > 0).toArray();
    return new Ranking(
        IntStream.of(found).map(i -> i + 1).toArray(),
        IntStream.of(found).map(i -> grades[i]).toArray());
  }

  /** Whether the query has any relevant document; without, no metric is defined. */
  public boolean isJudged() {
    return ranks.length > 0;
  }

  /** The share of the relevant documents that is among the first k. */
  public double recallAt(int k) {
    return (double) IntStream.of(ranks).filter(rank -> rank <= k).count() / ranks.length;
  }

  /** 1 / rank of the first relevant document. */
  public double reciprocalRank() {
    return 1.0 / ranks[0];
  }

  /** The same, 0 where none is among the first k. */
  public double reciprocalRankAt(int k) {
    return ranks[0] <= k ? reciprocalRank() : 0;
  }

  /**
   * Discounted gain of the first k documents as a share of the best possible one; the gain of grade
   * g is {@code 2^g − 1}, the discount of rank r {@code 1 / log2(r + 1)} (Burges et al. 2005).
   */
  public double ndcgAt(int k) {
    double gained = 0;
    for (int i = 0; i < ranks.length && ranks[i] <= k; i++) {
      gained += gain(grades[i], ranks[i]);
    }
    int[] ascending = grades.clone();
    Arrays.sort(ascending);
    double best = 0;
    for (int rank = 1; rank <= Math.min(k, ascending.length); rank++) {
      best += gain(ascending[ascending.length - rank], rank);
    }
    return gained / best;
  }

  private static double gain(int grade, int rank) {
    return (Math.pow(2, grade) - 1) * Math.log(2) / Math.log(rank + 1.0);
  }

  private static int countAtLeast(float score, float[] scores) {
    int count = 0;
    for (float other : scores) {
      count += other >= score ? 1 : 0;
    }
    return count;
  }
}
