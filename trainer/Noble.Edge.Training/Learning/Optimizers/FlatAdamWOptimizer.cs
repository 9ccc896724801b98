using System.Globalization;
using Noble.Edge.Operator;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>AdamW with clipped gradients, like <see cref="AdamWOptimizer"/>, on all weights as one tensor: for a GPU.</summary>
/// <remarks>
/// One by one, a hundred small parameters take a GPU longer to be told of than to change. The norm of the gradient stays on the device,
/// so that a step is never waited for.
/// </remarks>
internal sealed class FlatAdamWOptimizer : ITrainingOptimizer
{
    private const string StateFile = "optimizer.safetensors", StepKey = "step", MeanKey = "mean", SquareKey = "square";
    private const double Epsilon = 1e-8, NormFloor = 1e-6; // TorchSharp's

    private readonly Tensor _weights; // [weight], the network's
    private readonly Parameter[] _parameters; // views of it, in its order
    private readonly TrainingConfiguration _configuration;
    private readonly Tensor _mean;
    private readonly Tensor _square;
    private long _step;

    /// <param name="weights">The memory of the parameters, shape [weight].</param>
    /// <param name="parameters">Views of it, one after the other.</param>
    /// <param name="configuration">Decays and clip.</param>
    public FlatAdamWOptimizer(Tensor weights, IEnumerable<Parameter> parameters, TrainingConfiguration configuration)
    {
        (_weights, _parameters, _configuration) = (weights, [.. parameters], configuration);
        _mean = zeros_like(weights).DetachFromDisposeScope();
        _square = zeros_like(weights).DetachFromDisposeScope();
    }

    public Tensor Step(Func<Tensor> loss, double rate)
    {
        using var scope = NewDisposeScope();
        var value = loss();
        var gradient = cat([.. autograd.grad([value], _parameters).Select(part => part.reshape(-1))], 0);
        using (no_grad())
        {
            if (_configuration.ClipNorm > 0)
            {
                gradient.mul_(gradient.norm().PlusInPlace(NormFloor).reciprocal_().TimesInPlace(_configuration.ClipNorm).AtMostInPlace(1));
            }

            Update(gradient, rate);
        }

        return value.detach().MoveToOuterDisposeScope();
    }

    private void Update(Tensor gradient, double rate)
    {
        var (beta1, beta2) = (_configuration.Beta1, _configuration.Beta2);
        _step++;
        _weights.TimesInPlace(1 - (rate * _configuration.WeightDecay));
        _mean.TimesInPlace(beta1).PlusInPlace(gradient, 1 - beta1);
        _square.TimesInPlace(beta2).PlusProductInPlace(gradient, gradient, 1 - beta2);
        var deviation = _square.sqrt().TimesInPlace(1 / Math.Sqrt(1 - Math.Pow(beta2, _step))).PlusInPlace(Epsilon);
        _weights.PlusQuotientInPlace(_mean, deviation, -rate / (1 - Math.Pow(beta1, _step)));
    }

    public void Save(string folder) => SafetensorsFile.Write(
        Path.Combine(folder, StateFile),
        new Dictionary<string, TensorData> { [MeanKey] = Host(_mean), [SquareKey] = Host(_square) },
        new Dictionary<string, string> { [StepKey] = _step.ToString(CultureInfo.InvariantCulture) });

    public void Load(string folder)
    {
        var file = SafetensorsFile.Read(Path.Combine(folder, StateFile));
        _step = long.TryParse(file.Metadata[StepKey], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? step
            : throw new InvalidOperationException($"{StateFile}: '{StepKey}' is '{file.Metadata[StepKey]}', expected a number of steps");
        FromHost(file.Tensors[MeanKey], _mean);
        FromHost(file.Tensors[SquareKey], _square);
    }

    public void Dispose()
    {
        _mean.Dispose();
        _square.Dispose();
    }

    private static TensorData Host(Tensor tensor)
    {
        using var host = tensor.cpu();
        return new TensorData(host.data<float>().ToArray(), (int)host.numel());
    }

    private static void FromHost(TensorData data, Tensor target)
    {
        using var host = tensor(data.As<float>().ToArray());
        target.copy_(host);
    }
}
