using System.CommandLine;
using Noble.Edge.Host;
using Noble.Edge.Pictures;

namespace Noble.Edge.Tools;

/// <summary><c>noble-tools plot</c>: a picture of a recording, of spikes, or of voltage.</summary>
internal static class PlotCommand
{
    private static readonly Argument<string> Data = new("DATA") { Description = "Recording NAME.nobl, spikes S.csv (neuron,time_ms) or voltage V.npy ([neuron, sample], mV)" };
    private static readonly Option<string> Out = Arguments.Text("--out", "The picture", "F.png|F.svg", required: true);
    private static readonly Option<string> From = Arguments.Text("--from", "Left end of the time axis, as in 500ms, 10s; default the beginning", "TIME");
    private static readonly Option<string> To = Arguments.Text("--to", "Right end of the time axis; default the end", "TIME");
    private static readonly Option<string> Neurons = Arguments.Text("--neurons", "Voltage: these neurons; default the first six", "N,N,...");
    private static readonly Option<double?> Step = Arguments.Number("--step", "Voltage: sampling interval in milliseconds; required, the array does not say it", "MS");
    private static readonly Option<string> Title = Arguments.Text("--title", "Above the picture; default the file's name and what it shows", "TEXT");

    internal static Command Create()
    {
        var command = new Command("plot", "Draw a recording, spikes or voltage as PNG or SVG.") { Data, Out, From, To, Neurons, Step, Title };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (data, path) = (parsed.GetRequiredValue(Data), Files.Output("--out", parsed.GetRequiredValue(Out), ".png", ".svg"));
        var window = TimeWindow.Parse(parsed.GetValue(From), parsed.GetValue(To));
        var ending = Path.GetExtension(data).ToLowerInvariant();
        var (neurons, step) = (parsed.GetValue(Neurons), parsed.GetValue(Step));
        if (ending != ".npy" && (neurons ?? (object?)step) is not null)
        {
            throw new UserMistakeException($"--neurons and --step are for voltage, and '{data}' is none, expected V.npy");
        }

        var picture = ending switch
        {
            ".npy" => PictureData.Voltage(
                data,
                neurons is null ? null : NwbCommand.Neurons("--neurons", neurons),
                step ?? throw new UserMistakeException("--step is missing, expected the sampling interval of the voltage in milliseconds"),
                window),
            ".csv" => PictureData.Spikes(data, window),
            ".nobl" => PictureData.Recording(data, window),
            _ => throw new UserMistakeException($"'{data}': expected a recording NAME.nobl, spikes S.csv or voltage V.npy"),
        };
        if (parsed.GetValue(Title) is { } title)
        {
            picture = picture with { Title = title };
        }

        picture.Write(path);
        Console.Out.WriteLine(path);
        return ExitCode.Done;
    }
}
