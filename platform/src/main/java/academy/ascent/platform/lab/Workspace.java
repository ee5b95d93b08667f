package academy.ascent.platform.lab;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A learner's own place in a lab. */
@MappedEntity("workspace")
record Workspace(@Id @GeneratedValue @Nullable Long id, long accountId, String lab, Instant createdAt) {}
