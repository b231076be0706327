#!/usr/bin/env bash
# A Slurm cluster of one node with two CPUs on this machine's loopback, for tests: munged, slurmctld and slurmd in a folder of their own.
#   cluster.sh start FOLDER    ends when the node is ready; FOLDER/slurm.conf is what SLURM_CONF is to name
#   cluster.sh stop FOLDER     ends the three daemons, and what they started
# Needs slurmctld, slurmd, munged (Debian: slurm-wlm, munge) and root. No systemd, no cgroups.
set -euo pipefail

verb=$1
folder=$2
export SLURM_CONF=$folder/slurm.conf

free_port() {
  local port
  for port in $(shuf -i 20000-32000 -n 50); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  echo "no free port" >&2
  exit 1
}

configure() {
  local host
  host=$(hostname -s)
  mkdir -p "$folder"/{state,spool,log,run}
  cat > "$SLURM_CONF" <<CONF
ClusterName=engine
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
AuthType=auth/munge
# A job that is requeued waits for as long as its credential lives.
AuthInfo=socket=$folder/run/munge.sock,cred_expire=5
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$folder/state
# Two CPUs, whatever the machine has.
SlurmdParameters=config_overrides
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
MailProg=/bin/true
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
KillWait=10
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=60 State=UP
CONF
}

# The daemons are children of nobody: they outlive this script, and their pid files say who they are.
start() {
  configure
  (umask 077 && head -c 1024 /dev/urandom > "$folder/munge.key")
  munged --force --socket="$folder/run/munge.sock" --key-file="$folder/munge.key" \
    --log-file="$folder/log/munged.log" --pid-file="$folder/run/munged.pid" --seed-file="$folder/run/munged.seed"
  setsid slurmctld -D -f "$SLURM_CONF" > "$folder/log/slurmctld.out" 2>&1 < /dev/null &
  setsid slurmd -D -f "$SLURM_CONF" > "$folder/log/slurmd.out" 2>&1 < /dev/null &
  for _ in $(seq 60); do
    if [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ]; then
      return
    fi
    sleep 0.5
  done
  echo "the node did not become idle:" >&2
  tail -n 20 "$folder"/log/slurmctld.log "$folder"/log/slurmd.log >&2
  stop
  exit 1
}

stop() {
  local daemon pid
  scancel --quiet --user=root 2>/dev/null || true
  for daemon in slurmd slurmctld munged; do
    pid=$(cat "$folder/run/$daemon.pid" 2>/dev/null || true)
    [ -n "$pid" ] || continue
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 50); do
      # One that has ended and waits for its parent to ask is gone too.
      case $(cut -d ' ' -f 3 "/proc/$pid/stat" 2>/dev/null || true) in ''|Z) break ;; esac
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
  done
}

"$verb"
