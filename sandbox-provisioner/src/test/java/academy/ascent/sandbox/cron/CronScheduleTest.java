package academy.ascent.sandbox.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant THURSDAY = Instant.parse("2026-01-01T00:00:00Z");

    private static List<String> next(String schedule, Instant after, ZoneId zone, int times)
            throws CronSchedule.Malformed {
        CronSchedule parsed = CronSchedule.parse(schedule);
        List<String> due = new ArrayList<>();
        Optional<Instant> last = parsed.next(after, zone);
        while (last.isPresent() && due.size() < times) {
            due.add(last.get().toString());
            last = parsed.next(last.get(), zone);
        }
        return due;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */15 * * * *      | 2026-01-01T00:15:00Z | 2026-01-01T00:30:00Z
                    0 3 * * *         | 2026-01-01T03:00:00Z | 2026-01-02T03:00:00Z
                    5,10-12/2 4 * * ? | 2026-01-01T04:05:00Z | 2026-01-01T04:10:00Z
                    7/50 * * * *      | 2026-01-01T00:07:00Z | 2026-01-01T00:57:00Z
                    0 0 1 JAN-Mar *   | 2026-02-01T00:00:00Z | 2026-03-01T00:00:00Z
                    0 9 * * mon-FRI   | 2026-01-01T09:00:00Z | 2026-01-02T09:00:00Z
                    0 9 * * 6         | 2026-01-03T09:00:00Z | 2026-01-10T09:00:00Z
                    0 0 13 * 5        | 2026-01-02T00:00:00Z | 2026-01-09T00:00:00Z
                    0 0 */13 * 5      | 2026-01-02T00:00:00Z | 2026-01-09T00:00:00Z
                    0 0 */1 * 5       | 2026-01-02T00:00:00Z | 2026-01-09T00:00:00Z
                    0 0 29 2 *        | 2028-02-29T00:00:00Z | 2032-02-29T00:00:00Z
                    +5 0 * * *        | 2026-01-01T00:05:00Z | 2026-01-02T00:05:00Z
                    @hourly           | 2026-01-01T01:00:00Z | 2026-01-01T02:00:00Z
                    @daily            | 2026-01-02T00:00:00Z | 2026-01-03T00:00:00Z
                    @midnight         | 2026-01-02T00:00:00Z | 2026-01-03T00:00:00Z
                    @weekly           | 2026-01-04T00:00:00Z | 2026-01-11T00:00:00Z
                    @monthly          | 2026-02-01T00:00:00Z | 2026-03-01T00:00:00Z
                    @yearly           | 2027-01-01T00:00:00Z | 2028-01-01T00:00:00Z
                    @annually         | 2027-01-01T00:00:00Z | 2028-01-01T00:00:00Z
                    @every 1h30m      | 2026-01-01T01:30:00Z | 2026-01-01T03:00:00Z
                    @every 1.5h       | 2026-01-01T01:30:00Z | 2026-01-01T03:00:00Z
                    @every 1500ms     | 2026-01-01T00:00:01Z | 2026-01-01T00:00:02Z
                    @every -5s        | 2026-01-01T00:00:01Z | 2026-01-01T00:00:02Z
                    @every 0          | 2026-01-01T00:00:01Z | 2026-01-01T00:00:02Z
                    """)
    void a_schedule_is_due_twice(String schedule, String first, String second) throws Exception {
        assertThat(next(schedule, THURSDAY, UTC, 2)).containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    * * * *          | expected exactly 5 fields, found 4: [* * * *]
                    @reboot          | unrecognized descriptor: @reboot
                    @Daily           | unrecognized descriptor: @Daily
                    60 * * * *       | end of range (60) above maximum (59): 60
                    * 24 * * *       | end of range (24) above maximum (23): 24
                    * * 0 * *        | beginning of range (0) below minimum (1): 0
                    * * * 13 *       | end of range (13) above maximum (12): 13
                    * * * * 7        | end of range (7) above maximum (6): 7
                    9-5 * * * *      | beginning of range (9) beyond end of range (5): 9-5
                    */0 * * * *      | step of range should be a positive number: */0
                    1-2-3 * * * *    | too many hyphens: 1-2-3
                    */2/3 * * * *    | too many slashes: */2/3
                    x * * * *        | failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax
                    -5 * * * *       | failed to parse int from : strconv.Atoi: parsing "": invalid syntax
                    */-5 * * * *     | negative number (-5) not allowed: -5
                    * * * janu *     | failed to parse int from janu: strconv.Atoi: parsing "janu": invalid syntax
                    99999999999999999999 * * * * | failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range
                    @every 5         | failed to parse duration @every 5: time: missing unit in duration "5"
                    @every 5d        | failed to parse duration @every 5d: time: unknown unit "d" in duration "5d"
                    @every soon      | failed to parse duration @every soon: time: invalid duration "soon"
                    @every .s        | failed to parse duration @every .s: time: invalid duration ".s"
                    @every 9999999h  | failed to parse duration @every 9999999h: time: invalid duration "9999999h"
                    """)
    void what_is_no_schedule_is_told_in_the_servers_words(String schedule, String message) {
        assertThatThrownBy(() -> CronSchedule.parse(schedule))
                .isInstanceOf(CronSchedule.Malformed.class)
                .hasMessage(message);
    }

    @Test
    void blanks_alone_are_no_schedule() {
        assertThatThrownBy(() -> CronSchedule.parse("  ")).hasMessage("expected exactly 5 fields, found 0: []");
        assertThatThrownBy(() -> CronSchedule.parse(" @daily"))
                .hasMessage("expected exactly 5 fields, found 1: [@daily]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4 *", "0 0 * , *"})
    void a_day_that_never_comes_is_never_due(String schedule) throws Exception {
        assertThat(next(schedule, THURSDAY, UTC, 1)).isEmpty();
    }

    @Test
    void an_hour_that_the_clock_leaves_out_is_not_due_and_one_that_it_shows_twice_is_due_twice() throws Exception {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(next("30 2 * * *", Instant.parse("2026-03-28T12:00:00Z"), berlin, 1))
                .containsExactly("2026-03-30T00:30:00Z");
        assertThat(next("30 2 * * *", Instant.parse("2026-10-24T12:00:00Z"), berlin, 3))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void an_interval_is_due_on_whole_seconds() throws Exception {
        Instant odd = THURSDAY.plusMillis(700);
        assertThat(CronSchedule.parse("@every 10s").next(odd, UTC)).contains(THURSDAY.plus(Duration.ofSeconds(10)));
    }
}
