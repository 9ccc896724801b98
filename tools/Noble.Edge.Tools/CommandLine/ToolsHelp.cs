using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Noble.Edge.Host;

namespace Noble.Edge.Tools;

/// <summary>The ordinary help, and examples of the command after it.</summary>
internal sealed class ToolsHelp(HelpAction ordinary) : SynchronousCommandLineAction
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

    private static string Examples(string command) => command switch
    {
        "nwb" => """
            Examples:
              noble-tools nwb run.nobl --out run.nwb                                    spikes, stimuli, inputs, limits, trials
              noble-tools nwb run.nobl --out run.nwb --with-voltage 0,5                 and the voltage of two neurons, rendered again
              noble-tools nwb run.nobl --out run.nwb --model copy/pvalb.noble           where the model is no longer where it was
              noble-tools nwb run.nobl --out run.nwb --experimenter "A. Name" --lab Bench --institution Institute --subject slice-7

            The voltage is that of every trial of the recording; --voltage takes the first trial from a file of noble-edge render.

            """,
        "csv" => """
            Examples:
              noble-tools csv run.nobl --out spikes.csv                                 neuron,time_ms
              noble-tools csv run.nobl --out records.csv --records                      everything: time_ms,kind,detail,source,channel,value

            """,
        "npy" => """
            Examples:
              noble-tools npy run.nobl --out arrays                                     a folder of arrays, named below

            spike_times.npy int64 [ns], spike_neurons.npy int32; stimulus_times, stimulus_ports, stimulus_channels, stimulus_nanoamperes
            (float64); input_times, input_ports, input_kinds, input_channels, input_values (float64).

            """,
        "aedat" => """
            Examples:
              noble-tools aedat run.nobl --out run.aedat                                AEDAT 3.1: spike events, neuron by neuron
              noble-tools aedat run.nobl --out run.aedat4 --version 4 --width 32        AEDAT 4: the neuron is the pixel, row by row

            """,
        "plot" => """
            Examples:
              noble-tools plot run.nobl --out raster.png                                raster and population rate of a recording
              noble-tools plot run.nobl --out raster.svg --from 1s --to 3s
              noble-tools plot S.csv --out raster.png                                   of spikes as noble-edge render --spikes writes them
              noble-tools plot V.npy --out voltage.png --step 0.1 --neurons 0,3,7    of voltage as noble-edge render --out writes it

            """,
        _ => """
            Examples:
              noble-tools nwb run.nobl --out run.nwb
              noble-tools plot run.nobl --out raster.png

            """,
    };
}
