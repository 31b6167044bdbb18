package dev.heddle.configs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "mlflow.tracking_token",
        "hub.auth_token[3]",
        "password",
        "db_password_old",
        "options.fs.s3a.secret.key",
        "options.fs.s3a.access.key",
        "aws_access_key_id",
        "options.awsSecretKey",
        "credentials.user",
        "api_key"
      })
  void knowsSecretsByTheirNames(String key) {
    assertThat(Secrets.isSecret(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenizer.path",
        "tokens",
        "mask_token",
        "pad_token[0]",
        "bytes_per_token",
        "trainer.max_tokens",
        "password_file",
        "options.fs.s3a.aws.credentials.provider",
        "key",
        "secretary"
      })
  void leavesOrdinaryKeysAlone(String key) {
    assertThat(Secrets.isSecret(key)).isFalse();
  }
}
