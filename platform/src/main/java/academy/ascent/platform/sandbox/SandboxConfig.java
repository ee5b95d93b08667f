package academy.ascent.platform.sandbox;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How many sandboxes of learners this machine carries.
 *
 * @param most how many may run at once; suspended ones do not count
 */
@ConfigurationProperties("ascent.sandboxes")
record SandboxConfig(@Bindable(defaultValue = "4") int most) {}
