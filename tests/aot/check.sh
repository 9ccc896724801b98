#!/usr/bin/env bash
# Publishes noble-edge ahead of time with every warning an error, and runs the binary: a live stream is compared four
# ways (rendered, played and recorded, published, received), signals, errors, the other commands; and a model is made by noble-train, whose
# own voltages the binary's are compared with.
#
#   tests/aot/check.sh [MODEL.noble]     default: the one in runtime/models
#
# Last line: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.."
rid=${RID:-linux-x64}
out=artifacts/noble-edge-$rid
edge=$PWD/$out/noble-edge
work=$(mktemp -d)
export NOBLE_EDGE_PAGE=off # but where the page is what is checked
passed=0 failed=0 skipped=0
background=()
finish() {
    for pid in "${background[@]}"; do kill "$pid" 2>/dev/null; done
    rm -rf "$work"
}
trap finish EXIT

pass() { passed=$((passed + 1)); echo "PASS $1"; }
fail() { failed=$((failed + 1)); echo "FAIL $1"; }
skip() { skipped=$((skipped + 1)); echo "SKIP $1"; }
check() { if [ "$2" "$3" "$4" ]; then pass "$1"; else fail "$1 ('$2' $3 '$4')"; fi; }
same() { if cmp -s "$2" "$3"; then pass "$1"; else fail "$1"; diff "$2" "$3" | head -n 5; fi; }
summary() { sed -nE "s/^ *\"$2\": \"?([^\",]*)\"?,?\$/\1/p" "$1"; }
wait_for() { # FILE PATTERN: until a line of the file matches, 30 s at most
    for _ in $(seq 300); do grep -qE "$2" "$1" 2>/dev/null && return 0; sleep 0.1; done
    return 1
}

model=${1:-}
if [ -z "$model" ]; then
    model=$(find runtime/models -maxdepth 1 -name '*.noble' 2>/dev/null | sort | head -n 1)
fi
if [ -z "$model" ] || [ ! -d "$model" ]; then
    echo "FAIL no model folder: give one, or make one with 'make model'"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
fi

echo "== publish $out"
if dotnet publish runtime/Noble.Edge.Host -c Release -r "$rid" -o "$out" --nologo -warnaserror -p:TrimmerSingleWarn=false >"$work/publish" 2>&1 \
    && ! grep -qE 'warning|IL[0-9]{4}' "$work/publish" && [ -x "$edge" ]; then
    pass "publish: ahead of time, trimmed, no warning"
else
    fail "publish"
    tail -n 20 "$work/publish"
    echo "$passed passed, $failed failed, $skipped skipped"
    exit 1
fi
if [ "$(head -c 4 "$edge" | tail -c 3)" = ELF ] && [ ! -e "$out/noble-edge.dll" ]; then pass "publish: a native executable"; else fail "publish: a native executable"; fi

echo "== commands"
"$edge" inspect "$model" >"$work/inspect" 2>"$work/error"
check "inspect: exit code" $? -eq 0
check "inspect: verifies the files" "$(grep -c 'verified against their SHA-256' "$work/inspect")" -eq 1
current=$(sed -nE 's/^current +([^ ]+) to ([^ ]+) nA$/\2/p' "$work/inspect" | awk '{ print $1 / 2 }')
inputs=$(sed -nE 's/^network .* ([0-9]+) inputs;.*/\1/p' "$work/inspect")
samples=$(sed -nE 's/^grid +([0-9]+) samples.*/\1/p' "$work/inspect")
for try in 1 2; do
    "$edge" render --model "$model" --current "$current" --neurons 4 --seed 3 --out "$work/V$try.npy" --spikes "$work/S$try.csv" 2>>"$work/error"
    check "render $try: exit code" $? -eq 0
done
same "render: the same seed gives the same voltage" "$work/V1.npy" "$work/V2.npy"
check "render: voltage is [4, $samples] float32" "$(wc -c <"$work/V1.npy")" -eq $((128 + 4 * 4 * samples))
check "render: spikes have their header" "$(head -n 1 "$work/S1.csv")" = neuron,time_ms
{
    printf '\x93NUMPY\x01\x00\x76\x00%-117s\n' "{'descr': '<f4', 'fortran_order': False, 'shape': (1, $inputs, $samples), }"
    head -c $((4 * inputs * samples)) /dev/zero
} >"$work/X.npy"
"$edge" forward --model "$model" --input "$work/X.npy" --output "$work/Y.npy" 2>>"$work/error"
check "forward: exit code" $? -eq 0
check "forward: output is [1, 1, $samples]" "$(grep -ac "(1, 1, $samples)" "$work/Y.npy")" -eq 1
check "commands: nothing on standard error" "$(cat "$work/error" | wc -l)" -eq 0

echo "== vectors"
# Two executables, one for AVX2 and one for AVX-512; the first becomes the second where the CPU can.
engine() { sed -nE 's/^engine +//p' "$1"; }
if [ "$rid" != linux-x64 ]; then
    skip "vectors: one executable on $rid"
else
    check "vectors: the executable for AVX-512 lies beside the other" "$(head -c 4 "$edge.avx512" | tail -c 3)" = ELF
    NOBLE_EDGE_VECTORS=avx2 "$edge" inspect "$model" >"$work/avx2"
    check "vectors: avx2 runs 256-bit kernels ($(engine "$work/avx2"))" "$(engine "$work/avx2" | grep -c 'simd, 256-bit')" -eq 1
    NOBLE_EDGE_VECTORS=sse2 "$edge" inspect "$model" >"$work/o" 2>"$work/e"
    code=$?
    check "vectors: an unknown value is the user's mistake" $code -eq 2
    check "vectors: and one line" "$(cat "$work/e")" = "noble-edge: error: NOBLE_EDGE_VECTORS='sse2': expected auto, avx2 or avx512"
    if grep -m 1 '^flags' /proc/cpuinfo | grep -qw avx512vl; then
        for wish in auto avx512 ''; do
            NOBLE_EDGE_VECTORS=$wish "$edge" inspect "$model" >"$work/wide"
            check "vectors: '$wish' runs 512-bit kernels ($(engine "$work/wide"))" "$(engine "$work/wide" | grep -c 'simd, 512-bit')" -eq 1
        done
        NOBLE_EDGE_VECTORS=avx2 "$edge" render --model "$model" --current "$current" --neurons 4 --seed 3 --out "$work/V256.npy"
        cmp -s "$work/V256.npy" "$work/V1.npy"
        check "vectors: the two round differently, so they are two" $? -eq 1
        mkdir "$work/alone"
        cp "$edge" "$work/alone"
        "$work/alone/noble-edge" inspect "$model" >"$work/narrow" 2>"$work/e"
        check "vectors: without the second executable the first runs and says so" "$(engine "$work/narrow" | grep -c '256-bit.*, not 512-bit because .*/alone/noble-edge.avx512 is not there')" -eq 1
        NOBLE_EDGE_VECTORS=avx512 "$work/alone/noble-edge" inspect "$model" >"$work/o" 2>"$work/e"
        code=$?
        check "vectors: but not where it is demanded" "$code $(grep -c 'error: cannot start .*noble-edge.avx512: No such file' "$work/e")" = "2 1"
        start() { for _ in $(seq 20); do local t=$EPOCHREALTIME; NOBLE_EDGE_VECTORS=$1 "$edge" --version >"$work/o"; echo "$t $EPOCHREALTIME"; done | awk '{ d = ($2 - $1) * 1000; if (NR == 1 || d < best) best = d } END { printf "%.1f", best }'; }
        echo "start-up: $(start avx2) ms as AVX2, $(start auto) ms by way of it as AVX-512 (noble-edge --version, best of 20)"
        "$edge" run --model "$model" --broker embedded:0 --duration forever >"$work/o" 2>"$work/e" &
        background+=("$!")
        wait_for "$work/e" 'neurons of'
        check "vectors: the process stays the one that was started" "$(readlink "/proc/${background[-1]}/exe")" = "$edge.avx512"
        kill -s TERM "${background[-1]}"
        wait "${background[-1]}"
        check "vectors: and ends by its signal" $? -eq 0
    else
        skip "vectors: no AVX-512 on this CPU, so the 512-bit executable can not run"
    fi
    if emulator=$(command -v qemu-x86_64-static || command -v qemu-x86_64); then
        "$emulator" -cpu Nehalem "$edge" inspect "$model" >"$work/o" 2>"$work/e"
        code=$?
        grep -v '^qemu' "$work/e" >"$work/e2"
        check "vectors: a CPU without AVX2 is refused in one line ($(cat "$work/e2"))" "$code $(wc -l <"$work/e2") $(grep -c 'error: this CPU has no AVX2' "$work/e2")" = "2 1 1"
    else
        skip "vectors: no qemu-x86_64 to be a CPU without AVX2"
    fi
fi

echo "== trainer"
# A few steps on two neurons of the built-in cell: what is compared is the same at step 60 as at step 60,000. The trainer renders from the run
# (network in libtorch, clocks fitted to the data), the binary from the exported folder.
trainer="dotnet trainer/Noble.Edge.Trainer/bin/Release/net10.0/noble-train.dll"
export OMP_NUM_THREADS=1
if dotnet build trainer/Noble.Edge.Trainer -c Release --nologo -v quiet >"$work/trainer" 2>&1 \
    && $trainer simulate --out "$work/data" --neurons 2 --sub-threshold 4 --transient 1 --repetitive 6 >>"$work/trainer" 2>&1 \
    && $trainer train --data "$work/data" --run "$work/run" --name tiny --layers 3 --channels 12 --modes 48 --batch 4 --steps 60 --threads 1 >>"$work/trainer" 2>&1 \
    && $trainer export --run "$work/run" --out "$work/tiny.noble" --no-accuracy >>"$work/trainer" 2>&1; then
    pass "trainer: a model is simulated, trained and exported"
else
    fail "trainer: a model is simulated, trained and exported"
    tail -n 20 "$work/trainer"
fi
for nanoamperes in -0.1 0 0.2 0.31; do
    : >"$work/difference"
    "$edge" render --model "$work/tiny.noble" --population training --neurons 2 --current $nanoamperes --out "$work/edge.npy" \
        && $trainer render --run "$work/run" --current $nanoamperes --neurons 2 --out "$work/torch.npy" \
        && $trainer compare "$work/edge.npy" "$work/torch.npy" --within 1e-5 >"$work/difference"
    code=$?
    check "trainer: at $nanoamperes nA the binary's voltage is the trainer's ($(cat "$work/difference"))" $code -eq 0
done

echo "== selfcheck"
"$edge" selfcheck --model "$model" >"$work/selfcheck" 2>>"$work/error"
check "selfcheck: exit code" $? -eq 0
grep -E '^(FAIL|SKIP)' "$work/selfcheck"
check "selfcheck: its last line says that none failed" "$(tail -n 1 "$work/selfcheck" | grep -cE '^[1-9][0-9]* passed, 0 failed')" -eq 1

echo "== onnx"
check "publish: ONNX Runtime beside the executable" "$(find "$out" -name 'libonnxruntime.so' | wc -l)" -eq 1
# NAME ARGUMENTS...: how many mappings of ONNX Runtime a run has in its memory, into $mappings
count_mappings() {
    local name=$1; shift
    HOME="$work/home" "$edge" run --model "$model" --broker embedded:0 --duration forever --neurons 4 "$@" >"$work/$name.out" 2>"$work/$name.err" &
    local run=$!
    background+=("$run")
    wait_for "$work/$name.err" 'mqtt://'
    mappings=$(grep -c libonnxruntime "/proc/$run/maps")
    kill -s INT "$run"
    wait "$run"
    check "$name: exit code" $? -eq 0
}
mkdir -p "$work/home"
count_mappings simd-run
check "simd-run: does not load ONNX Runtime" "$mappings" -eq 0
if grep -q '"onnx"' "$model/model.json"; then
    count_mappings onnx-run --engine onnx --provider cpu
    check "onnx-run: loads it" "$mappings" -gt 0
    check "onnx-run: says what runs" "$(grep -c 'onnx, CPU, ONNX Runtime' "$work/onnx-run.err")" -eq 1
    check "onnx-run: its telemetry leaves no trace of the user" "$(find "$work/home" -type f | wc -l)" -eq 0
    for engine in simd onnx; do
        "$edge" render --model "$model" --population training --neurons 3 --current "$current" --engine $engine --out "$work/$engine.npy" 2>"$work/$engine.err"
        check "render --engine $engine: exit code" $? -eq 0
    done
    check "render --engine onnx: one line says why the CPU runs" "$(grep -c 'built without TensorRT and CUDA; CPU runs instead' "$work/onnx.err")" -eq 1
    : >"$work/difference"
    $trainer compare "$work/simd.npy" "$work/onnx.npy" --within 1e-5 >"$work/difference"
    check "render --engine onnx: the voltage is the CPU engine's ($(cat "$work/difference"))" $? -eq 0
    "$edge" forward --model "$model" --input "$work/X.npy" --output "$work/Z.npy" --engine onnx --provider cpu 2>"$work/e"
    check "forward --engine onnx: exit code" $? -eq 0
    "$edge" prepare --model "$model" --batch 4 >"$work/prepare" 2>"$work/e"
    check "prepare: exit code" $? -eq 0
    check "prepare: says that there is nothing to build for TensorRT" "$(grep -c 'nothing to build for TensorRT' "$work/prepare")" -ge 1
else
    skip "onnx: $model has no ONNX graph to run"
fi

echo "== errors"
mistake() { # NAME PATTERN ARGUMENTS...: exit code 2 and one line that matches
    local name=$1 pattern=$2; shift 2
    "$edge" "$@" >"$work/o" 2>"$work/e"
    local code=$?
    if [ $code -eq 2 ] && [ "$(wc -l <"$work/e")" -eq 1 ] && grep -qE "^noble-edge: error: $pattern" "$work/e"; then pass "$name: $(cut -c1-150 "$work/e")"; else fail "$name: exit $code, $(cat "$work/e")"; fi
}
mistake "unknown option" "unknown option '--neuron'" run --neuron 3
mistake "option of another engine" "--precision is for ONNX Runtime, expected --engine onnx with it" run --precision fp16
mistake "missing ONNX Runtime" "/none: no such file, expected ONNX Runtime's libonnxruntime.so" inspect "$model" --onnxruntime /none
mistake "missing model" ".*no such folder" run --model "$work/none.noble"
mistake "current outside the range" "current 99 nA is outside the trained range" run --model "$model" --current 99
echo '{ "neurons": 4, "curent": 1 }' >"$work/config.json"
mistake "unknown key" ".*config.json line 1: unknown key 'curent'" run "$work/config.json"
mistake "wrong shape" ".*V1.npy: expected shape" forward --model "$model" --input "$work/V1.npy" --output "$work/Y.npy"
cp -r "$model" "$work/damaged.noble"
printf 'x' | dd of="$work/damaged.noble/weights.safetensors" bs=1 seek=$(($(wc -c <"$model/weights.safetensors") - 9)) conv=notrunc 2>/dev/null
mistake "flipped byte in the weights" ".*weights.safetensors.* is damaged: SHA-256" run --model "$work/damaged.noble"

echo "== stream"
if ! mosquitto_sub=$(tools/mosquitto-clients.sh 2>"$work/e"); then
    mosquitto_sub=
    cat "$work/e"
fi

# NAME SIGNAL ARGUMENTS...: a run with its subscribers, ended by a signal or (SIGNAL -) by itself; everything compared.
stream() {
    local name=$1 signal=$2; shift 2
    local d=$work/$name subscribers=1
    mkdir "$d"
    [ -n "$mosquitto_sub" ] && subscribers=2
    "$edge" run --model "$model" --broker embedded:0 --await-subscribers $subscribers --spikes "$d/played.csv" --summary "$d/summary.json" "$@" >"$d/out" 2>"$d/err" &
    local run=$!
    background+=("$run")
    if ! wait_for "$d/err" 'waiting for'; then fail "$name: starts ($(cat "$d/err"))"; return; fi
    local port
    port=$(sed -nE 's/.*mqtt:\/\/127\.0\.0\.1:([0-9]+).*/\1/p' "$d/err")
    "$edge" watch --broker "127.0.0.1:$port" --rig bench >"$d/watched" 2>"$d/watch.err" &
    local watch=$! sub=
    background+=("$watch")
    if [ -n "$mosquitto_sub" ]; then
        "$mosquitto_sub" -V 5 -q 1 -h 127.0.0.1 -p "$port" -t noble/bench/spikes -F %x >"$d/hex" 2>"$d/sub.err" &
        sub=$!
        background+=("$sub")
    fi

    if [ "$signal" = taken ]; then
        mistake "taken port" "MQTT port $port on loopback is in use" run --model "$model" --broker "embedded:$port"
        wait_for "$d/watched" . || fail "$name: spikes arrive"
        signal=-
    elif [ "$signal" != - ]; then
        wait_for "$d/watched" . || fail "$name: spikes arrive"
        sleep 1
        kill -s "$signal" "$run"
    fi
    wait "$run"
    check "$name: exit code" $? -eq 0
    wait "$watch"
    check "$name: watch ends with the stream, exit code" $? -eq 0
    if [ -n "$sub" ]; then
        kill "$sub" 2>/dev/null
        wait "$sub" 2>/dev/null
    fi

    local rendered played published
    rendered=$(summary "$d/summary.json" rendered)
    played=$(summary "$d/summary.json" played)
    published=$(summary "$d/summary.json" published)
    tail -n +2 "$d/played.csv" | awk -F, '{ print $2, $1 }' | sort >"$d/a"
    sort "$d/watched" >"$d/b"
    check "$name: spikes there are" "$played" -gt 0
    check "$name: rendered are played, but for those not due ($rendered)" "$((rendered - $(summary "$d/summary.json" notDue)))" -eq "$played"
    check "$name: played are published" "$played" -eq "$published"
    check "$name: played are recorded" "$(wc -l <"$d/a")" -eq "$played"
    check "$name: a GPIO pulse each" "$(summary "$d/summary.json" gpioPulses)" -eq "$played"
    check "$name: and each pulse has two edges" "$(summary "$d/summary.json" gpioToggles)" -eq "$((2 * played))"
    check "$name: nothing dropped" "$(summary "$d/summary.json" dropped)" -eq 0
    check "$name: nothing recorded twice" "$(uniq -d "$d/a" | wc -l)" -eq 0
    same "$name: watch received exactly the $played played" "$d/a" "$d/b"
    check "$name: watch has no warnings" "$(wc -l <"$d/watch.err")" -eq 0
    if [ -n "$sub" ]; then
        "$edge" watch --hex "$d/hex" 2>"$d/hex.err" | sort >"$d/c"
        same "$name: mosquitto_sub received exactly the $played played, in $(wc -l <"$d/hex") batches" "$d/a" "$d/c"
        check "$name: no gap and no repetition in its batches" "$(wc -l <"$d/hex.err")" -eq 0
    else
        skip "$name: no mosquitto_sub to receive with"
    fi
    sed -n '/^late\|^render\|^pacer\|^start/p' "$d/out"
}
stream duration - --neurons 64 --duration 5s
check "duration: all rendered were due" "$(summary "$work/duration/summary.json" notDue)" -eq 0
stream taken-port taken --neurons 16 --duration 3s --seed 2
stream interrupt INT --neurons 32 --duration forever
stream terminate TERM --neurons 32 --duration forever --current "$current"

"$edge" run --model "$model" --broker embedded:0 --duration forever >"$work/twice.out" 2>"$work/twice.err" &
twice=$!
background+=("$twice")
wait_for "$work/twice.err" 'mqtt://'
port=$(sed -nE 's/.*mqtt:\/\/127\.0\.0\.1:([0-9]+).*/\1/p' "$work/twice.err")
"$edge" watch --broker "127.0.0.1:$port" --count 25 >"$work/count" 2>&1
check "watch --count: exit code" $? -eq 0
check "watch --count: as many lines" "$(wc -l <"$work/count")" -eq 25
timeout 20 bash -c '"$0" watch --broker "127.0.0.1:$1" | head -n 1' "$edge" "$port" >"$work/head"
check "watch | head: ends with its reader" $? -eq 0
kill -s INT "$twice"
kill -s INT "$twice" 2>/dev/null
wait "$twice"
code=$?
if [ $code -eq 0 ] || [ $code -eq 1 ]; then pass "second signal: ends at once (exit $code)"; else fail "second signal: exit $code"; fi

echo "== page"
"$edge" run --model "$model" --broker embedded:0 --page 127.0.0.1:0 --duration forever --log json >"$work/page.out" 2>"$work/page.err" &
page=$!
background+=("$page")
wait_for "$work/page.err" '"event":"run.page"'
port=$(sed -nE 's|.*"url":"http://127\.0\.0\.1:([0-9]+)/".*|\1|p' "$work/page.err")
get() { # PATH: what the server answers, head and all
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" "$port" >&3
    cat <&3
    exec 3>&-
}
get / >"$work/page.html"
check "page: / is answered" "$(grep -c '^HTTP/1.1 200 OK' "$work/page.html")" -eq 1
if [ -f artifacts/page/index.html ]; then check "page: / is the page" "$(grep -c -m 1 '<html' "$work/page.html")" -eq 1; else skip "page: artifacts/page/index.html is not made, so the program has none"; fi
get /health >"$work/health"
check "page: /health says that it runs" "$(tail -n 1 "$work/health")" = running
sleep 1
get /metrics >"$work/metrics"
played=$(sed -nE 's/^noble_spikes_played_total(\{\})? ([0-9]+).*/\2/p' "$work/metrics")
check "page: /metrics counts what is played" "${played:-0}" -gt 0
check "page: /metrics has garbage collection" "$(grep -c '^dotnet_gc_collections_total' "$work/metrics")" -ge 1
# A WebSocket by hand: the handshake, hello (masked with zeros), and what comes in a second.
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /stream HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: noble.live.1\r\n\r\n' "$port" >&3
printf '\x82\x86\0\0\0\0\x10\0\0\0{}' >&3
timeout 2 cat <&3 >"$work/stream"
exec 3>&-
check "page: /stream is a WebSocket" "$(grep -ac 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=' "$work/stream")" -eq 1
check "page: /stream describes the run" "$(grep -ac '"protocol":1,"program":"noble-edge' "$work/stream")" -ge 1
check "page: /stream has its state" "$(grep -ac '"timeNanoseconds":' "$work/stream")" -ge 1
check "page: /stream has 8 frames and waits for their acknowledgement" "$(od -An -v -tx1 "$work/stream" | tr -d ' \n' | grep -oE '82(7e....|..)020000000[1-9a]000000' | grep -oE '0[1-9a]000000$' | sort -u | wc -l)" -eq 8
kill -s TERM "$page"
wait "$page"
check "page: exit code" $? -eq 0
check "page: every line of the log is JSON" "$(grep -cv '^{"time":"[^"]*","level":"[a-z]*","event":".*}$' "$work/page.err")" -eq 0

echo "cold start: $(summary "$work/duration/summary.json" firstSpikePublishedSeconds) s from process start to the first spike published (64 neurons; waiting for subscribers included)"
# As make run does: no model named.
"$edge" run --broker embedded:0 --duration 1s --summary "$work/cold.json" >"$work/cold.out" 2>"$work/cold.err"
check "no model named: exit code" $? -eq 0
check "no model named: streams the default" "$(grep -c '^64 neurons of fast-spiking' "$work/cold.err")" -eq 1
[ -f "$work/cold.json" ] && \
    echo "cold start: $(summary "$work/cold.json" firstSpikePublishedSeconds) s (64 neurons, nobody waited for)"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
