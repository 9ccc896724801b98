using MathNet.Numerics.LinearAlgebra;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>What a streaming operator learns from, opened: data sets, and the latent space that their neurons lie in.</summary>
public sealed class StreamingMaterial : IDisposable
{
    private const int NormalisingRounds = 2;
    private const double LeastScale = 1e-3, LeastVariance = 1e-5; // of an input; of a direction, that rounding is not made large

    private StreamingMaterial(StreamingConfiguration configuration, ModelBundle model, StreamingWeights? start, StreamingDataSet[] sets, StreamingSpec spec, StreamingSubject[] subjects)
    {
        (Configuration, Model, Start, Sets, Spec, Subjects) = (configuration, model, start, sets, spec, subjects);
    }

    /// <summary>The run.</summary>
    public StreamingConfiguration Configuration { get; }

    /// <summary>The model that it is for.</summary>
    public ModelBundle Model { get; }

    /// <summary>The data sets.</summary>
    public IReadOnlyList<StreamingDataSet> Sets { get; }

    /// <summary>The operator, without figures.</summary>
    public StreamingSpec Spec { get; }

    /// <summary>Neurons that are learned from.</summary>
    public int NeuronCount => Subjects.Length;

    /// <summary>Traces that are learned from.</summary>
    public int TraceCount => Subjects.Sum(subject => subject.Traces.Length);

    /// <summary>The operator that training begins from; null for random weights.</summary>
    internal StreamingWeights? Start { get; }

    internal StreamingSubject[] Subjects { get; }

    /// <summary>Opens what a configuration names.</summary>
    /// <exception cref="DataSetException">It cannot be used.</exception>
    /// <exception cref="ModelBundleException">The model cannot be read.</exception>
    public static StreamingMaterial Open(StreamingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var model = ModelBundle.Load(configuration.Model ?? throw new DataSetException("no \"model\", expected the folder of the model that the streaming operator is for"));
        if (configuration.Data.Length == 0)
        {
            throw new DataSetException("no \"data\", expected folders of 'noble-train simulate-streaming'");
        }

        var sets = configuration.Data.Select(folder => StreamingDataSet.Open(folder)).ToArray();
        var chosen = configuration.Neurons.ToHashSet();
        if (chosen.FirstOrDefault(name => sets.All(set => set.Manifest.Neurons.All(neuron => neuron.Name != name))) is { } unknown)
        {
            throw new DataSetException($"\"neurons\" names '{unknown}', expected neurons of '{sets[0].Folder}', such as {sets[0].Manifest.Neurons[0].Name}");
        }

        var latent = model.Manifest.Latent;
        var start = configuration.From is null ? null : Begin(configuration.From, latent);
        var provenance = Provenance(configuration, sets);
        var spec = start is null ? configuration.Spec(latent, provenance) : start.Spec with { Neurons = configuration.Neurons, Accuracy = [], Provenance = provenance, Onnx = null };
        if (spec.Fault(latent) is { } fault)
        {
            throw new DataSetException(fault);
        }

        if (sets.FirstOrDefault(set => Math.Abs(set.Manifest.StepMilliseconds - spec.StepMilliseconds) > 1e-9) is { } other)
        {
            throw new DataSetException($"'{other.Folder}' has samples of {other.Manifest.StepMilliseconds} ms, expected {spec.StepMilliseconds}");
        }

        var held = configuration.HeldOutNeurons.ToHashSet();
        var traces = sets.SelectMany(set => set.Manifest.Traces.Select((trace, row) => (Neuron: set.Manifest.Neurons[trace.Neuron], Set: set, Row: row)))
            .Where(trace => !held.Contains(trace.Neuron.Name) && (chosen.Count == 0 || chosen.Contains(trace.Neuron.Name)))
            .GroupBy(trace => trace.Neuron.Name);
        var subjects = traces.Select(group => new StreamingSubject(
            Scaled(latent, spec, group.First().Neuron),
            (float)(spec.Output.OffsetFeature is { } feature ? group.First().Neuron.Features[feature] : 0),
            [.. group.Select(trace => (trace.Set, trace.Row))])).ToArray();
        return subjects.Length > 0
            ? new StreamingMaterial(configuration, model, start, sets, spec, subjects)
            : throw new DataSetException("\"neurons\" and \"heldOutNeurons\" leave nothing to learn from");
    }

    /// <summary>A neuron's latent point in the order of a latent space, from the features of a survey.</summary>
    /// <exception cref="DataSetException">It lacks one.</exception>
    public static double[] Point(LatentSpec latent, DataSetNeuron neuron)
    {
        ArgumentNullException.ThrowIfNull(latent);
        ArgumentNullException.ThrowIfNull(neuron);
        return [.. latent.Features.Select(feature => neuron.Features.TryGetValue(feature.Name, out var value)
            ? value
            : throw new DataSetException($"neuron '{neuron.Name}' of the data set has no '{feature.Name}', expected the model's latent features"))];
    }

    /// <summary>Mean, standard deviation and whitening of the inputs, from the first rounds.</summary>
    internal StreamingNormalisation Normalisation(StreamingRounds rounds)
    {
        var inputs = Spec.InputCount();
        var rows = Enumerable.Range(0, NormalisingRounds).SelectMany(r => rounds.Make(r).Values.Chunk(inputs + StreamingRound.Extra)).ToArray();
        var weights = rows.Sum(row => (double)row[^1]);
        double Mean(Func<float[], double> value) => rows.Sum(row => row[^1] * value(row)) / weights;
        var mean = new float[inputs];
        var scale = new float[inputs];
        Parallel.For(0, inputs, i =>
        {
            var centre = Mean(row => row[i]);
            mean[i] = (float)centre;
            scale[i] = (float)Math.Max(Math.Sqrt(Math.Max(Mean(row => (double)row[i] * row[i]) - (centre * centre), 0)), LeastScale);
        });

        // Every sample once, whatever its weight: the approach to a spike is what the directions are for.
        var covariance = Matrix<double>.Build.Dense(inputs, inputs);
        Parallel.For(0, inputs, i =>
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                foreach (var row in rows)
                {
                    sum += (double)(row[i] - mean[i]) * (row[j] - mean[j]);
                }

                covariance[i, j] = sum / ((double)scale[i] * scale[j] * rows.Length);
            }
        });
        for (var i = 0; i < inputs; i++)
        {
            for (var j = 0; j < i; j++)
            {
                covariance[j, i] = covariance[i, j];
            }
        }

        var parts = covariance.Evd(Symmetricity.Symmetric);
        var whitening = parts.EigenVectors * Matrix<double>.Build.DenseOfDiagonalArray([.. parts.EigenValues.Select(value => 1 / Math.Sqrt(Math.Max(value.Real, 0) + LeastVariance))]);
        return new StreamingNormalisation(mean, scale, [.. whitening.ToRowMajorArray().Select(value => (float)value)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var set in Sets)
        {
            set.Dispose();
        }
    }

    private static float[] Scaled(LatentSpec latent, StreamingSpec spec, DataSetNeuron neuron)
    {
        var point = Point(latent, neuron);
        return [.. spec.Features.Select(name =>
        {
            var feature = latent.Features[latent.IndexOf(name)];
            return (float)((2 * (point[latent.IndexOf(name)] - feature.Minimum) / (feature.Maximum - feature.Minimum)) - 1);
        })];
    }

    // Its latent space must be the model's: the same features in the same ranges.
    private static StreamingWeights Begin(string folder, LatentSpec latent)
    {
        var from = ModelBundle.Load(folder);
        var weights = from.Streaming ?? throw new DataSetException($"\"from\" is '{folder}', which has no streaming operator");
        var features = weights.Spec.Features;
        return features.All(name => Find(latent, name) is { } feature && Find(from.Manifest.Latent, name) is { } other && (feature.Minimum, feature.Maximum) == (other.Minimum, other.Maximum))
            ? weights
            : throw new DataSetException($"\"from\" is '{folder}', whose latent space is not that of \"model\"");
        static LatentFeature? Find(LatentSpec space, string name) => space.Features.FirstOrDefault(feature => feature.Name == name);
    }

    private static ModelProvenance Provenance(StreamingConfiguration configuration, StreamingDataSet[] sets) => new()
    {
        Cell = sets[0].Manifest.Cell,
        GroundTruth = sets[0].Manifest.Solver,
        Trainer = $"noble-train {typeof(StreamingMaterial).Assembly.GetName().Version?.ToString(3)}",
        Training = FormattableString.Invariant(
            $"point-process likelihood and voltage, true spikes fed, AdamW, one-cycle schedule from a highest rate of {configuration.LearningRate}, {configuration.Steps} steps of {configuration.BatchNeurons} x {configuration.BatchSamples} samples{Beginning(configuration)}"),
        Seed = configuration.Seed,
        TrainingTraces = 0,
        TrainingSeconds = 0,
        Machine = "",
    };

    private static string Beginning(StreamingConfiguration configuration) =>
        (configuration.From is { } from ? $", from the operator of {Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(from))}" : "")
        + (configuration.Neurons.Length > 0 ? $", for {string.Join(", ", configuration.Neurons)} alone" : "");
}
