package academy.ascent.platform.cohort;

import academy.ascent.platform.account.AccountSection;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.site.account.AccountPage;
import jakarta.inject.Singleton;
import java.util.Optional;

/** One's cohorts on one's account page, each with a way out. */
@Singleton
final class CohortSection implements AccountSection {
    private final Cohorts cohorts;
    private final CohortPages links;

    CohortSection(Cohorts cohorts, CohortPages links) {
        this.cohorts = cohorts;
        this.links = links;
    }

    @Override
    public AccountPage.Section section(SignedIn person) {
        var entries = cohorts.joinedBy(person).stream().map(this::entry).toList();
        return new AccountPage.Section(
                "Cohorts",
                entries,
                "You are in no cohort. If an instructor sends you a link, follow it, and the cohort stands here. You need none to learn.");
    }

    private AccountPage.Entry entry(CohortRows.Summary cohort) {
        var detail = "Level " + cohort.level() + " · " + links.levelName(cohort.level()) + " · "
                + Cohorts.days(cohort.startsOn(), cohort.endsOn()) + " · taught by " + cohort.instructor();
        var leave = new AccountPage.Action("Leave", CohortPages.of(cohort.id(), "leave"));
        return new AccountPage.Entry(cohort.name(), detail, Optional.empty(), Optional.of(leave));
    }
}
