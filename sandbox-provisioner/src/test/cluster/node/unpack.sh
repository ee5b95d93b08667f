#!/bin/sh
# Unpacks Debian packages, and those they need that are not installed, into a folder: unpack.sh FOLDER PACKAGE…
set -e
folder=$1
shift
mkdir -p "$folder/archives/partial"
fetch() {
    apt-get install --download-only --reinstall --no-install-recommends --yes \
        -o Dir::Cache::archives="$folder/archives" -o APT::Sandbox::User=root -o Debug::NoLocking=1 "$@"
}
fetch "$@" || { apt-get update && fetch "$@"; }
for package in "$folder"/archives/*.deb; do
    dpkg-deb --extract "$package" "$folder"
done
rm -r "$folder/archives"
