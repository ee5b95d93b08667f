package academy.ascent.reference.grpc;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.log.AccessLog;
import academy.ascent.reference.tracing.Tracing;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may call, and who hears of it.
 *
 * @param access whom to let in; everybody while it gives null
 * @param tracing where calls are traced; nowhere while it gives null
 * @param log null where calls are not logged
 */
public record CallWatch(
        Supplier<@Nullable Access> access,
        Supplier<@Nullable Tracing> tracing,
        @Nullable AccessLog log) {}
