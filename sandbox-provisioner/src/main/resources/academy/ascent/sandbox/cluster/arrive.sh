# Takes in so many bytes of a tar archive and lays its files over those of the workspace, each either as it was or whole.
#   sh -c SCRIPT arrive BYTES
set -e
umask 022
arriving=/workspace/.arriving
rm -rf "$arriving"
mkdir "$arriving"
head -c "$1" | tar -x -C "$arriving" -f -
cd "$arriving"
find . -type d -exec mkdir -p /workspace/{} \;
find . -type f -exec mv -f {} /workspace/{} \;
cd /
rm -rf "$arriving"
