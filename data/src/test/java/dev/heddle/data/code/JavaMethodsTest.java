package dev.heddle.data.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaMethodsTest {

  private static final String SHELF =
      """
      package a;

      /** A class. */
      public class Shelf<T extends Comparable<T>> {
        private int size;

        /** Makes an empty shelf. */
        public Shelf() {}

        /**
         * Sorts the {@code items} in place. Slowly.
         *
         * @param items to sort
         */
        @SafeVarargs
        @SuppressWarnings("unused")
        public static <E> java.util.List<E> sorted(
            java.util.List<E> items, int... more) throws Exception {
          // inner comment
          String text = \"""
              three
                lines
              \""";
          return items.isEmpty() ? items : sorted(items, more);
        }

        record Pair(int left, int right) {
          /** Adds both of the numbers. */
          int sum() { return left + right; }
        }

        interface Inner {
          /** Says what nobody has written yet. */
          String declared();

          /** Says what everybody can read. */
          default String given() { return declared() + "!"; }
        }

        enum Kind {
          ONE {
            /** Counts the kinds from one. */
            @Override int count() { return 1 + ordinal(); }
          };

          abstract int count();
        }

        int uncommented(int x) { return x + size; }
      }
      """;

  @Test
  void findsMethodsWhereverTheyAre() {
    List<JavaMethod> methods = JavaMethods.of(SHELF);
    assertThat(methods)
        .extracting(JavaMethod::name)
        .containsExactly("sorted", "sum", "declared", "given", "count", "count", "uncommented");
    assertThat(methods).extracting(JavaMethod::line).containsExactly(17, 29, 34, 37, 43, 46, 49);
    assertThat(methods)
        .extracting(JavaMethod::isInstructive)
        .containsExactly(true, true, false, true, true, false, false);
    assertThat(methods.get(6).description()).isEmpty();
  }

  @Test
  void aMethodIsItsSignatureItsCommentAndItsCode() {
    JavaMethod sorted = JavaMethods.of(SHELF).get(0);
    assertThat(sorted.signature())
        .isEqualTo("java.util.List<E> sorted(java.util.List<E> items, int... more)");
    assertThat(sorted.description()).isEqualTo("Sorts the items in place. Slowly.");
    assertThat(sorted.firstSentence()).isEqualTo("Sorts the items in place.");
    assertThat(sorted.code())
        .isEqualTo(
            """
            @SafeVarargs
            @SuppressWarnings("unused")
            public static <E> java.util.List<E> sorted(
                java.util.List<E> items, int... more) throws Exception {
              // inner comment
              String text = \"""
                  three
                    lines
                  \""";
              return items.isEmpty() ? items : sorted(items, more);
            }\
            """);
  }

  @Test
  void aNameCanBeTakenOut() {
    JavaMethod masked = JavaMethods.of(SHELF).get(0).masked();
    assertThat(masked.name()).isEqualTo("sorted");
    assertThat(masked.signature())
        .isEqualTo("java.util.List<E> _(java.util.List<E> items, int... more)");
    assertThat(masked.code())
        .contains("List<E> _(")
        .contains(": _(items, more);")
        .doesNotContain("sorted");
    assertThat(masked.description()).isEqualTo("Sorts the items in place. Slowly.");
  }

  @Test
  void accessorsAreToldFromMethodsThatDoSomething() {
    assertThat(kind("int size() { return size; }")).isEqualTo(JavaMethod.Kind.ACCESSOR);
    assertThat(kind("int size() { return this.size; }")).isEqualTo(JavaMethod.Kind.ACCESSOR);
    assertThat(kind("boolean isOpen() { return true; }")).isEqualTo(JavaMethod.Kind.ACCESSOR);
    assertThat(kind("void size(int s) { this.size = s; }")).isEqualTo(JavaMethod.Kind.ACCESSOR);
    assertThat(kind("T size(int s) { size = s; return this; }"))
        .isEqualTo(JavaMethod.Kind.ACCESSOR);
    assertThat(kind("void nothing() {}")).isEqualTo(JavaMethod.Kind.ACCESSOR);
    assertThat(kind("int twice() { return 2 * size; }")).isEqualTo(JavaMethod.Kind.ORDINARY);
    assertThat(kind("int size(int s) { return size; }")).isEqualTo(JavaMethod.Kind.ORDINARY);
    assertThat(kind("void size(int s) { size = s + 1; }")).isEqualTo(JavaMethod.Kind.ORDINARY);
    assertThat(kind("int at() { return list().size; }")).isEqualTo(JavaMethod.Kind.ORDINARY);
    assertThat(kind("native int far();")).isEqualTo(JavaMethod.Kind.DECLARATION);
  }

  private static JavaMethod.Kind kind(String method) {
    return JavaMethods.of("class A { int size; " + method + " }").get(0).kind();
  }

  @Test
  void anyReleaseIsRead() {
    String modern =
        """
        sealed interface S permits A {}
        record A(int x) implements S {
          A { if (x < 0) throw new IllegalArgumentException(); }
          int on(Object o) { return switch (o) { case A(int y) when y > 1 -> y; default -> 0; }; }
        }
        """;
    assertThat(JavaMethods.of(modern)).extracting(JavaMethod::name).containsExactly("on");
    String old = "class A { int record; void yield() { int var = record; enumerate(); } }";
    assertThat(JavaMethods.of(old)).extracting(JavaMethod::name).containsExactly("yield");
  }

  @Test
  void lineEndingsAndTabsDoNotMatter() {
    String tabs =
        """
        class A {
        \t/** Adds one to it. */
        \tint more(int x) {
        \t\treturn x + 1;
        \t}
        }
        """
            .replace("\n", "\r\n");
    JavaMethod method = JavaMethods.of(tabs).get(0);
    assertThat(method.line()).isEqualTo(3);
    assertThat(method.code()).isEqualTo("int more(int x) {\n\treturn x + 1;\n}");
    String returns = "class A {\r  int more(int x) {\r    return x + 1;\r  }\r}\r";
    assertThat(JavaMethods.of(returns).get(0).code())
        .isEqualTo("int more(int x) {\n  return x + 1;\n}");
  }

  @Test
  void whatIsNoJavaIsRefused() {
    for (String broken :
        List.of("class A { int f( { }", "# not Java at all", "class A { void f() { \"open } }")) {
      assertThatThrownBy(() -> JavaMethods.of(broken))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("it is not Java as far as releases go that are known: ");
    }
    String deep =
        "class A { int f() { return " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + "; } }";
    assertThatThrownBy(() -> JavaMethods.of(deep))
        .hasMessage("it nests expressions too deeply to be parsed");
    assertThat(JavaMethods.of("")).isEmpty();
    assertThat(JavaMethods.of("package a;")).isEmpty();
  }
}
