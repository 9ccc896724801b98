using Noble.Edge.Neurons;
using Noble.Edge.Neurons.Tests;
using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>Streaming data sets of the built-in cell that take a moment, and the model whose latent space they lie in.</summary>
internal static class StreamingJobs
{
    public static string ModelFolder { get; } = SharedData.InRepository("runtime", "models", "fast-spiking.noble");

    /// <summary>A few neurons, some traces each.</summary>
    public static SimulationJob Job(int neurons = 3, int traces = 4, double window = 300, long seed = 1, double step = 0.02)
    {
        var latent = ModelBundle.Load(ModelFolder).Manifest.Latent;
        ParameterSet[] sets = [.. BuiltInCells.FastSpikingParameterSets.Take(neurons)];
        DataSetNeuron[] surveyed =
        [
            .. sets.Select(set => new DataSetNeuron
            {
                Name = set.Name,
                Features = latent.Features.Select((feature, f) => (feature.Name, latent.Points.First(point => point.Name == set.Name).Values[f])).ToDictionary(),
            }),
        ];
        return new SimulationJob
        {
            Cell = BuiltInCells.FastSpiking(),
            CellSource = new() { ["builtIn"] = "fast-spiking" },
            Sets = sets,
            Protocol = StepProtocol.Default with { SolverStepMilliseconds = step, SettleMilliseconds = 50, RestBeforeMilliseconds = 0, StepMilliseconds = window, RestAfterMilliseconds = 0 },
            Plan = new StreamingPlan([.. surveyed.Select(neuron => neuron.Features["threshold_current"])], [.. sets.Select(_ => traces)], window, seed),
            Decimation = (int)Math.Round(0.1 / step),
            IsSampled = true,
            Surveyed = surveyed,
        };
    }

    public static string Write(string folder, SimulationJob? job = null)
    {
        SmallJobs.Run(job ?? Job(), folder);
        return folder;
    }

    public static StreamingConfiguration Configuration(params string[] data) => new()
    {
        Data = data,
        Model = ModelFolder,
        Hidden = [16],
        ConditioningHidden = [8],
        BatchNeurons = 2,
        BatchSamples = 64,
        MixedTraces = 1,
        Steps = 60,
        Threads = 1,
    };
}
