package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The seccomp program of every container, in the kernel's classic BPF: what no server needs and what has opened kernels
 * before is refused with an error. New namespaces above all, since inside one a process holds every capability.
 */
record SystemCallFilter(int audit, int cloneCall, int socketCall, List<Integer> refused) {
    private static final int CLONE3 = 435;
    private static final int NAMESPACE_FLAGS = 0x7E02_0000;
    private static final List<Integer> UNNAMESPACED_FAMILIES = List.of(38, 40); // AF_ALG, AF_VSOCK

    /** On both architectures: io_uring, the new mount calls, pidfd_getfd. */
    private static final List<Integer> REFUSED_EVERYWHERE =
            List.of(425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442, 443);

    /**
     * ptrace, syslog, pivot_root, chroot, acct, settimeofday, mount, umount2, swapon, swapoff, reboot, sethostname,
     * setdomainname, iopl, ioperm, init_module, delete_module, quotactl, lookup_dcookie, clock_settime, kexec_load,
     * add_key, request_key, keyctl, unshare, perf_event_open, name_to_handle_at, open_by_handle_at, clock_adjtime, setns,
     * process_vm_readv, process_vm_writev, kcmp, finit_module, kexec_file_load, bpf, userfaultfd.
     */
    private static final SystemCallFilter X86_64 = new SystemCallFilter(
            0xC000_003E,
            56,
            41,
            List.of(
                    101, 103, 155, 161, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 175, 176, 179, 212, 227,
                    246, 248, 249, 250, 272, 298, 303, 304, 305, 308, 310, 311, 312, 313, 320, 321, 323));

    /** The same calls by this architecture's numbers; it has no iopl and no ioperm. */
    private static final SystemCallFilter AARCH64 = new SystemCallFilter(
            0xC000_00B7,
            220,
            198,
            List.of(
                    117, 116, 41, 51, 89, 170, 40, 39, 224, 225, 142, 161, 162, 105, 106, 60, 18, 112, 104, 217, 218,
                    219, 97, 241, 264, 265, 266, 268, 270, 271, 272, 273, 294, 280, 282));

    private static final int LOAD = 0x20;
    private static final int IF_EQUAL = 0x15;
    private static final int IF_AT_LEAST = 0x35;
    private static final int IF_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int X32 = 0x4000_0000;

    private static final int ALLOW = 0x7FFF_0000;
    private static final int KILL = 0x8000_0000;
    private static final int NOT_PERMITTED = 0x0005_0001;
    private static final int NOT_IMPLEMENTED = 0x0005_0026;
    private static final int FAMILY_NOT_SUPPORTED = 0x0005_0061;

    /** @throws SandboxException with code {@code UNAVAILABLE} on a processor that we have no numbers for */
    static SystemCallFilter ofThisMachine() {
        String architecture = System.getProperty("os.arch");
        return switch (architecture) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw new SandboxException(
                        Code.UNAVAILABLE, "Local sandboxes run on x86_64 and aarch64; this machine is " + architecture);
        };
    }

    /** The program as the kernel reads it. */
    byte[] program() {
        Program program = new Program();
        program.add(LOAD, 0, 0, ARCHITECTURE);
        program.add(IF_EQUAL, 1, 0, audit);
        program.add(RETURN, 0, 0, KILL);
        program.add(LOAD, 0, 0, NUMBER);
        program.refuse(IF_AT_LEAST, X32, NOT_IMPLEMENTED);
        program.refuse(IF_EQUAL, CLONE3, NOT_IMPLEMENTED); // its flags lie in memory; the C library then takes clone
        refused.forEach(number -> program.refuse(IF_EQUAL, number, NOT_PERMITTED));
        REFUSED_EVERYWHERE.forEach(number -> program.refuse(IF_EQUAL, number, NOT_PERMITTED));
        program.add(IF_EQUAL, 0, 4, cloneCall);
        program.add(LOAD, 0, 0, FIRST_ARGUMENT);
        program.refuse(IF_ANY_BIT, NAMESPACE_FLAGS, NOT_PERMITTED);
        program.add(RETURN, 0, 0, ALLOW);
        program.add(IF_EQUAL, 0, 1 + 2 * UNNAMESPACED_FAMILIES.size(), socketCall);
        program.add(LOAD, 0, 0, FIRST_ARGUMENT);
        UNNAMESPACED_FAMILIES.forEach(family -> program.refuse(IF_EQUAL, family, FAMILY_NOT_SUPPORTED));
        program.add(RETURN, 0, 0, ALLOW);
        return program.bytes();
    }

    private static final class Program {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void add(int code, int ifTrue, int ifFalse, int value) {
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.nativeOrder())
                    .putShort((short) code)
                    .put((byte) ifTrue)
                    .put((byte) ifFalse)
                    .putInt(value)
                    .array());
        }

        void refuse(int test, int value, int answer) {
            add(test, 0, 1, value);
            add(RETURN, 0, 0, answer);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
