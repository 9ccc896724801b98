using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Exponential moving average of the weights, in a network of its own.</summary>
/// <remarks>
/// After step n (from 1): average = d average + (1 - d) weights, d = min(decay, n / (n + 10)), so that the initial weights are soon forgotten.
/// </remarks>
internal sealed class WeightAverage : IDisposable
{
    private const double WarmUpSteps = 10;

    private readonly FnoNetwork _source;
    private readonly double _decay;

    public WeightAverage(FnoNetwork source, double decay, long seed)
    {
        (_source, _decay) = (source, decay);
        Network = new FnoNetwork(source.Shape, source.Length, source.Device, seed, source.Precision);
        Network.Load(source.ToWeights());
    }

    /// <summary>The network with the averaged weights.</summary>
    public FnoNetwork Network { get; }

    /// <summary>Takes the weights after a step.</summary>
    /// <param name="steps">Steps done, 1 or more.</param>
    public void Add(long steps)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var decay = Math.Min(_decay, steps / (steps + WarmUpSteps));
        foreach (var (name, average) in Network.Parameters)
        {
            average.TimesInPlace(decay).PlusInPlace(_source.Parameters[name], 1 - decay);
        }
    }

    public void Dispose() => Network.Dispose();
}
