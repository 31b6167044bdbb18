package dev.heddle.data.code;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Problem;
import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.comments.JavadocComment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the methods of a Java source: of classes, interfaces, enums and records, nested or not. */
public final class JavaMethods {

  /** Takes what any release of the language allows, and does not check what it means. */
  private static final ParserConfiguration ANY_RELEASE =
      new ParserConfiguration().setLanguageLevel(LanguageLevel.RAW);

  private final SourceLines lines;

  private JavaMethods(String source) {
    this.lines = new SourceLines(source);
  }

  /**
   * The methods in the order of their places; constructors are none.
   *
   * @param source a whole file
   * @throws IllegalArgumentException if it cannot be parsed
   */
  public static List<JavaMethod> of(String source) {
    JavaMethods methods = new JavaMethods(source);
    List<MethodDeclaration> found = new ArrayList<>(parse(source).findAll(MethodDeclaration.class));
    found.sort(Comparator.comparing(method -> method.getName().getRange().orElseThrow().begin));
    return found.stream().map(methods::method).toList();
  }

  private static CompilationUnit parse(String source) {
    ParseResult<CompilationUnit> result;
    try {
      result = new JavaParser(ANY_RELEASE).parse(source);
    } catch (StackOverflowError tooDeep) { // the parser descends into every operand
      throw new IllegalArgumentException("it nests expressions too deeply to be parsed", tooDeep);
    }
    if (!result.isSuccessful()) {
      throw new IllegalArgumentException(
          "it is not Java as far as releases go that are known: " + reason(result.getProblems()));
    }
    return result.getResult().orElseThrow();
  }

  private static String reason(List<Problem> problems) {
    return problems.stream()
        .findFirst()
        .map(problem -> problem.getVerboseMessage().lines().findFirst().orElse(""))
        .orElse("no reason given");
  }

  private JavaMethod method(MethodDeclaration method) {
    return new JavaMethod(
        method.getNameAsString(),
        method.getDeclarationAsString(false, false, true),
        method.getName().getRange().orElseThrow().begin.line,
        method.getJavadocComment().map(JavadocComment::getContent).map(JavadocText::of).orElse(""),
        code(method),
        MethodKinds.of(method));
  }

  /** Comments belong to what they are about, but do not count as part of it. */
  private String code(Node method) {
    Range range = method.getRange().orElseThrow();
    return lines.textAtMargin(range.begin, range.end);
  }
}
