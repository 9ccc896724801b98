namespace Noble.Edge.Operator;

/// <summary>
/// Individual neurons: for each its place in the latent space and its spike clock. A neuron is known by its index.
/// </summary>
public sealed class Population
{
    private readonly LatentSpace _latent;
    private readonly SpikeClockMap? _map;
    private readonly string[] _names;
    private readonly double[] _features; // [neuron, feature], own units
    private readonly double[] _clocks; // [neuron, coefficient]
    private readonly double[] _clockOffsets; // [neuron, coefficient]: the neuron's own clock minus the map's at its latent point

    private Population(ModelBundle model, string[] names, double[][] points, Func<int, double[]?> ownClock)
    {
        _latent = model.Latent;
        _map = model.ClockMap;
        _names = names;
        FeatureCount = _latent.FeatureCount;
        CoefficientCount = model.Manifest.Clock?.CoefficientCount ?? 0;
        _features = new double[names.Length * FeatureCount];
        _clocks = new double[names.Length * CoefficientCount];
        _clockOffsets = new double[names.Length * CoefficientCount];
        for (var n = 0; n < names.Length; n++)
        {
            points[n].CopyTo(_features, n * FeatureCount);
            if (_map is null)
            {
                continue;
            }

            var clock = _clocks.AsSpan(n * CoefficientCount, CoefficientCount);
            MapClock(points[n], clock);
            if (ownClock(n) is { } own)
            {
                for (var c = 0; c < CoefficientCount; c++)
                {
                    _clockOffsets[(n * CoefficientCount) + c] = own[c] - clock[c];
                }

                own.CopyTo(clock);
            }
        }
    }

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
                $"{count} neurons asked for, but model '{model.Manifest.Name}' has {model.Latent.PointCount} training neurons; draw from their hull for more");
        }

        var points = model.Latent.Points.Take(count).ToArray();
        return new Population(model, [.. points.Select(p => p.Name)], [.. points.Select(p => p.Values)], model.TrainedClock);
    }

    /// <summary>Neurons drawn inside the training neurons' convex hull (see <see cref="LatentSpace.Draw"/>); the same for the same seed.</summary>
    /// <exception cref="PopulationException">The count is under 1.</exception>
    public static Population SampleHull(ModelBundle model, int count, ulong seed)
    {
        CheckCount(count);
        var points = new double[count][];
        for (var n = 0; n < count; n++)
        {
            var random = new SeededRandom(seed, (ulong)n);
            points[n] = new double[model.Latent.FeatureCount];
            model.Latent.Draw(ref random, points[n]);
        }

        return new Population(model, [.. Enumerable.Range(0, count).Select(n => $"drawn-{n}")], points, _ => null);
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
    public static Population FromPoints(ModelBundle model, string[] names, double[][] points, double[]?[]? clocks = null) =>
        new(model, names, points, n => clocks?[n]);

    /// <summary>Neurons outside the training neurons' convex hull, and how far (see <see cref="LatentSpace.DistanceToHull"/>).</summary>
    public IEnumerable<(int Neuron, double Distance)> OutsideHull()
    {
        for (var n = 0; n < Count; n++)
        {
            var distance = _latent.DistanceToHull(Features(n));
            if (distance > 0)
            {
                yield return (n, distance);
            }
        }
    }

    /// <summary>
    /// A neuron as it is in one trial: its own latent point moved a random way towards a point drawn in the hull, its clock with it.
    /// </summary>
    /// <param name="neuron">Index.</param>
    /// <param name="trial">Trial, from 0.</param>
    /// <param name="variability">The longest move as a share of the way, 0 (the same neuron in each trial) to 1.</param>
    /// <param name="seed">With neuron and trial it fixes the draw.</param>
    /// <param name="features">Shape [feature].</param>
    /// <param name="clock">Shape [coefficient].</param>
    /// <remarks>Hot path: no allocation.</remarks>
    public void DrawTrial(int neuron, long trial, double variability, ulong seed, Span<double> features, Span<double> clock)
    {
        Features(neuron).CopyTo(features);
        Clock(neuron).CopyTo(clock);
        if (variability <= 0)
        {
            return;
        }

        Span<double> drawn = stackalloc double[FeatureCount];
        var random = new SeededRandom(seed, (ulong)neuron, (ulong)trial + 1);
        var share = variability * random.NextUniform();
        _latent.Draw(ref random, drawn);
        for (var f = 0; f < FeatureCount; f++)
        {
            features[f] += share * (drawn[f] - features[f]);
        }

        if (_map is not null)
        {
            MapClock(features, clock);
            for (var c = 0; c < CoefficientCount; c++)
            {
                clock[c] += _clockOffsets[(neuron * CoefficientCount) + c];
            }
        }
    }

    private void MapClock(ReadOnlySpan<double> features, Span<double> clock)
    {
        Span<double> centred = stackalloc double[FeatureCount];
        _latent.Centre(features, centred);
        _map!.Evaluate(centred, clock);
    }

    private static void CheckCount(int count)
    {
        if (count < 1)
        {
            throw new PopulationException($"{count} neurons asked for, expected at least 1");
        }
    }
}
