package dev.heddle.jobs.cli;

import dev.heddle.configs.ConfigException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into the lines a person reads and an exit code. */
public final class CommandLineErrors implements IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  /** How the messages begin that say all that a person needs. */
  private static final String OURS = "Cannot ";

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter error = command.getErr();
    error.println(message(failure));
    if (isVerbose(command)) {
      failure.printStackTrace(error);
    }
    error.flush();
    return failure instanceof ConfigException ? WRONG_USAGE : FAILED;
  }

  /** The message of the failure; for one that carries none of ours, its kind and its root too. */
  private static String message(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String own = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    boolean rootIsNews =
        root != failure && root.getMessage() != null && !own.contains(root.getMessage());
    return rootIsNews && !own.startsWith(OURS) ? own + "\n  because: " + firstLine(root) : own;
  }

  /** Spark puts whole stack traces into messages. */
  private static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElse("");
  }

  private static boolean isVerbose(CommandLine command) {
    return command.getCommand() instanceof RunCommand run && run.isVerbose();
  }
}
