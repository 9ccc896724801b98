using System.Text.RegularExpressions;

namespace Noble.Edge.Neurons;

/// <summary>The text form of stimuli, on the command line and in JSON.</summary>
/// <remarks>
/// A piece is <c>kind:arguments</c>, see <see cref="Forms"/>. Pieces joined by <c>+</c> add, each with its delay from the same start;
/// <c>A then B</c> starts B's time where A ends, and binds weaker than <c>+</c>. Currents are in nA, times in ms, frequencies in Hz.
/// A piece that names no delay starts at 15 ms, after <c>then</c> at once; one that names no duration lasts 400 ms.
/// </remarks>
public static partial class StimulusText
{
    private const double DefaultDelay = 15, DefaultDuration = 400;
    private const string Time = "[,delay=MS][,duration=MS]";

    /// <summary>Form of each kind of piece.</summary>
    public static IReadOnlyDictionary<string, string> Forms { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["step"] = $"step:NA{Time}",
        ["ramp"] = $"ramp:FROM..TO{Time}",
        ["pulses"] = "pulses:amplitude=NA,frequency=HZ,width=MS,count=N[,delay=MS]",
        ["sine"] = $"sine:amplitude=NA,frequency=HZ[,offset=NA][,phase=DEGREES]{Time}",
        ["chirp"] = $"chirp:amplitude=NA,from=HZ,to=HZ[,sweep=linear|exponential][,offset=NA]{Time}",
        ["ou"] = $"ou:mean=NA,sd=NA,tau=MS,seed=N[,grid=MS]{Time}",
        ["npy"] = "npy:FILE,dt=MS[,interpolation=hold|linear][,scale=X][,delay=MS]",
    };

    /// <summary>Reads a stimulus.</summary>
    /// <param name="text">The text.</param>
    /// <param name="readWaveform">Reads the file of an <c>npy:</c> piece, nA; null where files are not accepted.</param>
    /// <exception cref="StimulusFormatException">The text is not a stimulus; the message names the piece and what was expected.</exception>
    public static Stimulus Parse(string text, Func<string, double[]>? readWaveform = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new List<Stimulus>();
        double origin = 0;
        foreach (var (i, stage) in Then().Split(text).Index())
        {
            var pieces = Plus().Split(stage).Select(p => Piece(p.Trim(), i == 0 ? DefaultDelay : 0, readWaveform).Delayed(origin)).ToArray();
            parts.AddRange(pieces);
            origin = pieces.Max(p => p.EndMilliseconds);
        }

        return parts.Count == 1 ? parts[0] : new StimulusSum(parts);
    }

    private static StimulusPiece Piece(string text, double defaultDelay, Func<string, double[]>? readWaveform)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Forms.TryGetValue(text[..colon].TrimEnd(), out var form))
        {
            throw new StimulusFormatException(text, $"a piece that begins with {string.Join(", ", Forms.Keys.Select(k => $"{k}:"))}");
        }

        var arguments = new PieceArguments(text, text[(colon + 1)..], form);
        try
        {
            var delay = arguments.Number("delay", defaultDelay);
            var piece = Create(text[..colon].TrimEnd(), text, arguments, readWaveform) with { DelayMilliseconds = delay };
            arguments.Finish();
            return piece;
        }
        catch (ArgumentException e)
        {
            // The runtime adds the parameter's name and the value on further lines.
            throw new StimulusFormatException(text, form, e.Message.Split(" (Parameter", 2)[0].Split('\n')[0], e);
        }
    }

    private static StimulusPiece Create(string kind, string text, PieceArguments a, Func<string, double[]>? readWaveform)
    {
        switch (kind)
        {
            case "step":
                return new StepStimulus(a.Number(null)) { DurationMilliseconds = Duration(a) };
            case "ramp":
                var (from, to) = a.Range();
                return new RampStimulus(from, to) { DurationMilliseconds = Duration(a) };
            case "pulses":
                return new PulseTrainStimulus(a.Number("amplitude"), a.Number("frequency"), a.Number("width"), (int)Math.Clamp(a.Whole("count"), 0, int.MaxValue));
            case "sine":
                return new SineStimulus(a.Number("amplitude"), a.Number("frequency"))
                {
                    OffsetNanoamperes = a.Number("offset", 0),
                    PhaseDegrees = a.Number("phase", 0),
                    DurationMilliseconds = Duration(a),
                };
            case "chirp":
                return new ChirpStimulus(a.Number("amplitude"), a.Number("from"), a.Number("to"))
                {
                    IsExponential = a.Choice("sweep", "linear", "exponential"),
                    OffsetNanoamperes = a.Number("offset", 0),
                    DurationMilliseconds = Duration(a),
                };
            case "ou":
                return new OrnsteinUhlenbeckStimulus(a.Number("mean"), a.Number("sd"), a.Number("tau"), a.Whole("seed"))
                {
                    GridMilliseconds = a.Number("grid", 0.02),
                    DurationMilliseconds = Duration(a),
                };
            default:
                var file = a.Word(null);
                var samples = (readWaveform ?? throw new StimulusFormatException(text, "a stimulus without a file"))(file);
                return new WaveformStimulus(file, samples, a.Number("dt"))
                {
                    IsLinear = a.Choice("interpolation", "hold", "linear"),
                    Scale = a.Number("scale", 1),
                };
        }
    }

    private static double Duration(PieceArguments arguments) => arguments.Number("duration", DefaultDuration);

    [GeneratedRegex(@"\s+then\s+")]
    private static partial Regex Then();

    // A plus sign also stands in numbers and in file names: it joins only where another piece begins.
    [GeneratedRegex(@"\+(?=\s*[a-z]+\s*:)")]
    private static partial Regex Plus();
}
