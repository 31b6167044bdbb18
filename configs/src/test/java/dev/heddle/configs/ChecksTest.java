package dev.heddle.configs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChecksTest {
  record Settings(int maxSteps, double dropout, String hubToken, String name) {
    Settings {
      Checks.of(Settings.class)
          .positive("maxSteps", maxSteps)
          .inRange("dropout", dropout, 0, 0.5)
          .require(hubToken.length() > 3, "hubToken", hubToken, "must have 4 letters or more")
          .notBlank("name", name)
          .done();
    }
  }

  @Test
  void namesEveryRuleThatDoesNotHold() {
    assertThatThrownBy(() -> new Settings(0, 0.75, "abc", " "))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            """
            Cannot create Settings: max_steps=0; must be above 0
            dropout=0.75; must be from 0 to 0.5
            hub_token=***; must have 4 letters or more
            name=" "; must not be blank""");
  }

  @Test
  void notANumberIsInNoRange() {
    assertThatThrownBy(() -> new Settings(1, Double.NaN, "abcd", "x"))
        .hasMessage("Cannot create Settings: dropout=NaN; must be from 0 to 0.5");
  }

  @Test
  void passesWhatIsAllowed() {
    assertThatCode(() -> new Settings(1, 0.5, "abcd", "x")).doesNotThrowAnyException();
  }
}
