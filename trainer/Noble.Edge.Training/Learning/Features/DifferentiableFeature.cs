using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>An electrophysiological feature through which gradients flow, with eFEL's name and definition.</summary>
/// <remarks>Where a definition takes a minimum, the gradient goes to the sample that is lowest.</remarks>
public abstract class DifferentiableFeature
{
    private readonly Dictionary<int, bool> _defined = [];

    /// <param name="name">eFEL's name.</param>
    /// <param name="data">The traces, whose true voltage and spikes say where the feature is defined.</param>
    protected DifferentiableFeature(string name, DataSet data)
    {
        (Name, Data) = (name, data);
        Samples = new StepSamples(data.Manifest.Grid);
    }

    /// <summary>The features there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [SagAmplitude.FeatureName, AhpDepth.FeatureName, SteadyStateVoltage.FeatureName];

    /// <summary>eFEL's name; the unit is mV.</summary>
    public string Name { get; }

    /// <summary>The traces.</summary>
    protected DataSet Data { get; }

    /// <summary>Where base, step and steady state are.</summary>
    protected StepSamples Samples { get; }

    /// <summary>The feature of a name.</summary>
    /// <exception cref="DataSetException">There is none.</exception>
    public static DifferentiableFeature Create(string name, DataSet data) => name switch
    {
        SagAmplitude.FeatureName => new SagAmplitude(data),
        AhpDepth.FeatureName => new AhpDepth(data),
        SteadyStateVoltage.FeatureName => new SteadyStateVoltage(data),
        _ => throw new DataSetException($"no differentiable feature '{name}', expected one of {string.Join(", ", Names)}"),
    };

    /// <summary>Whether a trace of the data set has the feature.</summary>
    public bool IsDefined(int trace)
    {
        if (!_defined.TryGetValue(trace, out var defined))
        {
            _defined[trace] = defined = Has(trace);
        }

        return defined;
    }

    /// <summary>The feature of each row.</summary>
    /// <param name="voltage">[row, sample], mV; any voltage for those traces.</param>
    /// <param name="traces">Which trace of the data set each row stands for; all have the feature.</param>
    /// <returns>[row], mV.</returns>
    public abstract Tensor Compute(Tensor voltage, IReadOnlyList<int> traces);

    /// <summary>Whether the true voltage has the feature.</summary>
    protected abstract bool Has(int trace);

    /// <summary>Mean of the true voltage over a range of samples [mV].</summary>
    protected double TrueMean(int trace, int from, int to)
    {
        var sum = 0.0;
        foreach (var v in Data.Voltage(trace)[from..to])
        {
            sum += v;
        }

        return sum / (to - from);
    }
}
