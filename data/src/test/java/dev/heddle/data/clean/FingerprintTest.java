package dev.heddle.data.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  /** {@code hashlib.sha256("a b".encode("utf-16-be"))} in Python. */
  @Test
  void isTheStartOfSha256() {
    assertThat(Fingerprint.of("a b"))
        .isEqualTo(new Fingerprint(0x32e8eec2cbbe3ab5L, 0x02c8777bf2c38fa8L));
  }

  @Test
  void ignoresHowMuchWhiteSpaceThereIs() {
    Fingerprint expected = Fingerprint.of("a b c");
    assertThat(Fingerprint.of("  a\r\n\tb c \n")).isEqualTo(expected);
    assertThat(Fingerprint.of("ab c")).isNotEqualTo(expected);
    assertThat(Fingerprint.of("a B c")).isNotEqualTo(expected);
    assertThat(Fingerprint.of(" \n")).isEqualTo(Fingerprint.of(""));
  }

  @Property(tries = 50)
  void agreesWithHashingAtOnce(@ForAll long seed) throws NoSuchAlgorithmException {
    String text = Long.toHexString(seed).repeat(1000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
    ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(Fingerprint.of(text)).isEqualTo(new Fingerprint(hash.getLong(), hash.getLong()));
  }
}
