package academy.ascent.sandbox.local;

import java.util.ArrayList;
import java.util.List;

/** Numbers of processors as the kernel writes them, such as {@code 0-3,6}. */
public final class ProcessorList {
    private ProcessorList() {}

    /** The numbers, ascending. */
    public static List<Integer> parse(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.strip().split(",", -1)) {
            String[] ends = range.split("-", 2);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
