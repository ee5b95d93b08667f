package academy.ascent.platform.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.security.csrf.resolver.FutureCsrfTokenResolver;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the token of forms that send a file; Micronaut itself looks into plain forms and headers only. */
@Singleton
final class MultipartCsrfTokens implements FutureCsrfTokenResolver<HttpRequest<?>> {
    /** The token is the first field of every form, so the file behind it is not searched. */
    private static final int BEGINNING = 2048;

    private static final Pattern FIELD = Pattern.compile(
            "(?i)name=\"" + CsrfTokens.COOKIE + "\"\r\n(?:[a-z-]+:[^\r\n]*\r\n)*\r\n([A-Za-z0-9._~+/=-]{1,512})\r\n");

    @Override
    public CompletableFuture<@Nullable String> resolveToken(HttpRequest<?> request) {
        var multipart = request.getContentType()
                .filter(type -> type.matches(MediaType.MULTIPART_FORM_DATA_TYPE))
                .isPresent();
        if (!multipart || !(request instanceof ServerHttpRequest<?> received)) {
            return CompletableFuture.completedFuture(null);
        }
        return received.byteBody()
                .split(SplitBackpressureMode.FASTEST)
                .buffer()
                .thenApply(MultipartCsrfTokens::token)
                .toCompletableFuture();
    }

    private static @Nullable String token(CloseableAvailableByteBody body) {
        try (body) {
            var bytes = body.toByteArray();
            var text = new String(bytes, 0, Math.min(bytes.length, BEGINNING), StandardCharsets.ISO_8859_1);
            var field = FIELD.matcher(text);
            return field.find() ? field.group(1) : null;
        }
    }
}
