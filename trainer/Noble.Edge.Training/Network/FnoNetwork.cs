using Noble.Edge.Operator;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>The operator with gradients: the same network as the runtime's engines, written with real matrix products only.</summary>
/// <remarks>
/// Activations are [channel, batch * sample], so that each pointwise layer is one matrix product. Parameters bear neuraloperator's
/// names; complex spectral weights are two real tensors, <c>.real</c> and <c>.imag</c>. In mixed precision the pointwise layers
/// compute in bfloat16, from parameters that stay float32; the Fourier layers, the sums between layers and the output are float32.
/// </remarks>
public sealed class FnoNetwork : IDisposable
{
    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly TruncatedFourier _fourier;
    private readonly Tensor _grid; // [1, L]: i / L

    /// <param name="shape">Sizes.</param>
    /// <param name="length">Grid length L.</param>
    /// <param name="device">CPU or CUDA.</param>
    /// <param name="seed">Fixes the initial weights.</param>
    /// <param name="precision">float32, or bfloat16 for mixed precision.</param>
    public FnoNetwork(NetworkShape shape, int length, Device device, long seed, ScalarType precision = ScalarType.Float32)
    {
        Precision = precision;
        Shape = shape;
        Length = length;
        Device = device;
        _fourier = new TruncatedFourier(length, shape.Modes, device);
        _grid = arange(length, float32, device).div(length).unsqueeze(0);
        Weights = Initialize(seed);
        long at = 0;
        foreach (var (name, dimensions) in FnoTensors.Layout(shape))
        {
            var count = dimensions.Aggregate(1L, (a, b) => a * b);
            using var part = Weights.narrow(0, at, count);
            using var shaped = part.view([.. dimensions.Select(size => (long)size)]);
            _parameters[name] = new Parameter(shaped.detach(), requires_grad: true);
            at += count;
        }
    }

    /// <summary>All parameters one after the other, shape [weight]: they are views of it.</summary>
    internal Tensor Weights { get; }

    /// <summary>Sizes.</summary>
    public NetworkShape Shape { get; }

    /// <summary>Grid length L.</summary>
    public int Length { get; }

    /// <summary>Where it runs.</summary>
    public Device Device { get; }

    /// <summary>In what the pointwise layers compute.</summary>
    public ScalarType Precision { get; }

    /// <summary>Every parameter by its neuraloperator name.</summary>
    public IReadOnlyDictionary<string, Parameter> Parameters => _parameters;

    /// <summary>Applies the operator.</summary>
    /// <param name="input">Shape [input channel, batch, L], float32.</param>
    /// <returns>Shape [batch, L].</returns>
    public Tensor Forward(Tensor input)
    {
        if (input.dim() != 3 || input.shape[0] != Shape.InputChannels || input.shape[2] != Length)
        {
            throw new ArgumentException(
                $"operator input is [{string.Join(", ", input.shape)}], expected [{Shape.InputChannels}, batch, {Length}]", nameof(input));
        }

        var batch = input.shape[1];
        var gridRow = _grid.unsqueeze(0).expand(1, batch, Length);
        var h = cat([input, gridRow], 0).reshape(Shape.InputChannels + 1, batch * Length);
        h = Mlp("lifting", h);
        for (var layer = 0; layer < Shape.Layers; layer++)
        {
            h = Block(layer, h, batch);
        }

        return Mlp("projection", h).reshape(batch, Length);
    }

    private Tensor Initialize(long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        var initial = FnoTensors.Layout(Shape).Select(entry => FnoInitialization.Create(entry.Key, [.. entry.Value.Select(size => (long)size)], Shape, generator).reshape(-1));
        return cat([.. initial], 0).to(Device).DetachFromDisposeScope();
    }

    private Tensor Block(int layer, Tensor h, long batch)
    {
        var isLast = layer == Shape.Layers - 1;
        var gate = P($"fno_blocks.channel_mlp_skips.{layer}.weight").reshape(-1, 1);
        var skip = Matrix($"fno_blocks.fno_skips.{layer}.conv.weight");
        var u = Precision == ScalarType.Float32
            ? addmm(Spectral(layer, h, batch), skip, h, 1, 1)
            : Spectral(layer, h, batch).Plus(mm(skip.to(Precision), h.to(Precision)).to(float32));
        u = isLast ? u : nn.functional.gelu(u);
        var v = Mlp($"fno_blocks.channel_mlp.{layer}", u).PlusProduct(gate, h);
        return isLast ? v : nn.functional.gelu(v);
    }

    private Tensor Spectral(int layer, Tensor h, long batch)
    {
        long channels = Shape.HiddenChannels, modes = Shape.Modes;
        var real = P($"fno_blocks.convs.{layer}.weight.real").permute(2, 0, 1); // [mode, in, out]
        var imaginary = P($"fno_blocks.convs.{layer}.weight.imag").permute(2, 0, 1);
        // (a + ib)(r + is) as one real product of [a, b] with [[r, s], [-s, r]].
        var mix = cat([cat([real, imaginary], 2), cat([-imaginary, real], 2)], 1); // [mode, 2 in, 2 out]

        var bins = _fourier.Forward(h.reshape(channels * batch, Length)); // [channel * batch, 2 mode]
        bins = bins.reshape(channels, batch, 2, modes).permute(3, 1, 2, 0).reshape(modes, batch, 2 * channels);
        bins = bins.bmm(mix).reshape(modes, batch, 2, channels).permute(3, 1, 2, 0).reshape(channels * batch, 2 * modes);
        var bias = P($"fno_blocks.convs.{layer}.bias").expand(channels, batch).reshape(channels * batch, 1);
        return _fourier.Inverse(bins).PlusInPlace(bias).reshape(channels, batch * Length);
    }

    private Tensor Mlp(string name, Tensor h)
    {
        if (Precision != ScalarType.Float32)
        {
            return MixedMlp(name, h);
        }

        var hidden = nn.functional.gelu(addmm(P($"{name}.fcs.0.bias").unsqueeze(1), Matrix($"{name}.fcs.0.weight"), h, 1, 1));
        return addmm(P($"{name}.fcs.1.bias").unsqueeze(1), Matrix($"{name}.fcs.1.weight"), hidden, 1, 1);
    }

    private Tensor MixedMlp(string name, Tensor h)
    {
        var hidden = nn.functional.gelu(addmm(Low($"{name}.fcs.0.bias").unsqueeze(1), Low($"{name}.fcs.0.weight").squeeze(2), h.to(Precision), 1, 1));
        return addmm(Low($"{name}.fcs.1.bias").unsqueeze(1), Low($"{name}.fcs.1.weight").squeeze(2), hidden, 1, 1).to(float32);
    }

    private Tensor Low(string name) => P(name).to(Precision);

    private Parameter P(string name) => _parameters[name];

    private Tensor Matrix(string name) => P(name).squeeze(2);

    /// <inheritdoc/>
    public void Dispose()
    {
        _fourier.Dispose();
        _grid.Dispose();
        Weights.Dispose();
        foreach (var parameter in _parameters.Values)
        {
            parameter.Dispose();
        }
    }
}
