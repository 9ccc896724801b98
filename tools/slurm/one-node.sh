#!/usr/bin/env bash
# A Slurm of one node, for trying the scripts here: `one-node.sh up FOLDER` and `one-node.sh down FOLDER`, as root on Debian with the
# packages slurm-wlm and munge. Configuration, keys, state and logs stay in the folder; then: export SLURM_CONF=FOLDER/slurm.conf
set -euo pipefail
command=${1:-} folder=${2:-}
if [[ ! $command =~ ^(up|down)$ || -z $folder ]]; then
    echo "one-node.sh: expected 'up FOLDER' or 'down FOLDER'" >&2
    exit 2
fi
[ "$(id -u)" -eq 0 ] || { echo "one-node.sh: expected to be root: slurmd starts jobs as their users" >&2; exit 2; }

stop() {
    local pid
    [ -f "$folder/$1.pid" ] || return 0
    pid=$(cat "$folder/$1.pid")
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    rm -f "$folder/$1.pid"
}

if [ "$command" = down ]; then
    stop slurmd
    stop slurmctld
    stop munged
    exit 0
fi

for program in munged slurmctld slurmd; do
    command -v "$program" >/dev/null || { echo "one-node.sh: no $program; apt-get install slurm-wlm munge" >&2; exit 2; }
done
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
chmod 755 "$folder"
mkdir -p "$folder"/{munge,state,spool}
node=$(hostname -s)

# A key and a socket of its own: a munge that runs already is left alone.
[ -f "$folder/munge/key" ] || (umask 077; head -c 1024 /dev/urandom >"$folder/munge/key")
munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munge/seed"

# No cgroups and no systemd wanted. cred_expire is also how long a requeued job has to wait.
cat >"$folder/slurm.conf" <<CONF
ClusterName=one-node
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=${SLURMCTLD_PORT:-6817}
SlurmdPort=${SLURMD_PORT:-6818}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
JobRequeue=1
SchedulerParameters=batch_sched_delay=1,sched_interval=5
KillWait=5
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(awk '/MemTotal/ { print int($2 / 1024 * 0.9) }' /proc/meminfo) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf
slurmctld -i -c
slurmd -c
for _ in $(seq 100); do
    [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ] && { echo "export SLURM_CONF=$folder/slurm.conf"; exit 0; }
    sleep 0.2
done
echo "one-node.sh: the node did not come up; see $folder/slurmctld.log and $folder/slurmd.log" >&2
exit 1
