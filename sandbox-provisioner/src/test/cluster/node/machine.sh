#!/bin/sh
# The first process of a machine of its own, whose network, processes and mounts end with it:
#   unshare --net --mount --pid --fork --kill-child machine.sh FOLDER ADDRESS
# FOLDER/machine.pid then holds its process id as those outside see it.
set -e
folder=$1
address=$2
# What is mounted at /proc is still that of the machine around this one.
read -r pid _ </proc/self/stat
mount --make-rprivate /
mount -t proc proc /proc
# The sockets, locks and network namespaces of container programs.
mount -t tmpfs tmpfs /run
ip link set lo up
ip link add node0 type bridge
ip address add "$address/24" dev node0
ip link set node0 up
ip route add default dev node0
echo 1 >/proc/sys/net/ipv4/ip_forward
echo "$pid" >"$folder/machine.pid.unfinished"
mv "$folder/machine.pid.unfinished" "$folder/machine.pid"
# A shell that waits takes up the processes whose parents have ended.
while :; do
    sleep 86400 &
    wait
done
