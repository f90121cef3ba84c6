#!/usr/bin/env bash
# Fuzzes one target with Jazzer for some seconds: fuzz/run.sh DocumentDecoding 600
# What it finds goes to fuzz/findings/TARGET, where the default tests try it again for ever.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:?name a target: $(cd fuzz/src/main/java/io/runnel/fuzz && ls | grep -v package-info | sed 's/.java//' | tr '\n' ' ')}
seconds=${2:-600}
log=target/fuzz-$target.log
corpus=target/fuzz-corpus/$target

# Every module writes its class path to the same file; this one is the last.
mvn -q -B -ntp -Pjazzer -pl fuzz -am package dependency:build-classpath -DskipTests -DskipUnitTests=true \
    -Dspotless.apply.skip=true -Dmdep.outputFile="$PWD/target/fuzz.classpath"
mkdir -p "$corpus" "fuzz/findings/$target"
classes="fuzz/target/classes:$(< target/fuzz.classpath)"
java -cp "$classes" io.runnel.fuzz.Seeds "$target" "$corpus"
# JVM first, then Jazzer's options with two dashes, then libFuzzer's with one.
java -Xmx2g -XX:+UseParallelGC -Drunnel.models="$PWD/model-store/models" \
    -cp "$classes" com.code_intelligence.jazzer.Jazzer \
    --target_class="io.runnel.fuzz.$target" \
    --instrumentation_includes='io.runnel.**:com.fasterxml.jackson.**:org.apache.avro.**:org.yaml.snakeyaml.**' \
    --reproducer_path="$PWD/target" --keep_going=10 \
    -artifact_prefix="fuzz/findings/$target/" -max_total_time="$seconds" -timeout=120 -rss_limit_mb=4096 \
    -max_len=65536 -print_final_stats=1 "$corpus" 2>&1 | tee "$log"
grep -E 'stat::number_of_executed_units|DONE|NEW_FUNC|== Java Exception' "$log" | tail -5
