# What a node's hand does to the processes of containers or tells of them:
#   sh -c SCRIPT hand kill|stall|usage ID|ID... [SECONDS]
# Nothing but the shell itself, grep, cut and sleep is called, since it runs beside what is measured.
of() {
    grep -lE "$1" /proc/[0-9]*/cgroup 2>/dev/null | cut -d/ -f3
}
signal() {
    found=$(of "$2")
    [ -n "$found" ] || return 3
    # Some may have ended meanwhile.
    kill "-$1" $found 2>/dev/null || :
}
tell() {
    read -r line </proc/stat
    printf 'processors %s\n' "$line"
    read -r line </proc/sys/kernel/random/boot_id
    printf 'boot %s\n' "$line"
    for pid in $(of "$1"); do
        # A process may have a name of several lines.
        line=
        while read -r part; do
            line="$line $part"
        done <"/proc/$pid/stat"
        # It may have ended meanwhile.
        [ -n "$line" ] || continue
        printf 'process %s\n' "$line"
        while read -r key value _; do
            [ "$key" != VmRSS: ] || printf 'resident %s\n' "$value"
        done <"/proc/$pid/status"
        for task in "/proc/$pid/task/"*/schedstat; do
            read -r line <"$task" && printf 'thread %s\n' "$line"
        done
    done 2>/dev/null
    :
}
case $1 in
kill) signal KILL "$2" ;;
stall)
    signal STOP "$2" || exit
    (
        sleep "$3"
        signal CONT "$2"
    ) >/dev/null 2>&1 </dev/null &
    ;;
usage) tell "$2" ;;
esac
