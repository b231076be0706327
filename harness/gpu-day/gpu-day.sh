#!/bin/sh
# Everything that a visit to a machine with a GPU is for, in one go. Lies in the folder that ./build.sh kit makes (harness/docs/gpu.md).
# Needs sh, awk, sed, tar and timeout; python3 with torch for what PyTorch is compared with; no .NET and no network.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
bin=$here/bin
all='devices contract memcheck racecheck histogram ablation trainer stack profile'

usage() {
  cat <<TEXT
gpu-day.sh [--device cuda|opencl|cpu] [--out FOLDER] [--minutes N] [--steps A,B,...] [--limit STEP=SECONDS] [--images N]
           [--torch-lib FOLDER] [--torch-any-version] [--python PROGRAM]

  --device      cuda; opencl and cpu (ILGPU's simulator) are there to rehearse
  --out         the folder for all results (results-DATE here); it must be empty
  --minutes     for all steps together (25); each has its share as a limit
  --steps       some of: $all
  --limit       of one step instead of its share, e.g. contract=600; may be given again
  --images      the most images that benchmarks take (all with cuda, else 20)
  --torch-lib   the folder of libtorch's libraries, for training: PyTorch's own is .../site-packages/torch/lib; it must be libtorch 2.10
  --torch-any-version   tries another version of libtorch; the tests of trainers say whether it will do
  --python      the Python that has torch (python3)

Exit codes: 0 the contract's tests passed on the device, 1 they did not, 2 not understood, 130 interrupted.
TEXT
}

mistake() { echo "gpu-day.sh: $1; --help lists what there is" >&2; exit 2; }

fact() { sed -n "s/^$1=//p" "$here/facts" 2>/dev/null; }

# ---- the steps: each runs by itself, under its limit, and all that it says is its log ----

do_devices() {
  "$bin/engine" --version
  "$bin/engine" devices --json > "$out/devices.json" || return 1
  cat "$out/devices.json"
  if command -v nvidia-smi; then nvidia-smi; fi
  "$python" -c 'import sys, torch; print("python", sys.version.split()[0], "torch", torch.__version__, "cuda", torch.version.cuda)'
  return 0
}

do_contract() { "$bin/Ilgpu.Tests" -noColor -noLogo -class "$contract"; }

kernel_tests() { "$@" "$bin/Ilgpu.Tests" -noColor -noLogo -preEnumerateTheories -parallel none -trait "device=$device"; }

do_memcheck() { kernel_tests "$sanitizer" --tool memcheck --report-api-errors no --error-exitcode 9; }

do_racecheck() { kernel_tests "$sanitizer" --tool racecheck --report-api-errors no --error-exitcode 9; }

bench() {
  # shellcheck disable=SC2086 # $sizes is options
  "$bin/Benchmarks" "$1" --device "$device" --set "$(fact set)" --data "$here/data" --networks "$here/networks" \
    --epochs "$(fact epochs)" $sizes \
    --json "$out/$1.json"
}

do_histogram() { bench gpu-histogram; }

do_ablation() { bench gpu-ablation; }

do_trainer() { "$bin/Torch.Tests" -noColor -noLogo -class "$trainer_contract"; }

do_stack() { bench gpu-stack; }

# First the time of every launch, then all counters of the three kernels that took most of it.
do_profile() {
  mkdir -p "$out/profile"
  set -- "$bin/engine" analyze --model "$here/networks/$(fact network)" --activation relu --dataset "$(fact set)" --data "$here/data" \
    --device "$device" ablation.random=2 ablation.scopes=[layers] --quiet
  "$ncu" --target-processes all --metrics gpu__time_duration.sum --print-units base --csv --log-file "$out/profile/times.csv" \
    --launch-skip 500 --launch-count 4000 --kill yes "$@" --out "$out/profile/first"
  awk -F'","' '
    /"Kernel Name"/ { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i); if ($i == "Kernel Name") name = i; if ($i == "Metric Value") value = i } next }
    name && NF >= value { v = $value; gsub(/[",]/, "", v); sum[$name] += v; total += v; n[$name]++ }
    END { for (k in sum) printf "%.1f\t%s\t%d\n", 100 * sum[k] / total, k, n[k] }
  ' "$out/profile/times.csv" | sort -rn > "$out/profile/kernels.tsv"
  cat "$out/profile/kernels.tsv"
  hottest=$(head -n 3 "$out/profile/kernels.tsv" | cut -f 2 | sed 's/(.*//' | tr '\n' '|' | sed 's/|$//')
  [ -n "$hottest" ] || { echo "no launch was profiled: see profile/times.csv"; return 1; }
  "$ncu" --target-processes all --set full --kernel-name "regex:^($hottest)\$" --launch-skip 60 --launch-count 15 --kill yes \
    --force-overwrite --export "$out/profile/hottest" "$@" --out "$out/profile/second"
  "$ncu" --import "$out/profile/hottest.ncu-rep" --page details --csv > "$out/profile/hottest.csv"
}

# awk: a string of JSON, as .NET writes them, without its escapes.
plain='
  function plain(s) {
    gsub(/\\u0022/, "\"", s); gsub(/\\u0027/, "\047", s); gsub(/\\u002B/, "+", s); gsub(/\\u003C/, "<", s); gsub(/\\u003E/, ">", s)
    gsub(/\\u0026/, "\\&", s); gsub(/\\u0060/, "`", s)
    return s
  }'

# ---- key numbers, read from what a step left; lines of step, name, value ----

number() { printf '%s\t%s\t%s\n' "$name" "$1" "$2" >> "$out/numbers.tsv"; }

# xunit's closing line: Total: 276, Errors: 0, Failed: 0, Skipped: 0, ...
test_count() { sed -n "/Total: .*Failed: /s/.*$1: \([0-9]*\).*/\1/p" "$out/$name.log" | tail -n 1; }

tests_numbers() {
  for count in Total Errors Failed Skipped; do
    value=$(test_count "$count")
    [ -z "$value" ] || number "tests $(echo "$count" | tr 'TEFS' 'tefs')" "$value"
  done
}

numbers_contract() { tests_numbers; }

numbers_trainer() { tests_numbers; }

sanitizer_numbers() {
  tests_numbers
  found=$(sed -n 's/^=* *\(ERROR SUMMARY\|RACECHECK SUMMARY\): *//p' "$out/$name.log" | tail -n 1)
  [ -z "$found" ] || number found "$found"
}

numbers_memcheck() { sanitizer_numbers; }

numbers_racecheck() { sanitizer_numbers; }

numbers_devices() {
  [ -s "$out/devices.json" ] || return 0
  awk -F'": ' "$plain"'
    /"name"/ { gsub(/[",]/, "", $2); name = $2 }
    /"available"/ { available = $2 ~ /true/ }
    /"detail"/ { d = $2; sub(/^"/, "", d); sub(/",?$/, "", d); if (available && !seen[name]++) print name "\t" plain(d) }
  ' "$out/devices.json" | while IFS="$(printf '\t')" read -r key value; do number "$key" "$value"; done
}

# The rows of a benchmark: one value a line, as it writes them.
bench_numbers() {
  [ -f "$out/$1.json" ] || return 0
  awk -v step="$name" "$plain"'
    function value(line) { sub(/^ *"[a-z_]+": /, "", line); sub(/,$/, "", line); gsub(/^"|"$/, "", line); return plain(line) }
    function seconds(s) { return s == "null" ? "-" : s < 0.001 ? sprintf("%.1f us", s * 1e6) : s < 1 ? sprintf("%.2f ms", s * 1e3) : sprintf("%.2f s", s) }
    /^ *"work": / { work = value($0) }
    /^ *"against": / { against = value($0) }
    /^ *"engine": / { engine = value($0) }
    /^ *"baseline": / { baseline = value($0) }
    /^ *"note": / { note = value($0) }
    /^ *"ratio": / {
      ratio = value($0)
      line = seconds(engine) " against " seconds(baseline) (ratio == "null" ? "" : sprintf(", ratio %.2f", ratio)) (note == "" ? "" : " (" note ")")
      printf "%s\t%s / %s\t%s\n", step, work, against, line
    }
  ' "$out/$1.json" >> "$out/numbers.tsv"
}

numbers_histogram() { bench_numbers gpu-histogram; }

numbers_ablation() { bench_numbers gpu-ablation; }

numbers_stack() { bench_numbers gpu-stack; }

numbers_profile() {
  [ -f "$out/profile/kernels.tsv" ] || return 0
  head -n 3 "$out/profile/kernels.tsv" | while IFS="$(printf '\t')" read -r share kernel launches; do
    number "$kernel" "$share % of the time, $launches launches"
  done
}

# ---- what is not possible here: says why, and nothing where it is possible ----

detail() { # detail TRAINER-OR-DEVICE: nothing where it is available, else why not
  [ -s "$out/devices.json" ] || { echo "it is not known which devices there are: the step devices failed"; return 0; }
  awk -F'": ' -v wanted="$1" "$plain"'
    /"name"/ { gsub(/[",]/, "", $2); name = $2 }
    /"available"/ { available = $2 ~ /true/ }
    /"detail"/ && name == wanted { found = 1; d = $2; sub(/^"/, "", d); sub(/",?$/, "", d); if (!available) print name " is not available: " plain(d) }
    END { if (!found) print wanted " is not among the devices" }
  ' "$out/devices.json"
}

needs_cuda() { [ "$kind" = cuda ] || { echo "$1 is for CUDA, and this is $device"; return 1; }; }

why_not() {
  case $1 in
    devices) ;;
    trainer | stack) detail "$trainer" ;;
    memcheck | racecheck)
      needs_cuda compute-sanitizer || return 0
      [ -n "$sanitizer" ] || { echo "compute-sanitizer was not found on the PATH or in /usr/local/cuda/bin"; return 0; }
      detail "$device" ;;
    profile)
      needs_cuda ncu || return 0
      [ -n "$ncu" ] || { echo "ncu was not found on the PATH or in /usr/local/cuda/bin"; return 0; }
      detail "$device" ;;
    *) detail "$device" ;;
  esac
}

tool() { # a program of CUDA's: on the PATH, or where CUDA is installed
  command -v "$1" || { [ -x "/usr/local/cuda/bin/$1" ] && echo "/usr/local/cuda/bin/$1"; } || :
}

limit() { # of a step, in seconds; together they are all of the minutes
  # shellcheck disable=SC2086 # $limits is words
  given=$(printf '%s\n' $limits | sed -n "s/^$1=//p" | tail -n 1)
  [ -z "$given" ] || { echo "$given"; return; }
  echo $(($(share "$1") * minutes / 25))
}

share() { # of a step, in seconds of 25 minutes
  case $1 in
    devices) echo 60 ;; contract) echo 420 ;; memcheck | racecheck) echo 180 ;; histogram) echo 120 ;;
    ablation) echo 240 ;; trainer) echo 90 ;; stack) echo 120 ;; profile) echo 90 ;;
  esac
}

record() { printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$1" "$2" "$3" "$4" "$5" >> "$out/steps.tsv"; }

now() { date +%s; }

step() {
  name=$1
  most=$(limit "$name")
  left=$((deadline - $(now)))
  [ "$most" -le "$left" ] || most=$left
  printf '%-10s' "$name"
  if [ "$most" -lt 1 ]; then
    reason="no time was left of $minutes minutes"
  else
    reason=$(why_not "$name")
  fi
  if [ -n "$reason" ]; then
    echo " not possible: $reason"
    record 'not possible' '' 0 0 "$reason"
    return 0
  fi
  begun=$(now)
  # In the background, so that Ctrl-C is heard at once; timeout hands a signal on to all that it started.
  timeout -k 10 "$most" sh "$here/gpu-day.sh" --step "$name" > "$out/$name.log" 2>&1 < /dev/null &
  running=$!
  wait "$running"
  code=$?
  running=
  seconds=$(($(now) - begun))
  state=done
  if [ "$code" -ne 0 ]; then
    state=failed
    reason=$(grep -v '^[[:space:]]*$' "$out/$name.log" | tail -n 1 | tr '\t' ' ' | cut -c 1-300)
    if [ "$code" -eq 124 ] || { [ "$code" -eq 137 ] && [ "$seconds" -ge "$most" ]; }; then
      state='ran out of time'
      reason="ended at its limit of $most s"
    fi
  fi
  record "$state" "$code" "$seconds" "$most" "$reason"
  if command -v "numbers_$name" > /dev/null; then "numbers_$name"; fi
  echo " $state, exit code $code, $seconds s"
}

# Passed is that some ran and none failed: a contract whose tests were all skipped is none.
has_passed() {
  awk -F'\t' '
    FILENAME ~ /steps/ && $1 == "contract" { done = $2 == "done" }
    FILENAME ~ /numbers/ && $1 == "contract" { n[$2] = $3 }
    END { exit !(done && n["tests total"] - n["tests skipped"] > 0 && n["tests failed"] + n["tests errors"] == 0) }
  ' "$out/steps.tsv" "$out/numbers.tsv"
}

summarize() {
  passed=false
  if has_passed; then passed=true; fi
  for form in md json; do
    awk -F'\t' -v form="$form" -v device="$device" -v passed="$passed" -v began="$began" -v seconds="$(($(now) - start))" \
      -v data="$(fact data)" -v network="$(fact network)" -v training="$(fact training)" -v revision="$(fact revision)" \
      -v sizes="${sizes:-all images}" '
      function quoted(s) { gsub(/\\/, "\\\\\\\\", s); gsub(/"/, "\\\\\"", s); gsub(/[\001-\037]/, " ", s); return "\"" s "\"" }
      function cell(s) { gsub(/\|/, "\\\\|", s); return s }
      FILENAME ~ /steps/ { step[++steps] = $1; state[steps] = $2; code[steps] = $3; took[steps] = $4; most[steps] = $5; why[steps] = $6 }
      FILENAME ~ /numbers/ { number[++numbers] = $1; key[numbers] = $2; value[numbers] = $3 }
      END {
        if (form == "json") {
          print "{"
          print "  \"device\": " quoted(device) ",\n  \"contract_passed\": " passed ",\n  \"began\": " quoted(began) ",\n  \"seconds\": " seconds ","
          print "  \"revision\": " quoted(revision) ",\n  \"data\": " quoted(data) ",\n  \"network\": " quoted(network ": " training) ",\n  \"sizes\": " quoted(sizes) ","
          print "  \"steps\": ["
          for (i = 1; i <= steps; i++) {
            printf "    {\"step\": %s, \"state\": %s, \"exit_code\": %s, \"seconds\": %d, \"limit\": %d, \"reason\": %s, \"numbers\": {", quoted(step[i]), \
              quoted(state[i]), code[i] == "" ? "null" : code[i], took[i], most[i], why[i] == "" ? "null" : quoted(why[i])
            first = 1
            for (j = 1; j <= numbers; j++) if (number[j] == step[i]) { printf "%s%s: %s", first ? "" : ", ", quoted(key[j]), quoted(value[j]); first = 0 }
            print "}}" (i < steps ? "," : "")
          }
          print "  ]\n}"
        } else {
          print "# " device ": the contract " (passed == "true" ? "passed" : "did not pass") "\n"
          print "Began " began ", took " seconds " s; revision " revision "."
          print "Data: " data ". Network: " network ", " training ". Benchmarks: " sizes ".\n"
          print "| step | state | exit code | seconds | limit | reason |\n|---|---|---|---|---|---|"
          for (i = 1; i <= steps; i++) print "| " step[i] " | " state[i] " | " code[i] " | " took[i] " | " most[i] " | " cell(why[i]) " |"
          print "\n| step | number | value |\n|---|---|---|"
          for (j = 1; j <= numbers; j++) print "| " number[j] " | " cell(key[j]) " | " cell(value[j]) " |"
        }
      }' "$out/steps.tsv" "$out/numbers.tsv" > "$out/summary.$form"
  done
  tar -C "$(dirname -- "$out")" -czf "$out.tar.gz" "$(basename -- "$out")"
  echo "$out/summary.md; all of it: $out.tar.gz"
}

interrupted() {
  [ -z "${running:-}" ] || { kill -TERM "$running" 2>/dev/null; wait "$running"; }
  record interrupted '' "$(($(now) - begun))" "$most" 'interrupted'
  summarize
  exit 130
}

# ---- a step of the run above us ----

if [ "${1:-}" = --step ]; then
  "do_$2"
  exit $?
fi

kind=cuda out= minutes=25 steps=$all images= python=python3 torch_lib= any_version= limits=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --torch-any-version) any_version=1; shift; continue ;;
    --device | --out | --minutes | --steps | --limit | --images | --torch-lib | --python)
      [ $# -ge 2 ] || mistake "$1 needs a value" ;;
    *) mistake "unknown word \"$1\"" ;;
  esac
  case $1 in
    --device) kind=$2 ;;
    --out) out=$2 ;;
    --minutes) minutes=$2 ;;
    --steps) steps=$(echo "$2" | tr ',' ' ') ;;
    --limit) limits="$limits $2" ;;
    --images) images=$2 ;;
    --torch-lib) torch_lib=$2 ;;
    --python) python=$2 ;;
  esac
  shift 2
done
trainer=torch-cpu trainer_contract='*TorchCpuContractTests'
case $kind in
  cuda) contract='*CudaDeviceTests' trainer=torch-cuda trainer_contract='*TorchCudaContractTests' ;;
  opencl) contract='*OpenClDeviceTests' ;;
  cpu) contract='*.CpuDeviceTests' ;;
  *) mistake "unknown device \"$kind\": cuda, opencl or cpu" ;;
esac
for number in "$minutes" "${images:-1}"; do
  case $number in '' | *[!0-9]* | 0) mistake "\"$number\" is no whole number above 0" ;; esac
done
limited=
for name in $limits; do
  case ${name#*=} in "$name" | '' | *[!0-9]*) mistake "\"$name\" is no STEP=SECONDS" ;; esac
  limited="$limited ${name%%=*}"
done
for name in $steps $limited; do
  case " $all " in *" $name "*) ;; *) mistake "unknown step \"$name\": $all" ;; esac
done
out=${out:-$here/results-$(date +%Y%m%d-%H%M%S)}
mkdir -p "$out" || exit 2
out=$(CDPATH='' cd -- "$out" && pwd)
[ -z "$(ls -A "$out")" ] || mistake "$out is not empty"
device=ilgpu-$kind
[ "$kind" = cuda ] || images=${images:-20}
sizes=${images:+--images $images}
[ "$kind" = cuda ] || sizes="$sizes --orders 2 --repeats 1"
sanitizer=$(tool compute-sanitizer) ncu=$(tool ncu)
export out device kind contract trainer_contract sizes sanitizer ncu python
export DOTNET_ROOT="$here/dotnet" HOME="${HOME:-$out}"
unset DOTNET_ROOT_X64 ENGINE_DATA
# The Python that benchmarks compare with: they look for one with torch themselves where this has none.
if "$python" -c 'import numpy, torch' 2>/dev/null; then
  ENGINE_PYTHON=$(command -v "$python")
  export ENGINE_PYTHON
fi
[ -z "$torch_lib" ] || export ENGINE_TORCH_LIB="$torch_lib"
[ -z "$any_version" ] || export ENGINE_TORCH_ANY_VERSION=1

start=$(now) began=$(date -u +%Y-%m-%dT%H:%M:%SZ) deadline=$(($(now) + 60 * minutes))
: > "$out/steps.tsv"
: > "$out/numbers.tsv"
trap interrupted INT TERM HUP
echo "$device, at most $minutes minutes; results: $out"
# In the order of the list, whatever order they were asked for in; which devices there are must be known before all else.
for name in $all; do
  case " devices $steps " in *" $name "*) step "$name" ;; esac
done
summarize
$passed
