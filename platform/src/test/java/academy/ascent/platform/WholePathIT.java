package academy.ascent.platform;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The whole path by clicking, in a real browser, with axe on every page on the way. */
@Isolated
final class WholePathIT {
    private static final String LAB = "l1-first-prediction";
    private static final String PASSWORD = "a sentence to sign in with";
    private static final double GRADING_MILLIS = 600_000;

    @TempDir
    Path folder;

    private final List<String> brokenRules = new ArrayList<>();
    private final List<String> consoleErrors = new ArrayList<>();

    @Test
    void aLearnerBuysWorksFailsAndPassesAndTheInstructorSeesIt() throws IOException {
        var chromium = chromium();
        try (var platform = PlatformProcess.serve(folder, "0", Map.of());
                var playwright = Playwright.create(noDownload());
                var browser = playwright.chromium().launch(options(chromium))) {
            var site = platform.awaitAddress();
            PlatformProcess.createAccount(folder, "ines@example.org", "Ines", "INSTRUCTOR", PASSWORD);
            var instructor = newPage(browser, site, ColorScheme.DARK);
            var invitation = makeCohort(instructor);
            var learner = newPage(browser, site, ColorScheme.LIGHT);

            signUp(learner);
            buy(learner);
            read(learner);
            join(learner, invitation);
            handInTheStarter(learner);
            mendAndHandInAgain(learner);
            review(instructor);
            assertThat(brokenRules).as("axe's findings").isEmpty();
            assertThat(consoleErrors).as("errors in the browser's console").isEmpty();
            assumeThat(verdict(learner))
                    .as("the verdict on the solution, on a host that others use")
                    .isEqualTo("passed");
        }
    }

    private String makeCohort(Page page) {
        page.navigate("/sign-in");
        check(page);
        page.getByLabel("E-mail address").fill("ines@example.org");
        page.getByLabel("Password").fill(PASSWORD);
        button(page, "Sign in").click();
        page.navigate("/cohorts");
        check(page);
        page.navigate("/cohorts/new");
        check(page);
        page.getByLabel("Name").fill("Spring cohort");
        page.locator("input[name=startsOn]").fill(LocalDate.now(ZoneOffset.UTC).toString());
        page.locator("main form button.primary").first().click();
        check(page);
        page.locator("form[action$='/invitation'] button").first().click();
        check(page);
        var matcher = Pattern.compile("/join/[A-Za-z0-9_-]+").matcher(page.content());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private void signUp(Page page) {
        page.navigate("/");
        check(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign up"))
                .first()
                .click();
        check(page);
        page.getByLabel("Your name").fill("Lena");
        page.getByLabel("E-mail address").fill("lena@example.org");
        page.getByLabel("Password").fill(PASSWORD);
        button(page, "Make my account").click();
        page.waitForURL("**/learn");
        check(page);
    }

    private void buy(Page page) {
        page.navigate("/pricing");
        check(page);
        page.locator("a[href^='/buy/']").first().click();
        check(page);
        button(page, "Go to payment").click();
        page.waitForURL("**/c/pay/**");
        check(page);
        pay(page, "4000 0000 0000 0002");
        assertThat(page.getByText("Your card was declined")).isVisible();
        check(page);
        pay(page, "4242 4242 4242 4242");
        page.waitForURL("**/account/orders/**");
        assertThat(page.getByText("You are in").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        check(page);
    }

    private static void pay(Page page, String card) {
        page.locator("#number").fill(card);
        page.locator("#expiry").fill("12/40");
        page.locator("#cvc").fill("123");
        page.locator("form button").first().click();
    }

    private void read(Page page) {
        page.navigate("/levels/build");
        check(page);
        page.navigate("/learn/build/01-how-production-ml-works/03-anatomy-of-a-prediction-request");
        check(page);
        page.locator("form[action$='/complete'] button").first().click();
        check(page);
    }

    private void join(Page page, String invitation) {
        page.navigate(invitation);
        check(page);
        page.locator("main form button.primary").first().click();
        page.navigate("/account");
        assertThat(page.getByText("Spring cohort").first()).isVisible();
        check(page);
    }

    private void handInTheStarter(Page page) {
        page.navigate("/labs");
        check(page);
        page.navigate("/labs/" + LAB);
        check(page);
        button(page, "Hand in").click();
        page.waitForURL("**/submissions/*");
        check(page);
        awaitVerdict(page, "failed");
        assertThat(page.getByText("answers").first()).isVisible();
        check(page);
    }

    private void mendAndHandInAgain(Page page) throws IOException {
        page.navigate("/labs/" + LAB + "?file=serving.yaml");
        var solution = Files.readString(PlatformUnderTest.home().resolve("labs/" + LAB + "/solution/serving.yaml"));
        var editor = page.locator(".cm-content");
        editor.click();
        page.keyboard().press("Control+A");
        paste(editor, solution);
        page.keyboard().press("Control+S");
        assertThat(page.locator("[data-save-state]")).containsText(Pattern.compile("^Saved \\d"));
        page.reload();
        assertThat(editor).containsText(Pattern.compile("- mean radius\\s*- mean texture"));
        check(page);
        button(page, "Hand in").click();
        page.waitForURL("**/submissions/*");
        awaitVerdict(page, "passed", "inconclusive");
        page.reload();
        check(page);
    }

    private static void paste(Locator editor, String text) {
        editor.evaluate("""
                (element, text) => {
                  const data = new DataTransfer();
                  data.setData("text/plain", text);
                  element.dispatchEvent(
                    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
                }""", text);
    }

    private static void awaitVerdict(Page page, String... states) {
        var any = Stream.of(states)
                .map(state -> ".result[data-state='" + state + "']")
                .collect(joining(", "));
        assertThat(page.locator(any)).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(GRADING_MILLIS));
    }

    private static String verdict(Page page) {
        return page.locator(".result").getAttribute("data-state");
    }

    private void review(Page page) {
        page.navigate("/cohorts");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Spring cohort"))
                .first()
                .click();
        assertThat(page.getByText("Lena").first()).isVisible();
        check(page);
        page.locator("a[href^='/submissions/']").first().click();
        assertThat(page.locator("main")).containsText("p95");
        check(page);
    }

    /** Runs axe on the page as it stands, and looks whether it scrolls sideways on a phone. */
    private void check(Page page) {
        page.waitForLoadState();
        new AxeBuilder(page)
                .analyze()
                .getViolations()
                .forEach(violation -> violation
                        .getNodes()
                        .forEach(node -> brokenRules.add(page.url().replaceFirst("https?://[^/]+", "") + ": "
                                + violation.getId() + " " + node.getTarget())));
        page.setViewportSize(380, 800);
        var over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (((Number) over).intValue() > 0) {
            brokenRules.add(page.url().replaceFirst("https?://[^/]+", "") + ": scrolls sideways on a phone by " + over);
        }
        page.setViewportSize(1280, 900);
    }

    private static Locator button(Page page, String name) {
        return page.locator("main")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name))
                .first();
    }

    private Page newPage(Browser browser, String site, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(site)
                .setColorScheme(scheme)
                .setViewportSize(1280, 900));
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 402")) {
                consoleErrors.add(page.url() + ": " + message.text());
            }
        });
        return page;
    }

    private static Path chromium() {
        var found = Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "Skipped: no Chromium here. ./ascent setup installs it on Debian.");
        return found.orElseThrow();
    }

    private static BrowserType.LaunchOptions options(Path chromium) {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(chromium)
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
    }

    private static Playwright.CreateOptions noDownload() {
        return new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    }
}
