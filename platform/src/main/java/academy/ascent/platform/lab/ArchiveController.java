package academy.ascent.platform.lab;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Takes work away and brings it back as an archive. */
@Controller("/labs/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class ArchiveController {
    private final OpenLab open;
    private final Workspaces workspaces;
    private final LabPages labPages;
    private final Pages pages;

    ArchiveController(OpenLab open, Workspaces workspaces, LabPages labPages, Pages pages) {
        this.open = open;
        this.workspaces = workspaces;
        this.labPages = labPages;
        this.pages = pages;
    }

    @Get("/work.zip")
    @Produces("application/zip")
    HttpResponse<byte[]> download(SignedIn person, String id) {
        var lab = open.of(person, id);
        return attachment(id + ".zip", WorkArchive.pack(workspaces, person.id(), lab));
    }

    /** One file of the lab that is no text. */
    @Get("/raw")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    HttpResponse<byte[]> raw(SignedIn person, String id, @QueryValue String file) {
        var lab = open.of(person, id);
        var found = StarterText.file(lab, file).orElseThrow(() -> AscentException.notFound("This file"));
        return attachment(String.valueOf(found.getFileName()), bytes(found));
    }

    @Post("/upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<String> upload(
            HttpRequest<?> request, SignedIn person, String id, @Part("archive") CompletedFileUpload archive) {
        var lab = open.of(person, id);
        return switch (ArchiveReader.read(lab, bytes(archive))) {
            case UploadedArchive.Refused refused ->
                pages.show(
                        request,
                        labPages.refused(person, lab, "", Optional.empty(), refused.message()),
                        HttpStatus.UNPROCESSABLE_ENTITY);
            case UploadedArchive.Readable readable ->
                workspaces
                        .upload(person.id(), lab, readable.texts())
                        .<HttpResponse<String>>map(problem -> pages.show(
                                request,
                                labPages.refused(person, lab, "", Optional.empty(), problem + " Nothing was changed."),
                                HttpStatus.UNPROCESSABLE_ENTITY))
                        .orElseGet(() -> pages.go(LabPages.href(lab), new Chrome.Flash("good", words(readable))));
        };
    }

    private static String words(UploadedArchive.Readable readable) {
        var taken = readable.texts().size() == 1
                ? "1 file was taken from the archive"
                : readable.texts().size() + " files were taken from the archive";
        return readable.left().isEmpty()
                ? taken + "; what they replaced is in the history."
                : taken + "; what they replaced is in the history. Left as the lab ships it: "
                        + String.join(", ", readable.left()) + ".";
    }

    private static byte[] bytes(CompletedFileUpload upload) {
        try {
            return upload.getBytes();
        } catch (IOException e) {
            throw AscentException.badRequest("upload", "The archive did not arrive whole. Send it again.");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static MutableHttpResponse<byte[]> attachment(String name, byte[] content) {
        return HttpResponse.ok(content)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
