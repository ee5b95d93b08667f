package academy.ascent.standins.stripe;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.regex.Pattern;

/** What the payer typed as a card; never kept. */
record Card(String number, String expiry, String securityCode) {

    private static final Pattern EXPIRY = Pattern.compile("(\\d{1,2})\\s*/\\s*(?:20)?(\\d{2})");

    Card {
        number = number.replaceAll("[\\s-]", "");
        expiry = expiry.strip();
        securityCode = securityCode.strip();
    }

    /** What becomes of a payment with a card. */
    sealed interface Outcome {
        /** The payment succeeds. */
        record Accepted() implements Outcome {}

        /** The issuer says no; the payer may try another card. */
        record Declined(String message) implements Outcome {}

        /** A field is wrong. */
        record Mistyped(Field field, String message) implements Outcome {}
    }

    /** The fields of a card. */
    enum Field {
        NUMBER,
        EXPIRY,
        SECURITY_CODE
    }

    /** Decides as Stripe does in test mode: only its test cards pay, a real one is declined. */
    Outcome pay(YearMonth now) {
        if (!number.matches("\\d{12,19}") || !passesLuhn(number)) {
            return new Outcome.Mistyped(Field.NUMBER, "Your card number is invalid.");
        }
        var expiryMatcher = EXPIRY.matcher(expiry);
        if (!expiryMatcher.matches()) {
            return new Outcome.Mistyped(Field.EXPIRY, "Your card's expiration date is incomplete.");
        }
        int month = Integer.parseInt(expiryMatcher.group(1));
        int year = 2000 + Integer.parseInt(expiryMatcher.group(2));
        if (isPast(year, month, now)) {
            return new Outcome.Mistyped(Field.EXPIRY, "Your card's expiration date is invalid or in the past.");
        }
        if (!securityCode.matches("\\d{3}")) {
            return new Outcome.Mistyped(Field.SECURITY_CODE, "Your card's security code is incomplete.");
        }
        return switch (number) {
            case "4242424242424242" -> new Outcome.Accepted();
            case "4000000000000002" -> new Outcome.Declined("Your card was declined.");
            default ->
                new Outcome.Declined(
                        "Your card was declined. This is a test page: only the test cards listed below work.");
        };
    }

    private static boolean isPast(int year, int month, YearMonth now) {
        try {
            return YearMonth.of(year, month).isBefore(now);
        } catch (DateTimeException _) {
            return true;
        }
    }

    /** ISO/IEC 7812-1: from the right, every second digit doubled, digit sums divisible by ten. */
    static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
