package dev.heddle.trainer.collectives;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;

/**
 * Makes the kernel ask silent peers whether they live, so that a machine that lost power or network
 * ends the group after about half a minute, while a worker that is only busy does not.
 */
final class KeepAlive {
  /** First question after this many idle seconds, then this often, this many times. */
  private static final Map<String, Integer> TIMING =
      Map.of("TCP_KEEPIDLE", 15, "TCP_KEEPINTERVAL", 5, "TCP_KEEPCOUNT", 3);

  private KeepAlive() {}

  static void enable(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    // The timing options are not part of every platform's set, hence found by name.
    for (SocketOption<?> option : channel.supportedOptions()) {
      Integer value = TIMING.get(option.name());
      if (value != null) {
        @SuppressWarnings("unchecked")
        SocketOption<Integer> timing = (SocketOption<Integer>) option;
        channel.setOption(timing, value);
      }
    }
  }
}
