package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.platform.PlatformUnderTest;

/** The lab that the tests work in. */
final class LabFixture {
    static final Lab LAB = Labs.read(PlatformUnderTest.home().resolve("labs/l1-first-prediction"));

    private LabFixture() {}
}
