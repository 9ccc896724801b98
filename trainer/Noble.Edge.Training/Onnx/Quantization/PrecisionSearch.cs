using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>
/// Finds the products that must stay in float32: each is tried alone, and then, with all others in the lower precision, the worst are taken back one
/// after another until voltage and spikes hold half of what the bounds allow. The other half is for what the search did not see.
/// </summary>
internal sealed class PrecisionSearch
{
    private const int TracesAlone = 8;

    private readonly FnoWeights _weights;
    private readonly SpectralBasis _basis;
    private readonly QuantizationOptions _options;
    private readonly QuantizationTraces _traces;
    private readonly RenderedTrace[] _reference;
    private readonly Action<string, int, int> _onProgress;
    private readonly SiteArithmetic _arithmetic;
    private readonly string[] _sites;

    /// <param name="weights">The network.</param>
    /// <param name="basis">How its spectral layers are written.</param>
    /// <param name="options">Precision and bound.</param>
    /// <param name="traces">What it was trained on.</param>
    /// <param name="reference">The same from the float32 graph.</param>
    /// <param name="onProgress">What is under way, how much is done, of how much.</param>
    public PrecisionSearch(
        FnoWeights weights, SpectralBasis basis, QuantizationOptions options, QuantizationTraces traces, RenderedTrace[] reference, Action<string, int, int> onProgress)
    {
        (_weights, _basis, _options, _traces, _reference, _onProgress) = (weights, basis, options, traces, reference, onProgress);
        _arithmetic = options.Precision == OnnxPrecision.Int8 ? SiteArithmetic.Int8 : SiteArithmetic.Half;
        _sites = [.. GraphSites.All(weights.Shape, basis).Where(site => _arithmetic != SiteArithmetic.Int8 || GraphSites.CanBeInt8(site))];
    }

    /// <summary>Runs it.</summary>
    /// <returns>The precision that was found, and each product's figures.</returns>
    /// <exception cref="OnnxExportException">No product can have the lower precision.</exception>
    public (GraphPrecision Precision, SiteError[] Sites) Run()
    {
        var (few, right) = (_traces.First(TracesAlone), _reference.Take(TracesAlone).ToArray());
        var (activations, ranges) = _arithmetic == SiteArithmetic.Int8 ? Ranges(few, right) : ([], []);
        var magnitudes = ranges.ToDictionary(range => range.Key, range => range.Value.Magnitude);
        var alone = new Dictionary<string, double>();
        foreach (var site in _sites)
        {
            alone[site] = Compare(Precision([site], magnitudes), few, right).RelativeL2;
            _onProgress("each product alone", alone.Count, _sites.Length);
        }

        // What is not a number is worst of all.
        string[] worstFirst = [.. _sites.OrderByDescending(site => double.IsFinite(alone[site]) ? alone[site] : double.PositiveInfinity)];
        for (var kept = 0; kept < worstFirst.Length; kept++)
        {
            var precision = Precision(worstFirst[kept..], magnitudes);
            var figures = Compare(precision, _traces, _reference);
            _onProgress("worst taken back", kept + 1, worstFirst.Length);
            if (IsGood(figures))
            {
                _onProgress("worst taken back", worstFirst.Length, worstFirst.Length);
                return (precision, [.. _sites.Select(site => Figures(site, Array.IndexOf(worstFirst, site) < kept))]);
            }
        }

        throw new OnnxExportException(
            $"no product of the network can be {_options.Precision.ToString().ToLowerInvariant()}: the calibration traces miss half of the bounds with any; expected wider bounds");

        SiteError Figures(string site, bool isKept)
        {
            var range = activations.TryGetValue(site, out var activation) ? ranges[activation] : null;
            return new SiteError
            {
                Site = site,
                RelativeL2Alone = Training.Figures.Round(alone[site]),
                IsKeptInFloat32 = isKept,
                RangeMethod = range?.Method,
                RangeMagnitude = range is null ? null : Training.Figures.Round(range.Magnitude),
            };
        }
    }

    private bool IsGood(SpikeFigures figures) => double.IsFinite(figures.RelativeL2)
        && 100 * figures.RelativeL2 <= _options.RelativeL2BoundPercent / 2
        && figures.CountErrorPercent <= _options.CountBoundPercent / 2
        && 100 - figures.WithinOneMillisecondPercent <= (100 - _options.WithinBoundPercent) / 2;

    private (Dictionary<string, string> Activations, Dictionary<string, ActivationRange> Ranges) Ranges(QuantizationTraces few, RenderedTrace[] right)
    {
        var (file, bySite) = OperatorGraph.WriteObserved(_weights, _basis);
        var activations = _sites.ToDictionary(site => site, site => bySite[site]);
        List<string> names = [.. activations.Values.Distinct()];
        var histograms = ActivationRanges.Observe(file, names, _traces);
        var ranges = new Dictionary<string, ActivationRange>();
        foreach (var name in names)
        {
            string[] readers = [.. _sites.Where(site => activations[site] == name)];
            GraphPrecision Alone(float magnitude) => Precision(readers, new Dictionary<string, float> { [name] = magnitude }) with { KeepWeights = true };
            ranges[name] = ActivationRanges.Choose(histograms[name], magnitude => Compare(Alone(magnitude), few, right).RelativeL2);
            _onProgress("ranges", ranges.Count, names.Count);
        }

        return (activations, ranges);
    }

    private GraphPrecision Precision(IEnumerable<string> sites, IReadOnlyDictionary<string, float> ranges) =>
        new() { Sites = sites.ToDictionary(site => site, _ => _arithmetic), Ranges = ranges };

    private SpikeFigures Compare(GraphPrecision precision, QuantizationTraces traces, RenderedTrace[] reference) =>
        SpikeFigures.Compare(reference, traces.Render(OperatorGraph.Write(_weights, _basis, precision with { IsRehearsal = true })));
}
