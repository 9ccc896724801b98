namespace Noble.Edge.Operator;

/// <summary>
/// Computes the operator's input from a step current and a neuron. The trainer and the runtime share this code,
/// so that what was trained is what runs.
/// </summary>
/// <remarks>An instance holds scratch memory: one a thread.</remarks>
public sealed class InputEmbedding
{
    private readonly ModelManifest _manifest;
    private readonly SpikeClock? _clock;
    private readonly int _onsetFeature;
    private readonly int _rheobaseFeature; // -1 without transient trains
    private readonly int[] _spikeOnsetFeatures = [];
    private readonly int[] _features; // per channel entry, -1 where it carries none
    private readonly double[] _phase; // [sample under current], spikes
    private readonly double[] _rate; // [sample under current], spikes/ms
    private readonly double[] _atCurrent;
    private readonly int _constantLength; // elements of a constant row that are written

    /// <param name="manifest">A manifest whose channels and latent space agree.</param>
    /// <param name="constantsOnce">
    /// Whether a row that is constant over the window receives only its first element, which is all that a workspace made
    /// with <see cref="IsConstant"/> reads.
    /// </param>
    public InputEmbedding(ModelManifest manifest, bool constantsOnce = false)
    {
        _manifest = manifest;
        _constantLength = constantsOnce ? 1 : manifest.Grid.Length;
        IsConstant = [.. manifest.Channels.SelectMany(channel => Enumerable.Repeat(channel.IsConstant, channel.Count))];
        _features = [.. manifest.Channels.Select(channel => channel.NeedsFeature ? manifest.Latent.IndexOf(channel.Feature!) : -1)];
        var underCurrent = manifest.Grid.StimulusOffSample - manifest.Grid.StimulusOnSample;
        _phase = new double[underCurrent];
        _rate = new double[underCurrent];
        (_onsetFeature, _rheobaseFeature) = (-1, -1);
        _atCurrent = [];
        if (manifest.Clock is { } clock)
        {
            _clock = new SpikeClock(clock);
            _onsetFeature = manifest.Latent.IndexOf(clock.OnsetFeature);
            _rheobaseFeature = clock.TransientSpikes > 0 ? manifest.Latent.IndexOf(clock.RheobaseFeature!) : -1;
            _spikeOnsetFeatures = [.. (clock.SpikeOnsetFeatures ?? []).Select(manifest.Latent.IndexOf)];
            _atCurrent = new double[_clock.TermCount];
        }
    }

    /// <summary>Input channels, without the grid coordinate that the network appends.</summary>
    public int ChannelCount => _manifest.Network.InputChannels;

    /// <summary>Whether each input channel has one value over the whole window, whatever the neuron and the current; shape [channel].</summary>
    public IReadOnlyList<bool> IsConstant { get; }

    /// <summary>Writes the input of one trace.</summary>
    /// <param name="currentNanoamperes">Amplitude of the step; 0 is as good as any.</param>
    /// <param name="features">Latent features in their own units, shape [feature].</param>
    /// <param name="clockCoefficients">The neuron's spike clock, shape [term, spline]; empty where the model has none.</param>
    /// <param name="input">Shape [channel, sample] with rows <paramref name="rowStride"/> apart.</param>
    /// <param name="rowStride">Distance between rows, at least the grid's length.</param>
    /// <remarks>Hot path: no allocation.</remarks>
    public void Fill(
        double currentNanoamperes,
        ReadOnlySpan<double> features,
        ReadOnlySpan<double> clockCoefficients,
        Span<float> input,
        int rowStride)
    {
        var isRepetitive = _clock is not null && currentNanoamperes > features[_onsetFeature];
        var isTransient = !isRepetitive && RunTransientTrain(currentNanoamperes, features, clockCoefficients);
        var firing = isRepetitive || isTransient;
        if (isRepetitive)
        {
            var x = _clock!.Variable(currentNanoamperes, features[_onsetFeature]);
            _clock.AtCurrent(clockCoefficients, x, _atCurrent);
            _clock.Evaluate(_atCurrent, _manifest.Grid.StepMilliseconds, _phase, _rate);
        }

        var amplitude = currentNanoamperes / _manifest.CurrentRange.UnitNanoamperes;
        var row = 0;
        for (var entry = 0; entry < _manifest.Channels.Length; entry++)
        {
            var channel = _manifest.Channels[entry];
            var rows = input[(row * rowStride)..];
            switch (channel.Kind)
            {
                case ChannelKind.Current:
                    FillStep(rows, (float)amplitude);
                    break;
                case ChannelKind.CurrentConstant:
                    rows[.._constantLength].Fill((float)amplitude);
                    break;
                case ChannelKind.CurrentNerf:
                    FillNerf(rows, rowStride, amplitude, channel.Frequencies);
                    break;
                case ChannelKind.FeatureConstant:
                    rows[.._constantLength].Fill((float)_manifest.Latent.Features[_features[entry]].Centre(features[_features[entry]]));
                    break;
                case ChannelKind.FeatureNerf:
                    FillNerf(rows, rowStride, _manifest.Latent.Features[_features[entry]].Scale(features[_features[entry]]), channel.Frequencies);
                    break;
                case ChannelKind.FiringGate:
                    FillStep(rows, firing ? 1 : 0);
                    break;
                case ChannelKind.TransientGate:
                    FillStep(rows, isTransient ? 1 : 0);
                    break;
                case ChannelKind.SpikePhase:
                    FillPhase(rows, rowStride, channel.Frequencies, firing);
                    break;
                case ChannelKind.SpikeRate:
                    FillRate(rows, firing);
                    break;
                default:
                    throw new InvalidOperationException($"channel kind {channel.Kind} has no embedding");
            }

            row += channel.Count;
        }
    }

    // Phase and rate of the few spikes between rheobase and onset; false where there are none.
    private bool RunTransientTrain(double currentNanoamperes, ReadOnlySpan<double> features, ReadOnlySpan<double> clockCoefficients)
    {
        if (_rheobaseFeature < 0)
        {
            return false;
        }

        var spec = _clock!.Spec;
        Span<double> times = stackalloc double[spec.TransientSpikes];
        Span<double> known = stackalloc double[_spikeOnsetFeatures.Length];
        for (var n = 0; n < known.Length; n++)
        {
            known[n] = features[_spikeOnsetFeatures[n]];
        }

        var count = TransientTrain.Times(
            spec, clockCoefficients[spec.RepetitiveCoefficientCount..], currentNanoamperes, features[_rheobaseFeature], features[_onsetFeature], known, times);
        if (count > 0)
        {
            TransientTrain.Evaluate(times[..count], _manifest.Grid.StepMilliseconds, _phase, _rate);
        }

        return count > 0;
    }

    private void FillStep(Span<float> row, float value)
    {
        var grid = _manifest.Grid;
        row[..grid.StimulusOnSample].Clear();
        row[grid.StimulusOnSample..grid.StimulusOffSample].Fill(value);
        row[grid.StimulusOffSample..grid.Length].Clear();
    }

    private void FillRate(Span<float> row, bool firing)
    {
        const double PerTenMilliseconds = 10;
        FillStep(row, 0);
        if (firing)
        {
            var underCurrent = row[_manifest.Grid.StimulusOnSample.._manifest.Grid.StimulusOffSample];
            for (var i = 0; i < underCurrent.Length; i++)
            {
                underCurrent[i] = (float)(_rate[i] * PerTenMilliseconds);
            }
        }
    }

    private void FillPhase(Span<float> rows, int rowStride, int frequencies, bool firing)
    {
        for (var r = 0; r < 2 * frequencies; r++)
        {
            FillStep(rows[(r * rowStride)..], 0);
        }

        if (firing)
        {
            Octaves.OfPhase(_phase, frequencies, rows[_manifest.Grid.StimulusOnSample..], rowStride);
        }
    }

    private void FillNerf(Span<float> rows, int rowStride, double value, int frequencies)
    {
        var length = _manifest.Grid.Length;
        Octaves.OfLine(2 * Math.PI / (length - 1) * Math.PI * value, length, frequencies, rows, rowStride);
    }
}
