using System.Diagnostics;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Runs a circuit of neurons of one cell in its versions.</summary>
internal sealed class CircuitSimulation
{
    private const double SettleMilliseconds = 250;
    private const int StepsPerLook = 1000;

    /// <summary>What is connected to what.</summary>
    public required CircuitSpec Spec { get; init; }

    /// <summary>The cell, for what the solver makes.</summary>
    public required CellDescription Cell { get; init; }

    /// <summary>The neurons, one a cell of the circuit.</summary>
    public required IReadOnlyList<ParameterSet> Sets { get; init; }

    /// <summary>The streaming operator, or null.</summary>
    public ModelBundle? Model { get; init; }

    /// <summary>Neurons with their features, for those that the model never saw.</summary>
    public IReadOnlyList<DataSetNeuron> Surveyed { get; init; } = [];

    /// <summary>Step of the circuit, ms.</summary>
    public double StepMilliseconds => Model?.Streaming?.Spec.StepMilliseconds ?? 0.1;

    /// <summary>Length, ms.</summary>
    public required double DurationMilliseconds { get; init; }

    /// <summary>Current into cell 0 at the beginning, which says who starts, nA.</summary>
    public double KickNanoamperes { get; init; }

    /// <summary>Its length, ms.</summary>
    public double KickMilliseconds { get; init; }

    /// <summary>How the operator's spikes are drawn.</summary>
    public StreamingSpikeDraw Draw { get; init; }

    /// <summary>Seed of the drawn ones.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Looks, before anything runs, whether a version can be made.</summary>
    /// <exception cref="UserException">It cannot.</exception>
    public void Check(CircuitVersion version)
    {
        if (version.VirtualCells < version.Cells.Length)
        {
            SolverPreparation.StepsOf(StepMilliseconds, version.SolverStepMilliseconds);
        }

        foreach (var cell in version.Cells[..version.VirtualCells])
        {
            PointOf(Sets[cell].Name);
        }
    }

    /// <summary>Runs one version.</summary>
    public CircuitRecord Run(CircuitVersion version, Action<double> onProgress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var engine = version.VirtualCells > 0 ? CreateEngine(version) : null;
        var solved = version.Cells[version.VirtualCells..];
        var preparation = solved.Length == 0 ? null
            : new SolverPreparation(Cell, [.. solved.Select(cell => Sets[cell])], StepMilliseconds, version.SolverStepMilliseconds, SettleMilliseconds);
        var hybrid = new HybridCircuit(version.Arrange(Spec), engine, preparation, StepMilliseconds);
        var steps = (int)Math.Round(DurationMilliseconds / StepMilliseconds);
        var (voltage, conductance) = (Traces(steps), Traces(steps));
        var spikes = Sets.Select(_ => new List<double>()).ToArray();
        var external = new float[Sets.Count];
        for (var n = 0; n < steps; n++)
        {
            if (n % StepsPerLook == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                onProgress(n / (double)steps);
            }

            external[Array.IndexOf(version.Cells, 0)] = n * StepMilliseconds < KickMilliseconds ? (float)KickNanoamperes : 0;
            for (var i = 0; i < external.Length; i++)
            {
                voltage[version.Cells[i]][n] = hybrid.Voltage[i];
            }

            hybrid.Step(external);
            for (var i = 0; i < external.Length; i++)
            {
                conductance[version.Cells[i]][n] = (float)hybrid.Circuit.ConductanceNanosiemens[i];
                if (!double.IsNaN(hybrid.Circuit.Spikes[i]))
                {
                    spikes[version.Cells[i]].Add((n + hybrid.Circuit.Spikes[i]) * StepMilliseconds);
                }
            }
        }

        onProgress(1);
        return new CircuitRecord(version, voltage, conductance, [.. spikes.Select(times => times.ToArray())], watch.Elapsed.TotalSeconds);
    }

    private IStreamingEngine CreateEngine(CircuitVersion version)
    {
        double[][] points = [.. version.Cells[..version.VirtualCells].Select(cell => PointOf(Sets[cell].Name))];
        return StreamingEngine.Create(new StreamingNeurons(Model!.Streaming!, Model.Manifest.Latent, points), Draw, Seed);
    }

    private double[] PointOf(string name)
    {
        var latent = Model!.Manifest.Latent;
        return latent.Points.FirstOrDefault(point => point.Name == name)?.Values
            ?? (Surveyed.FirstOrDefault(neuron => neuron.Name == name) is { } surveyed ? StreamingMaterial.Point(latent, surveyed) : null)
            ?? throw new UserException(
                $"neuron {name}: {Model.Folder} has no such neuron; expected one of {latent.Points[0].Name} to {latent.Points[^1].Name}, or one of the data set of --features-of");
    }

    private float[][] Traces(int steps) => [.. Sets.Select(_ => new float[steps])];
}
