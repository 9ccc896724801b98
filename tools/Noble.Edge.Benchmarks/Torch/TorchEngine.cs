using Noble.Edge.Operator;
using Noble.Edge.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Benchmarks;

/// <summary>The operator in libtorch, as fast as its own operators allow: the baseline of the engines.</summary>
/// <remarks>
/// Activations are [channel, batch * sample], so that every pointwise map is one matrix product with the bias added inside; the mixing matrices are
/// made once; nothing records gradients.
/// </remarks>
internal sealed class TorchEngine : IOperatorEngine
{
    private readonly TorchForm _form;
    private readonly int _threads;
    private readonly Dictionary<string, Tensor> _weights = [];
    private readonly Tensor[] _mix; // [mode, 2 in, 2 out], or complex [mode, in, out]
    private readonly TruncatedFourier? _fourier;
    private readonly Tensor _grid; // [1, L]
    private readonly DisposeScope _scope;

    /// <param name="weights">The network.</param>
    /// <param name="length">Samples of the time axis.</param>
    /// <param name="form">How the spectral layers are computed.</param>
    /// <param name="threads">Threads of libtorch.</param>
    public TorchEngine(FnoWeights weights, int length, TorchForm form, int threads)
    {
        TorchNative.EnsureLoadable();
        TorchMemory.KeepFreed();
        (_form, _threads, Shape, Length) = (form, threads, weights.Shape, length);
        _scope = NewDisposeScope();
        foreach (var (name, data) in weights.ToTensors())
        {
            _weights[name] = tensor(data.As<float>().ToArray(), Axes(data));
        }

        _fourier = form == TorchForm.FullFft ? null
            : form == TorchForm.Matrices ? new TruncatedFourier(length, Shape.Modes, CPU, outer: 1)
            : new TruncatedFourier(length, Shape.Modes, CPU);
        _grid = arange(length, float32).div(length).unsqueeze(0);
        _mix = [.. Enumerable.Range(0, Shape.Layers).Select(Mix)];
    }

    public NetworkShape Shape { get; }

    public int Length { get; }

    public string Description => $"libtorch {torch.__version__}, {_form}";

    public void Forward(ReadOnlySpan<float> input, int batch, Span<float> output)
    {
        // libtorch's threads are the process's: each engine sets its own.
        if (get_num_threads() != _threads)
        {
            set_num_threads(_threads);
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var x = tensor(input.ToArray(), [batch, Shape.InputChannels, Length]).transpose(0, 1);
        Evaluate(x, batch).contiguous().data<float>().ToArray().CopyTo(output);
    }

    public void Dispose()
    {
        _fourier?.Dispose();
        _scope.Dispose();
    }

    private Tensor Evaluate(Tensor x, long batch)
    {
        var h = cat([x, _grid.unsqueeze(0).expand(1, batch, Length)], 0).reshape(Shape.InputChannels + 1, batch * Length);
        h = Mlp("lifting", h);
        for (var layer = 0; layer < Shape.Layers; layer++)
        {
            var isLast = layer == Shape.Layers - 1;
            var u = addmm(Spectral(layer, h, batch), Matrix($"fno_blocks.fno_skips.{layer}.conv.weight"), h, 1, 1);
            u = isLast ? u : nn.functional.gelu(u);
            var v = addcmul(Mlp($"fno_blocks.channel_mlp.{layer}", u), _weights[$"fno_blocks.channel_mlp_skips.{layer}.weight"].reshape(-1, 1), h, 1);
            h = isLast ? v : nn.functional.gelu(v);
        }

        return Mlp("projection", h);
    }

    private Tensor Spectral(int layer, Tensor h, long batch)
    {
        long channels = Shape.HiddenChannels, modes = Shape.Modes;
        var bias = _weights[$"fno_blocks.convs.{layer}.bias"].expand(channels, batch).reshape(channels * batch, 1);
        if (_fourier is null)
        {
            var spectrum = fft.rfft(h.reshape(channels, batch, Length), norm: FFTNormType.Forward).slice(2, 0, modes, 1);
            var mixed = spectrum.permute(2, 1, 0).bmm(_mix[layer]).permute(2, 1, 0); // [out, batch, mode]
            return fft.irfft(mixed.contiguous(), Length, norm: FFTNormType.Forward).reshape(channels * batch, Length).add_(bias).reshape(channels, batch * Length);
        }

        var bins = _fourier.Forward(h.reshape(channels * batch, Length));
        bins = bins.reshape(channels, batch, 2, modes).permute(3, 1, 2, 0).reshape(modes, batch, 2 * channels);
        bins = bins.bmm(_mix[layer]).reshape(modes, batch, 2, channels).permute(3, 1, 2, 0).reshape(channels * batch, 2 * modes);
        return _fourier.Inverse(bins).add_(bias).reshape(channels, batch * Length);
    }

    private static long[] Axes(TensorData data)
    {
        var axes = new long[data.Shape.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = data.Shape[i];
        }

        return axes;
    }

    private Tensor Mix(int layer)
    {
        var real = _weights[$"fno_blocks.convs.{layer}.weight.real"].permute(2, 0, 1);
        var imaginary = _weights[$"fno_blocks.convs.{layer}.weight.imag"].permute(2, 0, 1);
        return _fourier is null
            ? complex(real.contiguous(), imaginary.contiguous())
            : cat([cat([real, imaginary], 2), cat([-imaginary, real], 2)], 1);
    }

    private Tensor Mlp(string name, Tensor h)
    {
        var hidden = nn.functional.gelu(addmm(_weights[$"{name}.fcs.0.bias"].unsqueeze(1), Matrix($"{name}.fcs.0.weight"), h, 1, 1));
        return addmm(_weights[$"{name}.fcs.1.bias"].unsqueeze(1), Matrix($"{name}.fcs.1.weight"), hidden, 1, 1);
    }

    private Tensor Matrix(string name) => _weights[name].squeeze(2);
}
