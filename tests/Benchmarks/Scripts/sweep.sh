#!/usr/bin/env bash
# What a sweep costs beside training and analysis, and how long planning and status take:
#   tests/Benchmarks/Scripts/sweep.sh ENGINE FOLDER [RUNS]     e.g. artifacts/engine /tmp/sweep 500
# ENGINE is the command line after a build. FOLDER is made anew. Two jobs of one thread each.
set -euo pipefail
engine=$1
folder=$2
runs=${3:-500}
rm -rf "$folder"
mkdir -p "$folder"

cat > "$folder/tiny.yaml" <<SPEC
name: tiny
dataset: digits
network: {hidden: [30, 30]}
seeds: $runs
SPEC
cat > "$folder/large.yaml" <<SPEC
name: large
dataset: digits
network: {hidden: [30, 30]}
seeds: 100
sweep: {random: {points: 100, training.learning_rate: {log-uniform: [1e-4, 1e-1]}}}
SPEC

seconds() {
  local begin
  begin=$(date +%s.%N)
  "$@"
  date +%s.%N | awk -v begin="$begin" '{ printf "%.2f", $1 - begin }' > "$folder/seconds"
}

seconds "$engine" run "$folder/tiny.yaml" --out "$folder/tiny" --jobs 2 --threads 2 --quiet --json > "$folder/tiny.json"
awk -v wall="$(cat "$folder/seconds")" -v runs="$runs" -F'[:,]' '
  /"train_seconds"/ { work += $2 } /"analysis_seconds"/ { work += $2 }
  END { printf "%d runs, two jobs: %.1f s, of which %.1f %% outside training and analysis\n", runs, wall, 100 * (1 - work / (2 * wall)) }' "$folder/tiny.json"
seconds "$engine" run "$folder/tiny.yaml" --out "$folder/tiny" --resume --quiet > /dev/null
echo "the same again with --resume, nothing left to do: $(cat "$folder/seconds") s"
seconds "$engine" status "$folder/tiny" > "$folder/status"
echo "$(head -n 1 "$folder/status") [status: $(cat "$folder/seconds") s]"
seconds "$engine" run "$folder/large.yaml" --out "$folder/large" --dry-run > "$folder/plan"
echo "$(head -n 1 "$folder/plan") [--dry-run: $(cat "$folder/seconds") s]"
"$engine" run "$folder/large.yaml" --out "$folder/large" --shard 0/5000 --quiet > /dev/null
seconds "$engine" status "$folder/large" > "$folder/status"
echo "$(head -n 1 "$folder/status") [status: $(cat "$folder/seconds") s]"
