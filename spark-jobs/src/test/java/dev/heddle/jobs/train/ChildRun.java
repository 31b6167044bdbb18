package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.jobs.Heddle;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Heddle in a process of its own, which a test can kill. */
public final class ChildRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 5;

  private final Process process;
  private final Path log;

  private ChildRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Something that becomes true while the process works. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it is true now. */
    boolean holds() throws IOException;
  }

  /**
   * Starts a command in a JVM like this one.
   *
   * @param log takes standard output and standard error
   */
  public static ChildRun start(Path log, List<String> arguments) throws IOException {
    return start(log, Map.of(), List.of(), arguments);
  }

  /**
   * Starts a command in a JVM like this one, with more around it.
   *
   * @param environment variables that this JVM does not have
   * @param options of the JVM, before the class
   */
  public static ChildRun start(
      Path log, Map<String, String> environment, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Heddle.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ChildRun(builder.start(), log);
  }

  /** Waits until something holds; fails with the process's log if it ends before, or takes long. */
  public void await(Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(process.isAlive()).as("still at work: %s", log()).isTrue();
      assertThat(System.nanoTime()).as("in time: %s", log()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** Ends the process at once, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end, as SIGTERM does, and waits until it has. */
  public void terminate() throws IOException, InterruptedException {
    process.destroy();
    exitCode();
  }

  /** The JVMs that the process started and that still run. */
  public List<ProcessHandle> childJvms() {
    return process
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** Waits for the end of the process. */
  public int exitCode() throws IOException, InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("ends: %s", log())
        .isTrue();
    return process.exitValue();
  }

  /** What the process printed so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
