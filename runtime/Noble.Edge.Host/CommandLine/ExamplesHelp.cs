using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Noble.Edge.Host;

/// <summary>The ordinary help, and examples of the command after it.</summary>
internal sealed class ExamplesHelp(HelpAction ordinary) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        ordinary.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(Examples(parseResult.CommandResult.Command.Name));
        output.WriteLine("Exit codes: 0 done, 1 failed while running, 2 the user's mistake.");
        return ExitCode.Done;
    }

    /// <summary>The examples of a command, or nothing.</summary>
    internal static string Examples(string command) => command switch
    {
        "run" => """
            Examples:
              noble-edge run                                            64 neurons of the shipped model for 10 s, embedded broker
              noble-edge run --neurons 512 --current 0.25 --duration 5min
              noble-edge run --broker 192.168.1.20:1883 --rig bench-2   to a broker on the network
              noble-edge run --broker embedded:18830 --spikes played.csv --summary summary.json
              noble-edge run --interpolate fs-00:fs-03:64               a smooth row of neurons between two that were learned
              noble-edge run --engine onnx --precision fp16 --batch 64  on the GPU, where there is one
              noble-edge run --operator streaming --stimulus I.npy      neurons that take any current, here that of a file
              noble-edge run experiment.json --seed 7                   a configuration, and one thing in it another way

            A configuration is JSON (comments allowed) with the keys model, operator, tickMilliseconds, draw,
            longestBehindMilliseconds, neurons, population, latents, interpolate, outside, seed, variability, currentNanoamperes, duration, threads, engine, precision, provider, device, batch,
            onnxRuntime, cache, cudaGraph, broker, rig, gpioLines, spikes, summary, awaitSubscribers, nodes, page, pageTokenFile, log, quiet,
            flushIntervalMilliseconds, pulseWidthMilliseconds, lateAfterMilliseconds, thresholdMillivolts, trialsAhead; and for
            the rig: ports, controllers, responses, limits, loop, recording, guard, mqtt, stimulus, circuit. noble-edge schema --markdown explains
            each, noble-edge validate finds mistakes. An environment variable takes the place of a key before ports, as
            NOBLE_EDGE_CURRENT_NANOAMPERES of currentNanoamperes; the command line wins over it.

            """,
        "validate" => """
            Examples:
              noble-edge validate experiment.json                       every mistake, a line each; exit code 2 where there is one
              noble-edge validate *.json --json                         for an editor

            Ports are not opened and nothing is played. Environment variables count as they do for run.

            """,
        "schema" => """
            Examples:
              noble-edge schema > noble-edge-run-1.schema.json          for "$schema" in a configuration
              noble-edge schema --markdown                              the reference of every key

            """,
        "bridge" or "info" or "monitor" or "flash-help" => """
            Examples:
              noble-edge bridge flash-help stm32f446             how the firmware gets onto the board
              noble-edge bridge info /dev/ttyACM0                what is there, and how well its clock can be aligned
              noble-edge bridge monitor unix:/tmp/rig/link       its state, inputs and log until a signal

            They begin a session of their own, which makes the device's outputs safe; they never arm them. To stream to it: a port of
            type bridge in a configuration, see examples/bridge/bridge.json.

            """,
        "render" => """
            Examples:
              noble-edge render --model fast-spiking.noble --current 0.2 --neurons 16 --out V.npy --spikes S.csv
              noble-edge render --model fast-spiking.noble --current 0.2 --latents neurons.csv --outside refuse --out V.npy
              noble-edge render --model fast-spiking.noble --current 0.2 --interpolate fs-00:fs-03:9 --out V.npy
              noble-edge render --model fast-spiking.noble --current 0.2 --neurons 16 --out V.npy --plot trial.png
              noble-edge render --model cell.noble --operator streaming --stimulus I.npy --neurons 8 --out V.npy --spikes S.csv
              noble-edge render --model cell.noble --operator streaming --stimulus I2.npy --neurons 8 --state-in end.npy --out V2.npy
              noble-edge render --model cell.noble --operator streaming --excitatory G.npy --draw random --neurons 8 --out V.npy --plot trial.svg

            V.npy is [neuron, sample], float32, mV; S.csv has the columns neuron,time_ms. Of the streaming operator, sample k of V.npy is
            the voltage at the end of sample k of the input, and times in S.csv count from rest; a call with --state-in goes on where
            the one whose --state-out it reads ended, with the same neurons, seed and draw, bit for bit.

            """,
        "forward" => """
            Example:
              noble-edge forward --model fast-spiking.noble --input X.npy --output Y.npy

            X.npy is [B, C, L] with the channels of the model, Y.npy is [B, 1, L], both float32.

            """,
        "prepare" => """
            Examples:
              noble-edge prepare --model fast-spiking.noble             every ONNX graph that the model has
              noble-edge prepare --model fast-spiking.noble --precision fp16 --batch 64 --provider tensorrt

            What it builds is found by run, render and forward with --engine onnx and the same --batch.

            """,
        "selfcheck" => """
            Examples:
              noble-edge selfcheck                                      this machine's arithmetic, with made-up networks
              noble-edge selfcheck --model fast-spiking.noble           and a model's own

            """,
        "bench" => """
            Examples:
              noble-edge bench --model fast-spiking.noble
              noble-edge bench --model fast-spiking.noble --engine simd,onnx --precision fp32,int8 --batch 1,64 --threads 1 --json
            """,
        "inspect" => """
            Example:
              noble-edge inspect fast-spiking.noble

            """,
        "command" => """
            Examples:
              noble-edge command emergency-stop --broker 127.0.0.1:1883
              noble-edge command target --value 25 --broker 127.0.0.1:1883 --rig bench-2
              noble-edge command holding --cell 0 --value 0.3 --broker 127.0.0.1:1883               nA into neuron 0 of the run's circuit
              noble-edge command conductance --connection gap --value 5 --broker 127.0.0.1:1883     nS of the connection of that name
              noble-edge command conductance --connection 'synapses[0]' --value 2 --broker 127.0.0.1:1883
              noble-edge command background-excitatory --cell -1 --value 3 --broker 127.0.0.1:1883  nS, the first cell of the preparation

            """,
        "node" => """
            Examples:
              noble-edge node --broker 192.168.1.20:1883                on each machine that is to render
              noble-edge run --broker 192.168.1.20:1883 --nodes --neurons 4096

            """,
        "replay" => """
            Example:
              noble-edge replay run.nobl

            Exit code 0 where everything is the same, bit for bit; 1 and the first difference where it is not.

            """,
        "watch" => """
            Examples:
              noble-edge watch --broker 127.0.0.1:1883                  every rig of the broker
              noble-edge watch --broker 127.0.0.1:1883 --rig bench --count 100
              mosquitto_sub -V 5 -q 1 -t noble/bench/spikes -F %x | noble-edge watch --hex -

            """,
        "log" => """
            Examples:
              noble-edge log run.nobl                                   what it was made with, counts, losses, how it ended
              noble-edge log run.nobl --kind stimuli,limits --from 2s --to 3s
              noble-edge log run.nobl --kind all --channel 3
              noble-edge log run.nobl --csv records.csv --spikes spikes.csv
              noble-edge log run.nobl --config                          the configuration, as JSON

            Without --kind, --from, --to or --channel nothing is printed but the summary.

            """,
        "selftest" => """
            Examples:
              noble-edge selftest                                       5 s a row, all processors but one kept busy
              noble-edge selftest --seconds 60 --load 0 --json          a quiet machine, for a file

            Everything stays inside this machine; what was lost makes the exit code 1.

            """,
        "devices" => """
            Examples:
              noble-edge devices                                        what a rig can be made of on this machine, and what is missing
              noble-edge devices --json

            """,
        _ => """
            Examples:
              noble-edge run --neurons 64 --duration 10s
              noble-edge watch --broker 127.0.0.1:1883
              noble-edge inspect models/fast-spiking.noble

            """,
    };
}
