package dev.heddle.trainer.collectives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two workers in processes of their own. They are far more patient than the test, which can so only
 * pass if the death of one is noticed by itself.
 */
@Timeout(120)
class ProcessGroupIT {

  private static final String TOKEN = "3f9a";
  private static final int FLOATS = 300_000;

  @Test
  void processesAddUp() throws Exception {
    try (Child zero = new Child(0);
        Child one = new Child(1)) {
      introduce(zero, one);
      for (Child child : List.of(zero, one)) {
        assertThat(child.line()).isEqualTo("sum 3, floats 30.0");
        child.say("leave");
      }
      assertThat(zero.process.waitFor()).isZero();
      assertThat(one.process.waitFor()).isZero();
    }
  }

  @Test
  void aKilledProcessIsNamedByTheOther() throws Exception {
    try (Child zero = new Child(0);
        Child one = new Child(1)) {
      introduce(zero, one);
      assertThat(zero.line()).startsWith("sum 3");
      assertThat(one.line()).startsWith("sum 3");
      zero.say("wait");
      assertThat(zero.line()).isEqualTo("waiting");
      one.kill();
      assertThat(zero.line())
          .startsWith("rank 1: Cannot finish call ")
          .contains("BARRIER")
          .contains("rank 1 failed first: rank 0 lost the connection to it (")
          .endsWith("see its log, its process has probably ended");
      assertThat(zero.process.waitFor()).isZero();
    }
  }

  private static void introduce(Child zero, Child one) throws IOException {
    String addresses = zero.line() + " " + one.line();
    zero.say(addresses);
    one.say(addresses);
  }

  /** A worker; it tells its address, is told all of them, adds up, and then does as it is told. */
  public static final class Member {

    private Member() {}

    /** Takes the rank. */
    public static void main(String[] arguments) throws IOException {
      BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      int rank = Integer.parseInt(arguments[0]);
      Duration patience = Duration.ofMinutes(15);
      GroupTicket ticket = new GroupTicket(TOKEN, 0, patience, patience);
      try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", ticket);
          Collectives group = rendezvous.connect(rank, own -> exchanged(own, orders))) {
        addUp(group);
        if (orders.readLine().equals("wait")) {
          System.out.println("waiting");
          group.barrier();
        }
      } catch (CollectivesException failure) {
        System.out.println("rank " + failure.failedRank() + ": " + failure.getMessage());
      }
    }

    private static void addUp(Collectives group) {
      long[] sum = group.sum(new long[] {group.rank() + 1});
      FloatBuffer floats = FloatBuffer.allocate(FLOATS);
      floats.put(FLOATS - 1, 10f * (group.rank() + 1));
      group.sum(floats);
      System.out.println("sum " + sum[0] + ", floats " + floats.get(FLOATS - 1));
    }

    private static List<String> exchanged(String own, BufferedReader orders) {
      System.out.println(own);
      try {
        return List.of(orders.readLine().split(" ", -1));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter orders;

    Child(int rank) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Xmx256m"));
      command.addAll(List.of(Member.class.getName(), Integer.toString(rank)));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      output = process.inputReader(UTF_8);
      orders = process.outputWriter(UTF_8);
    }

    String line() throws IOException {
      return output.readLine();
    }

    void say(String order) throws IOException {
      orders.write(order + "\n");
      orders.flush();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
      process.destroyForcibly();
      process.waitFor();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
