package dev.heddle.configs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that the keys of an {@code Optional<Choice<P>>} stand in the section that the record binds
 * to, beside the keys of its other components; the choice is made if its discriminator is there.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Inline {}
