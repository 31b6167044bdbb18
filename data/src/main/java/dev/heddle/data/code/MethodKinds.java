package dev.heddle.data.code;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import java.util.List;
import java.util.Optional;

/** Tells methods that do something from those that hand a field in or out. */
final class MethodKinds {

  private MethodKinds() {}

  static JavaMethod.Kind of(MethodDeclaration method) {
    Optional<BlockStmt> body = method.getBody();
    if (body.isEmpty()) {
      return JavaMethod.Kind.DECLARATION;
    }
    List<Statement> statements = body.get().getStatements();
    boolean isAccessor =
        statements.isEmpty() || isGetter(method, statements) || isSetter(method, statements);
    return isAccessor ? JavaMethod.Kind.ACCESSOR : JavaMethod.Kind.ORDINARY;
  }

  /** Without parameters: one return of a field or a constant. */
  private static boolean isGetter(MethodDeclaration method, List<Statement> statements) {
    return method.getParameters().isEmpty()
        && statements.size() == 1
        && returned(statements.get(0)).filter(MethodKinds::isPlain).isPresent();
  }

  /** One parameter that becomes a field; what may follow is {@code return this}. */
  private static boolean isSetter(MethodDeclaration method, List<Statement> statements) {
    boolean endsPlainly =
        statements.size() == 1
            || (statements.size() == 2
                && returned(statements.get(1)).filter(Expression::isThisExpr).isPresent());
    return method.getParameters().size() == 1
        && endsPlainly
        && assigned(statements.get(0))
            .filter(value -> value.toString().equals(method.getParameter(0).getNameAsString()))
            .isPresent();
  }

  private static Optional<Expression> returned(Statement statement) {
    return statement.toReturnStmt().flatMap(ReturnStmt::getExpression);
  }

  private static Optional<Expression> assigned(Statement statement) {
    return statement
        .toExpressionStmt()
        .map(ExpressionStmt::getExpression)
        .flatMap(Expression::toAssignExpr)
        .filter(assignment -> isPlain(assignment.getTarget()))
        .map(AssignExpr::getValue);
  }

  /** A name, a field of this object, a constant. */
  private static boolean isPlain(Expression expression) {
    return expression.isNameExpr()
        || expression.isLiteralExpr()
        || expression.isThisExpr()
        || expression
            .toFieldAccessExpr()
            .map(FieldAccessExpr::getScope)
            .filter(scope -> scope.isThisExpr() || scope.isNameExpr())
            .isPresent();
  }
}
