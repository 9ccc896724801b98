using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The input of a trace whose window begins some samples late (see <see cref="RandomWindows"/>).</summary>
internal sealed class TraceEmbedding
{
    private readonly ModelManifest _manifest;
    private readonly int _fullLength;
    private readonly InputEmbedding _window;
    private readonly InputEmbedding _full;
    private readonly float[] _fullInput; // [channel, sample of the whole trace]; empty without shifts

    /// <param name="manifest">The model's.</param>
    /// <param name="traces">The data set's grid: the model's, or one that is longer.</param>
    public TraceEmbedding(ModelManifest manifest, GridSpec traces)
    {
        (_manifest, _fullLength) = (manifest, traces.Length);
        _window = new InputEmbedding(manifest);
        _full = traces == manifest.Grid ? _window : new InputEmbedding(manifest with { Grid = traces });
        _fullInput = traces == manifest.Grid ? [] : new float[_window.ChannelCount * traces.Length];
    }

    /// <summary>Input channels.</summary>
    public int ChannelCount => _window.ChannelCount;

    /// <summary>Writes the input of a window.</summary>
    /// <param name="shift">Where it begins in the trace [samples].</param>
    /// <param name="current">Amplitude of the step [nA].</param>
    /// <param name="features">Latent point, shape [feature].</param>
    /// <param name="clock">Spike clock, shape [term, spline]; empty where the model has none.</param>
    /// <param name="input">Shape [channel, sample], rows <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance between rows.</param>
    public void Fill(int shift, double current, ReadOnlySpan<double> features, ReadOnlySpan<double> clock, Span<float> input, int stride)
    {
        _window.Fill(current, features, clock, input, stride);
        if (shift == 0)
        {
            return;
        }

        _full.Fill(current, features, clock, _fullInput, _fullLength);
        var row = 0;
        foreach (var channel in _manifest.Channels)
        {
            // The octaves of a NeRF channel run over the window itself.
            for (var r = row; r < row + channel.Count && channel.Kind is not (ChannelKind.CurrentNerf or ChannelKind.FeatureNerf); r++)
            {
                _fullInput.AsSpan((r * _fullLength) + shift, _manifest.Grid.Length).CopyTo(input[(r * stride)..]);
            }

            row += channel.Count;
        }
    }
}
