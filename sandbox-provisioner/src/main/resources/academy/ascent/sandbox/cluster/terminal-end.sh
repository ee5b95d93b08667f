# Ends the session of a terminal, which is its shell and what that started: first as a terminal does that is gone, then by force.
#   sh -c SCRIPT end SESSION
# An image may have no program but the shell; without sleep nobody is waited for.
session=$1
found() {
    for process in /proc/[0-9]*; do
        # A process may have a name of several lines, and may end meanwhile.
        line=
        while read -r part; do
            line="$line $part"
        done <"$process/stat"
        set -- ${line##*)}
        # After its name: state, parent, group, session.
        [ "$4" != "$session" ] || [ "$1" = Z ] || printf '%s ' "${process#/proc/}"
    done 2>/dev/null
}
left=$(found)
[ -z "$left" ] || kill -s HUP $left 2>/dev/null
[ -z "$left" ] || kill -s CONT $left 2>/dev/null
for _ in 1 2 3 4 5; do
    left=$(found)
    [ -n "$left" ] || exit 0
    sleep 0.2 2>/dev/null
done
kill -s KILL $left 2>/dev/null
:
