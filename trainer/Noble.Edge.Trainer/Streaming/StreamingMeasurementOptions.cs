using System.CommandLine;

namespace Noble.Edge.Trainer;

/// <summary>The options that say what a streaming operator is measured on.</summary>
internal sealed class StreamingMeasurementOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "Traces that were not learned from, of 'simulate-streaming'; several folders with commas between" };
    private readonly Option<string?> _half = new("--solver-at") { Description = "The same traces at another --dt, in the same order: the solver's own figures stand beside the model's" };
    private readonly Option<string?> _long = new("--long") { Description = "Long traces, of which drift is measured in parts of 10 s" };
    private readonly Option<string?> _steps = new("--steps") { Description = "The window operator's data set: square steps that neither learned from" };
    private readonly Option<int> _count = new("--traces") { Description = "The first so many traces of each neuron; 0 for all", DefaultValueFactory = _ => 0 };

    private readonly Option<string?> _table = new("--table") { Description = "CSV file for the figures of each trace alone" };

    private StreamingMeasurementOptions()
    {
    }

    public static StreamingMeasurementOptions Create() => new();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_data, _half, _long, _steps, _count, _table])
        {
            command.Options.Add(option);
        }
    }

    public static string[] Folders(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public StreamingMeasurement Read(ParseResult parsed) => new(
        Folders(parsed.GetValue(_data) ?? throw new UserException("no --data, expected folders of 'noble-train simulate-streaming'")),
        Folders(parsed.GetValue(_half) ?? ""),
        parsed.GetValue(_long),
        parsed.GetValue(_steps),
        parsed.GetValue(_count) is >= 0 and var count ? count : throw new UserException($"--traces {parsed.GetValue(_count)}: expected 0 or more"),
        parsed.GetValue(_table));
}
