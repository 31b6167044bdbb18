package dev.heddle.configs.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one was probably meant to be. */
final class Nearest {
  private Nearest() {}

  /** The closest choice, unless it would take changing more than a third of the letters. */
  static Optional<String> of(String name, Collection<String> choices) {
    return choices.stream()
        .filter(choice -> distance(name, choice) <= tolerance(name))
        .min(Comparator.comparingInt(choice -> distance(name, choice)));
  }

  static int tolerance(String name) {
    return Math.max(1, name.length() / 3);
  }

  /**
   * Letters to insert, drop, change or swap with their neighbour (optimal string alignment); case,
   * hyphens and underscores do not count.
   */
  static int distance(String one, String other) {
    String a = bare(one);
    String b = bare(other);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int change = cost[i - 1][j - 1] + (same ? 0 : 1);
    int best = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    return isSwap(a, b, i, j) ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }

  private static boolean isSwap(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }
}
