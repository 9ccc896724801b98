using System.CommandLine;
using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>The options of <c>noble-edge render</c> that belong to one of the two operators.</summary>
internal sealed class StreamingRenderOptions
{
    private readonly Option<string> _operator = Arguments.Text("--operator", "window: a step current, the whole trial at once (default); streaming: any input, step by step", "window|streaming");
    private readonly Option<string> _stimulus = Arguments.Text("--stimulus", "Streaming: current in nA, [sample] for all or [neuron, sample], float32 or float64", "I.npy");
    private readonly Option<double?> _step = Arguments.Number("--stimulus-step", "Streaming: how long a sample is held, a multiple of the model's step, which is the default", "MS");
    private readonly Option<string> _excitatory = Arguments.Text("--excitatory", "Streaming: excitatory conductance in uS, shapes as --stimulus", "G.npy");
    private readonly Option<string> _inhibitory = Arguments.Text("--inhibitory", "Streaming: inhibitory conductance in uS, shapes as --stimulus", "G.npy");
    private readonly Option<string> _reversal = Arguments.Text("--reversal", "Streaming: reversal potentials of both in mV; default 0:-75", "EXC:INH");
    private readonly Option<string> _draw = Arguments.Text("--draw", "Streaming: spikes where half of them would have come (median, default) or drawn with the seed (random)", "median|random");
    private readonly Option<string> _stateIn = Arguments.Text("--state-in", "Streaming: go on from the state of an earlier call with the same neurons; default rest", "F.npy");
    private readonly Option<string> _stateOut = Arguments.Text("--state-out", "Streaming: write the state at the end", "F.npy");

    private Option[] Own => [_stimulus, _step, _excitatory, _inhibitory, _reversal, _draw, _stateIn, _stateOut];

    /// <summary>Adds them to the command.</summary>
    internal void AddTo(Command command)
    {
        foreach (var option in Own.Prepend(_operator))
        {
            command.Add(option);
        }
    }

    /// <summary>Which operator is asked for, and whether every option that was given belongs to it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="windowOptions">Options that the window operator alone has.</param>
    /// <exception cref="UserMistakeException">There is no such operator, or an option belongs to the other.</exception>
    internal bool IsStreaming(ParseResult parsed, Option[] windowOptions)
    {
        var name = parsed.GetValue(_operator) ?? "window";
        if (name is not ("window" or "streaming"))
        {
            throw new UserMistakeException($"--operator '{name}': expected window or streaming");
        }

        var isStreaming = name == "streaming";
        var other = (isStreaming ? windowOptions : Own).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        return other is null ? isStreaming : throw new UserMistakeException($"{other.Name} belongs to --operator {(isStreaming ? "window" : "streaming")}, found --operator {name}");
    }

    /// <summary>Reads them.</summary>
    internal StreamingRenderSettings Read(ParseResult parsed, string output, string? spikes, string? plot)
    {
        var settings = new StreamingRenderSettings
        {
            Stimulus = parsed.GetValue(_stimulus),
            StimulusStepMilliseconds = parsed.GetValue(_step),
            Excitatory = parsed.GetValue(_excitatory),
            Inhibitory = parsed.GetValue(_inhibitory),
            Draw = ParseDraw(parsed.GetValue(_draw)),
            StateIn = parsed.GetValue(_stateIn),
            StateOut = parsed.GetValue(_stateOut),
            Out = output,
            Spikes = spikes,
            Plot = plot,
        };
        if (settings is { Stimulus: null, Excitatory: null, Inhibitory: null })
        {
            throw new UserMistakeException("no input given, expected --stimulus I.npy, --excitatory G.npy or --inhibitory G.npy");
        }

        return parsed.GetValue(_reversal) is { } reversal ? settings with { Reversal = ParseReversal(reversal) } : settings;
    }

    private static StreamingSpikeDraw ParseDraw(string? text) => text switch
    {
        null or "median" => StreamingSpikeDraw.Median,
        "random" => StreamingSpikeDraw.Random,
        _ => throw new UserMistakeException($"--draw '{text}': expected median or random"),
    };

    private static (double, double) ParseReversal(string text)
    {
        const double Largest = 1000;
        var parts = text.Split(':');
        return parts.Length == 2 && TryParse(parts[0], out var excitatory) && TryParse(parts[1], out var inhibitory)
            ? (excitatory, inhibitory)
            : throw new UserMistakeException($"--reversal '{text}': expected two potentials in mV from -1000 to 1000, EXC:INH, as 0:-75");

        static bool TryParse(string part, out double value) =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && Math.Abs(value) <= Largest;
    }
}
