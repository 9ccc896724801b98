namespace Noble.Edge.Operator;

/// <summary>
/// Individual neurons: for each its place in the latent space and its spike clock. A neuron is known by its index.
/// </summary>
public sealed partial class Population
{
    private readonly ModelBundle _model;
    private readonly string[] _names;
    private readonly double[] _features; // [neuron, feature], own units
    private readonly double[] _clocks; // [neuron, coefficient]
    private readonly double[] _clockOffsets; // [neuron, coefficient]: the neuron's own clock minus the map's at its latent point

    private Population(ModelBundle model, string[] names, double[][] points)
    {
        _model = model;
        _names = names;
        FeatureCount = Latent.FeatureCount;
        CoefficientCount = model.Manifest.Clock?.CoefficientCount ?? 0;
        _features = new double[names.Length * FeatureCount];
        _clocks = new double[names.Length * CoefficientCount];
        _clockOffsets = new double[names.Length * CoefficientCount];
        for (var n = 0; n < names.Length; n++)
        {
            CheckFinite(names[n], points[n]);
            points[n].CopyTo(_features, n * FeatureCount);
            if (model.ClockMap is not null)
            {
                MapClock(points[n], ClockOf(n));
            }
        }
    }

    private LatentSpace Latent => _model.Latent;

    /// <summary>Neurons.</summary>
    public int Count => _names.Length;

    /// <summary>Latent features of a neuron.</summary>
    public int FeatureCount { get; }

    /// <summary>Coefficients of a neuron's spike clock; 0 where the model has none.</summary>
    public int CoefficientCount { get; }

    /// <summary>The neuron's name: its parameter set's, or <c>drawn-</c> and its index.</summary>
    public string Name(int neuron) => _names[neuron];

    /// <summary>Latent point in the features' own units, shape [feature].</summary>
    public ReadOnlySpan<double> Features(int neuron) => _features.AsSpan(neuron * FeatureCount, FeatureCount);

    /// <summary>Spike clock, shape [term, spline]; empty where the model has none.</summary>
    public ReadOnlySpan<double> Clock(int neuron) => _clocks.AsSpan(neuron * CoefficientCount, CoefficientCount);

    /// <summary>The first <paramref name="count"/> training neurons, each with the clock that was fitted to it.</summary>
    /// <exception cref="PopulationException">There are not so many.</exception>
    public static Population FromTrainingPoints(ModelBundle model, int count)
    {
        CheckCount(count);
        if (count > model.Latent.PointCount)
        {
            throw new PopulationException(
                $"{count} neurons asked for, but model '{model.Manifest.Name}' has {model.Latent.PointCount} training neurons; draw more from the latent space");
        }

        var points = model.Latent.Points.Take(count).ToArray();
        return FromPoints(model, [.. points.Select(p => p.Name)], [.. points.Select(p => p.Values)], [.. Enumerable.Range(0, count).Select(model.TrainedClock)]);
    }

    /// <summary>
    /// An ensemble: neurons drawn from the model's latent space (see <see cref="LatentSpace.Draw"/>); the same for the same seed. Neuron n
    /// depends on seed and n alone, so that a larger population begins with the smaller.
    /// </summary>
    /// <exception cref="PopulationException">The count is under 1.</exception>
    public static Population Draw(ModelBundle model, int count, ulong seed) => Draw(model, 0, count, seed);

    /// <summary>A part of such an ensemble: neurons <paramref name="first"/> and on.</summary>
    /// <exception cref="PopulationException">The first is negative or the count under 1.</exception>
    public static Population Draw(ModelBundle model, int first, int count, ulong seed)
    {
        if (first < 0)
        {
            throw new PopulationException($"first neuron {first}: expected 0 or more");
        }

        CheckCount(count);
        var points = new double[count][];
        Parallel.For(0, count, n =>
        {
            var random = new SeededRandom(seed, (ulong)(first + n));
            points[n] = new double[model.Latent.FeatureCount];
            model.Latent.Draw(ref random, points[n]);
        });
        return new Population(model, [.. Enumerable.Range(first, count).Select(n => $"drawn-{n}")], points);
    }

    /// <summary>Neurons at given latent points (see <see cref="LatentCsv"/>).</summary>
    /// <exception cref="PopulationException">The file cannot be used.</exception>
    public static Population FromCsv(ModelBundle model, string path)
    {
        var points = LatentCsv.Read(path, model.Manifest.Latent);
        return FromPoints(model, [.. Enumerable.Range(0, points.Length).Select(n => $"given-{n}")], points);
    }

    /// <summary>Neurons at given latent points, with their own clocks where they were measured.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">A name each.</param>
    /// <param name="points">Features in their own units, shape [neuron][feature].</param>
    /// <param name="clocks">Spike clocks, shape [neuron][coefficient]; null, or null for a neuron, to predict them from the latent point.</param>
    /// <exception cref="PopulationException">A feature is not a finite number; the message names neuron and feature.</exception>
    public static Population FromPoints(ModelBundle model, string[] names, double[][] points, double[]?[]? clocks = null)
    {
        var population = new Population(model, names, points);
        for (var n = 0; n < names.Length; n++)
        {
            if (clocks?[n] is { } own)
            {
                population.SetClock(n, own);
            }
        }

        return population;
    }

    /// <summary>Where a neuron lies beside the model's training neurons.</summary>
    public LatentPlace Place(int neuron) => Latent.Place(Features(neuron));

    /// <summary>Neurons outside the latent space's domain, and where they are.</summary>
    public IEnumerable<(int Neuron, LatentPlace Place)> Outside()
    {
        for (var n = 0; n < Count; n++)
        {
            var place = Place(n);
            if (place.IsOutside)
            {
                yield return (n, place);
            }
        }
    }

    private void MapClock(ReadOnlySpan<double> features, Span<double> clock)
    {
        Span<double> centred = stackalloc double[FeatureCount];
        Latent.Centre(features, centred);
        _model.ClockMap!.Evaluate(centred, clock);
    }

    private Span<double> ClockOf(int neuron) => _clocks.AsSpan(neuron * CoefficientCount, CoefficientCount);

    private Span<double> ClockOffsets(int neuron) => _clockOffsets.AsSpan(neuron * CoefficientCount, CoefficientCount);

    // The neuron's clock is the map's so far: what its own differs by goes with it wherever it is moved.
    private void SetClock(int neuron, ReadOnlySpan<double> own)
    {
        if (_model.ClockMap is null)
        {
            return;
        }

        var clock = ClockOf(neuron);
        var offsets = ClockOffsets(neuron);
        for (var c = 0; c < CoefficientCount; c++)
        {
            offsets[c] = own[c] - clock[c];
        }

        own.CopyTo(clock);
    }

    private void CheckFinite(string name, double[] point)
    {
        for (var f = 0; f < FeatureCount; f++)
        {
            if (!double.IsFinite(point[f]))
            {
                throw new PopulationException(FormattableString.Invariant(
                    $"neuron '{name}': {Latent.Features[f].Name} is {point[f]}, expected a number in {Latent.Features[f].Unit}"));
            }
        }
    }

    private static void CheckCount(int count)
    {
        if (count < 1)
        {
            throw new PopulationException($"{count} neurons asked for, expected at least 1");
        }
    }
}
