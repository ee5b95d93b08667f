package academy.ascent.platform;

import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes accounts that nobody can make in the browser. */
@Command(name = "admin", description = "Makes privileged accounts.", subcommands = AdminCommand.Create.class)
final class AdminCommand {

    /** Makes an account of a role, or gives an existing one that role and a new password. */
    @Command(
            name = "create",
            description = "Makes an instructor's or an administrator's account.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private final Place place = new Place();

        @Option(names = "--email", required = true, description = "The e-mail address to sign in with.")
        private @Nullable String email;

        @Option(names = "--name", description = "The person's name.", defaultValue = "Administrator")
        private @Nullable String name;

        @Option(names = "--role", description = "${COMPLETION-CANDIDATES}", defaultValue = "ADMIN")
        private @Nullable Role role;

        @Override
        public Integer call() {
            var password = readPassword();
            if (password.length() < 10) {
                throw new IllegalStateException("The password is too short: take at least 10 characters.");
            }
            var settings = place.settings(0);
            try (var platform = Platform.beside(settings)) {
                var person = platform.bean(Accounts.class)
                        .createPrivileged(
                                String.valueOf(email),
                                String.valueOf(name),
                                password,
                                role == null ? Role.ADMIN : role);
                System.out.println(person.email() + " can sign in as "
                        + person.role().name().toLowerCase(Locale.ROOT) + ".");
            }
            return 0;
        }

        /** From the terminal without echo, or the first line of standard input in a script. */
        private static String readPassword() {
            if (System.console() != null && System.console().isTerminal()) {
                return new String(System.console().readPassword("Password: "));
            }
            try {
                var input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
                return input.lines().findFirst().orElse("");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
