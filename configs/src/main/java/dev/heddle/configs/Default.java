package dev.heddle.configs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a record component whose key is absent, as it would be written in a run file:
 * {@code @Default("1e-4")}, {@code @Default("[q_proj, v_proj]")}, {@code @Default("{type: mlm}")}.
 * The empty text needs quotes of its own: {@code @Default("''")}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  String value();
}
