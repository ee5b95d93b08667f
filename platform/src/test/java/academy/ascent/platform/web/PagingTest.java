package academy.ascent.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.site.Href;
import org.junit.jupiter.api.Test;

final class PagingTest {
    private static final Href LIST = Href.of("admin", "people").with("q", "ann");

    @Test
    void thePageThatIsWantedIsShownOrTheNearestThatThereIs() {
        assertThat(Paging.of(101, 2)).isEqualTo(new Paging(2, 3));
        assertThat(Paging.of(100, 3)).isEqualTo(new Paging(2, 2));
        assertThat(Paging.of(0, -1)).isEqualTo(new Paging(1, 1));
        assertThat(Paging.of(101, 3).before()).isEqualTo(100);
    }

    @Test
    void pagesBesideAreLinkedWhereThereAreSome() {
        var second = Paging.of(101, 2);
        assertThat(second.previous(LIST)).contains(LIST);
        assertThat(second.here(LIST)).isEqualTo(LIST.with("page", "2"));
        assertThat(second.next(LIST)).contains(LIST.with("page", "3"));
        assertThat(second.words()).isEqualTo("Page 2 of 3");
        assertThat(Paging.of(101, 1).previous(LIST)).isEmpty();
        assertThat(Paging.of(101, 3).next(LIST)).isEmpty();
    }
}
