package academy.ascent.platform.lab;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads and saves files for the editor. */
@Controller("/labs/{id}/file")
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class EditorController {
    private final OpenLab open;
    private final Workspaces workspaces;

    EditorController(OpenLab open, Workspaces workspaces) {
        this.open = open;
        this.workspaces = workspaces;
    }

    /**
     * @param text null if it is no text
     * @param savedAt null for the starter's own
     */
    @Serdeable
    record FileBody(
            String path,
            @Nullable String text,
            int number,
            boolean editable,
            boolean starter,
            long size,
            @Nullable Instant savedAt) {}

    /**
     * @param base the version that the text was begun from
     */
    @Serdeable
    record SaveBody(String path, int base, String text) {}

    @Serdeable
    record SavedBody(int number, Instant savedAt) {}

    /**
     * @param number the version that stands now
     * @param text what it holds
     */
    @Serdeable
    record ConflictBody(String code, String detail, int number, String text) {}

    @Get
    FileBody read(SignedIn person, String id, @QueryValue String path) {
        var lab = open.of(person, id);
        var file = workspaces.files(person.id(), lab).stream()
                .filter(candidate -> candidate.path().equals(path))
                .findFirst()
                .orElseThrow(() -> AscentException.notFound("The file " + FileRules.shown(path)));
        return new FileBody(
                file.path(),
                workspaces.text(person.id(), lab, path).orElse(null),
                file.number(),
                file.editable(),
                file.starter(),
                file.size(),
                file.savedAt().orElse(null));
    }

    @Put
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<?> save(SignedIn person, String id, @Body SaveBody body) {
        var lab = open.of(person, id);
        return switch (workspaces.save(person.id(), lab, body.path(), body.base(), body.text())) {
            case SaveOutcome.Saved saved -> HttpResponse.ok(new SavedBody(saved.number(), saved.at()));
            case SaveOutcome.Conflict conflict ->
                HttpResponse.status(HttpStatus.CONFLICT)
                        .body(new ConflictBody(
                                "conflict",
                                "The file was changed elsewhere since this text was begun. Nothing was written.",
                                conflict.number(),
                                conflict.text()));
            case SaveOutcome.Refused refused ->
                throw new AscentException(HttpStatus.UNPROCESSABLE_ENTITY, "refused", "Not saved", refused.message());
        };
    }
}
