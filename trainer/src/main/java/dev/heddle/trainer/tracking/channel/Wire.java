package dev.heddle.trainer.tracking.channel;

import java.util.regex.Pattern;

/**
 * The lines of the protocol.
 *
 * <pre>
 * client: heddle-events/1 TOKEN CLIENT     the hello
 * server: ok LAST                          number of the last event it has from this client
 * client: NUMBER {"event": …}              as often as needed
 * client: end
 * server: ok LAST                          everything has arrived
 * </pre>
 *
 * Events are numbered from 1, so that after a broken connection the client knows what to send again
 * and the server what it has already.
 */
final class Wire {

  static final String HELLO = "heddle-events/1";
  static final Pattern ANSWER = Pattern.compile("ok (\\d{1,18})");
  static final String END = "end";

  /** Bytes of a hello or an answer. */
  static final int SHORT_LINE = 512;

  /** Bytes of an event; the longest hold a resolved run file or sample predictions. */
  static final int EVENT_LINE = 16 << 20;

  private Wire() {}
}
