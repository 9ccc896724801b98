using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>The current into a streaming population, or a conductance of it, as a configuration has it; nothing is open yet.</summary>
internal sealed record StimulusSettings
{
    /// <summary>A constant current.</summary>
    internal static StimulusSettings Constant { get; } = new() { IsDefault = true };

    /// <summary>The key that it is read from.</summary>
    internal string Key { get; init; } = StimulusReader.Key;

    /// <summary>Reversal potential of a conductance [mV]; 0 of a current.</summary>
    internal double ReversalMillivolts { get; init; }

    /// <summary>Whether nothing was said.</summary>
    internal bool IsDefault { get; init; }

    /// <summary>A .npy file of a waveform, or null.</summary>
    internal string? File { get; init; }

    /// <summary>SHA-256 of that file, in a recording, or null.</summary>
    internal string? Hash { get; init; }

    /// <summary>Whether the file begins again.</summary>
    internal bool Loops { get; init; }

    /// <summary>Interval of samples; null for the model's step, or for samples that count as they come.</summary>
    internal TimeSpan? SampleInterval { get; init; }

    /// <summary>Samples that come in through a port, or null; the steps of a sample and the source are filled in later.</summary>
    internal SampledStimulusOptions? Sampled { get; init; }

    /// <summary>What waits before the first sample is used, where samples wait for their turn.</summary>
    internal TimeSpan Delay { get; init; }

    /// <summary>What waits at most.</summary>
    internal TimeSpan Buffer { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What it is, in words.</summary>
    internal string Description { get; init; } = "constant current";

    /// <summary>A waveform at the model's step.</summary>
    internal static StimulusSettings OfFile(string path) => new() { File = Path.GetFullPath(path), Description = $"current of {path}" };

    /// <summary>Whether there is no current but that of all neurons.</summary>
    internal bool IsConstant => File is null && Sampled is null;

    /// <summary>Makes it.</summary>
    /// <param name="neurons">Neurons.</param>
    /// <param name="stepMilliseconds">The model's step [ms].</param>
    /// <exception cref="UserMistakeException">The file will not do.</exception>
    internal IStreamingStimulus Create(int neurons, double stepMilliseconds)
    {
        if (File is not null)
        {
            return Waveform(neurons, stepMilliseconds);
        }

        return Sampled is null ? new NoStimulus() : Made(() => new SampledStimulus(neurons, Options(stepMilliseconds), Description));
    }

    /// <summary>Refuses what does not fit the model's step.</summary>
    /// <exception cref="UserMistakeException">Something does not.</exception>
    internal void Check(double stepMilliseconds)
    {
        _ = StepsPerSample(stepMilliseconds);
        if (Sampled is not null)
        {
            _ = Options(stepMilliseconds);
        }

        if (File is not null && !System.IO.File.Exists(File))
        {
            throw new UserMistakeException($"{Key}.file '{File}': no such file");
        }
    }

    private T Made<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new UserMistakeException($"{Key}: {error.Message}", error);
        }
    }

    private SampledStimulusOptions Options(double stepMilliseconds) => Made(() =>
    {
        var interval = SampleInterval?.TotalMilliseconds ?? 0;
        return SampleInterval is null
            ? Sampled!
            : Sampled! with { StepsPerSample = StepsPerSample(stepMilliseconds), Delay = Math.Max(1, Samples(Delay, interval)), Capacity = Math.Max(16, Samples(Buffer, interval)) };
    });

    private static int Samples(TimeSpan time, double interval) => (int)Math.Clamp(Math.Ceiling(time.TotalMilliseconds / interval), 0, int.MaxValue);

    /// <summary>How many of a unit an interval is [ms]; null where it is no multiple of it.</summary>
    internal static int? Multiple(double interval, double unit)
    {
        var count = (int)Math.Round(Math.Clamp(interval / unit, 0, 1e6));
        return count >= 1 && Math.Abs((count * unit) - interval) < 1e-6 ? count : null;
    }

    private int StepsPerSample(double stepMilliseconds)
    {
        if (SampleInterval is not { TotalMilliseconds: var interval })
        {
            return 1;
        }

        return Multiple(interval, stepMilliseconds)
            ?? throw new UserMistakeException(FormattableString.Invariant($"{Key}.sampleMilliseconds {interval}: expected a multiple of the model's step of {stepMilliseconds} ms"));
    }

    private WaveformStimulus Waveform(int neurons, double stepMilliseconds)
    {
        NpyArray<float> array;
        try
        {
            if (Hash is not null && Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(File!))) != Hash)
            {
                throw new UserMistakeException($"{Key}.file '{File}' is not the one that was recorded: its SHA-256 is another than {Hash}");
            }

            array = NpyFile.Read<float>(File!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArrayFileException)
        {
            throw new UserMistakeException(error is FileNotFoundException or DirectoryNotFoundException ? $"{Key}.file '{File}': no such file" : $"{Key}.file: {error.Message}", error);
        }

        var rows = array.Shape.Length == 2 ? array.Shape[0] : 1;
        return array.Shape.Length is 1 or 2 && array.Data.Length > 0 && (rows == 1 || rows == neurons)
            ? new WaveformStimulus(array.Data, rows, StepsPerSample(stepMilliseconds), Loops, Description)
            : throw new UserMistakeException($"{Key}.file '{File}' has the shape [{string.Join(", ", array.Shape)}], expected [sample] or [neuron, sample] with {neurons} neurons");
    }
}
