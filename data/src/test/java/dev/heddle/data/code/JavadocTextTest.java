package dev.heddle.data.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocTextTest {

  @Test
  void starsAndBlockTagsAreNoText() {
    String comment =
        """
        *
             * Sorts the items
             * in place.
             *
             * @param items to sort
             * @return nothing. At all.
        """;
    assertThat(JavadocText.of(comment)).isEqualTo("Sorts the items in place.");
    assertThat(JavadocText.of(" Sorts. \r\n  * @since 1")).isEqualTo("Sorts.");
    assertThat(JavadocText.of(" @return nothing")).isEmpty();
    assertThat(JavadocText.of(" Mail to a@b.example ")).isEqualTo("Mail to a@b.example");
  }

  @Test
  void inlineTagsAreWhatTheyShow() {
    assertThat(JavadocText.of("Uses {@link List#sort(Comparator, int) a sort} of {@link List}."))
        .isEqualTo("Uses a sort of List.");
    assertThat(JavadocText.of("As {@link Map#of()} and {@link #size} and {@linkplain Map maps}."))
        .isEqualTo("As Map.of() and size and maps.");
    assertThat(JavadocText.of("Type {@code Map<K, V> {@Override}} or {@literal a < b & c}."))
        .isEqualTo("Type Map<K, V> {@Override} or a < b & c.");
    assertThat(JavadocText.of("{@inheritDoc}")).isEmpty();
    assertThat(JavadocText.of("{@return the size of it}")).isEqualTo("Returns the size of it.");
    assertThat(JavadocText.of("Is left {@code open")).isEqualTo("Is left open");
  }

  @Test
  void markupIsTakenOutAndEntitiesAreRead() {
    assertThat(
            JavadocText.of(
                "A <b>bold</b> claim: a &lt; b &amp;&amp; c&#62;d &#x2014; &bogus; & so"))
        .isEqualTo("A bold claim: a < b && c>d \u2014 &bogus; & so");
    assertThat(
            JavadocText.of("One.<p>Two <a href=\"x\">links</a>.</p>\n<ul><li>three<li>four</ul>"))
        .isEqualTo("One.\nTwo links.\nthree\nfour");
    assertThat(JavadocText.of("a < b and <!-- hidden > --> c")).isEqualTo("a < b and c");
    assertThat(JavadocText.of("2 <3, and <open")).isEqualTo("2 <3, and <open");
  }

  @Test
  void sentencesEndAtFullStopsBeforeSpace() {
    assertThat(Sentences.first("Reads a.txt now. Then rests.")).isEqualTo("Reads a.txt now.");
    assertThat(Sentences.first("Takes some, e.g. two, i.e. a pair. More."))
        .isEqualTo("Takes some, e.g. two, i.e. a pair.");
    assertThat(Sentences.first("No stop\nNext. One.")).isEqualTo("No stop");
    assertThat(Sentences.first("")).isEmpty();
  }
}
