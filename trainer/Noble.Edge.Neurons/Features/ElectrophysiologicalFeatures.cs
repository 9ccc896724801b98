namespace Noble.Edge.Neurons;

/// <summary>Features of a voltage trace with the names, units and definitions of eFEL (Blue Brain Project).</summary>
/// <remarks>
/// Definitions: https://efel.readthedocs.io and eFEL's reference settings, of which <see cref="FeatureWindow"/> holds
/// those that may be changed. A feature that a trace does not have is null, never an error. Three differences from
/// eFEL 5 are meant: a sample exactly on the spike threshold counts as over it, where eFEL loses the crossing; a spike
/// before the stimulus has a half-width, where eFEL looks for its rise behind its peak; <c>time_constant</c> is
/// undefined where the stimulus depolarises.
/// </remarks>
public static class ElectrophysiologicalFeatures
{
    private const int LeastSamples = 3;

    private const int MostGridSamples = 100_000_000;

    private static readonly FeatureRule[] Rules = [.. VoltageFeatures.Rules, .. SpikeTimeFeatures.Rules, .. SpikeShapeFeatures.Rules];

    private static readonly Dictionary<string, FeatureRule> ByName = Index();

    /// <summary>Every feature.</summary>
    public static IReadOnlyList<FeatureDefinition> All { get; } = [.. Rules.Select(rule => rule.Definition)];

    /// <summary>Older names that are accepted, and what they are called now.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = SpikeTimeFeatures.Aliases;

    /// <summary>The feature of a name or an older name.</summary>
    /// <exception cref="UnknownFeatureException">There is no feature of that name.</exception>
    public static FeatureDefinition Find(string name) => Rule(name).Definition;

    /// <summary>Takes the features of a trace with a fixed step.</summary>
    /// <param name="voltage">Voltage, mV; sample k is at <see cref="FeatureWindow.TraceStartMilliseconds"/> + k · <see cref="FeatureWindow.StepMilliseconds"/>.</param>
    /// <param name="window">Timing of the trace and settings.</param>
    /// <exception cref="ArgumentException">The stimulus does not end after its start, or the grid would have over 100 million samples.</exception>
    public static FeatureValues Extract(ReadOnlySpan<double> voltage, FeatureWindow window)
    {
        Check(window);
        var times = new double[voltage.Length];
        for (var k = 0; k < times.Length; k++)
        {
            times[k] = window.TraceStartMilliseconds + (k * window.StepMilliseconds);
        }

        return Extract(times, voltage, window);
    }

    /// <summary>Takes the features of a trace with a time of its own for each sample.</summary>
    /// <param name="timesMilliseconds">Time of each sample, ms, rising.</param>
    /// <param name="voltage">Voltage, mV, shape [sample] as the times.</param>
    /// <param name="window">Stimulus and settings; the step and the trace's start are not used.</param>
    /// <exception cref="ArgumentException">The lengths differ, the times do not rise, the stimulus does not end after its start, or the grid would have over 100 million samples.</exception>
    public static FeatureValues Extract(ReadOnlySpan<double> timesMilliseconds, ReadOnlySpan<double> voltage, FeatureWindow window)
    {
        Check(window);
        if (timesMilliseconds.Length != voltage.Length)
        {
            throw new ArgumentException(
                $"Got {timesMilliseconds.Length} times and {voltage.Length} voltages; expected as many.", nameof(timesMilliseconds));
        }

        for (var k = 1; k < timesMilliseconds.Length; k++)
        {
            if (!(timesMilliseconds[k] > timesMilliseconds[k - 1]))
            {
                throw new ArgumentException($"Time {k} is not after the one before it; expected rising times.", nameof(timesMilliseconds));
            }
        }

        if (voltage.Length > 0 && !IsGridPossible(timesMilliseconds[^1] - timesMilliseconds[0], window.InterpolationStepMilliseconds))
        {
            throw new ArgumentException(
                $"A grid of {window.InterpolationStepMilliseconds} ms over {timesMilliseconds[^1] - timesMilliseconds[0]} ms; expected at most {MostGridSamples} samples.",
                nameof(window));
        }

        return new FeatureValues(voltage.Length < LeastSamples ? null : new FeatureTrace(timesMilliseconds, voltage, window));
    }

    /// <summary>Whether a trace of this length can be taken on a grid of this step.</summary>
    /// <param name="milliseconds">Length of the trace, ms.</param>
    /// <param name="interpolationStepMilliseconds">Step of the grid, ms; 0 for the trace's own.</param>
    public static bool IsGridPossible(double milliseconds, double interpolationStepMilliseconds) =>
        GridSamples(milliseconds, interpolationStepMilliseconds) <= MostGridSamples;

    internal static FeatureRule Rule(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.TryGetValue(name, out var rule) ? rule : throw new UnknownFeatureException(name, Nearest(name));
    }

    private static double GridSamples(double milliseconds, double step) => step > 0 ? milliseconds / step : 0;

    private static void Check(FeatureWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (!(window.StimulusEndMilliseconds > window.StimulusStartMilliseconds))
        {
            throw new ArgumentException(
                $"Stimulus is {window.StimulusStartMilliseconds} to {window.StimulusEndMilliseconds} ms; expected its end after its start.",
                nameof(window));
        }
    }

    private static Dictionary<string, FeatureRule> Index()
    {
        var index = new Dictionary<string, FeatureRule>(StringComparer.Ordinal);
        foreach (var rule in Rules)
        {
            index.Add(rule.Definition.Name, rule);
        }

        foreach (var (old, now) in SpikeTimeFeatures.Aliases)
        {
            index.Add(old, index[now]);
        }

        return index;
    }

    private static string? Nearest(string name)
    {
        var (best, distance) = Rules.Select(rule => (rule.Definition.Name, Distance(name, rule.Definition.Name))).MinBy(pair => pair.Item2);
        return distance <= Math.Max(3, name.Length / 2) ? best : null;
    }

    /// <summary>How many letters have to be put in, taken out or changed.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        foreach (var letter in a)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
