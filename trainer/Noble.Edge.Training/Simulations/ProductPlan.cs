using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>Every parameter set with every stimulus; the stimuli of one set follow each other.</summary>
public sealed class ProductPlan : TracePlan
{
    private readonly Stimulus[] _stimuli;
    private readonly int _sets;

    /// <summary>Joins sets and stimuli.</summary>
    /// <param name="sets">Number of parameter sets, 1 or more.</param>
    /// <param name="stimuli">At least one.</param>
    public ProductPlan(int sets, IReadOnlyList<Stimulus> stimuli)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sets, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stimuli.Count, 1, nameof(stimuli));
        (_sets, _stimuli) = (sets, [.. stimuli]);
    }

    /// <inheritdoc/>
    public override int Count => checked(_sets * _stimuli.Length);

    /// <inheritdoc/>
    public override double StartMilliseconds => _stimuli.Min(s => s.StartMilliseconds);

    /// <inheritdoc/>
    public override double EndMilliseconds => _stimuli.Max(s => s.EndMilliseconds);

    /// <inheritdoc/>
    public override (double Minimum, double Maximum) RangeNanoamperes =>
        (_stimuli.OfType<StepStimulus>().Min(s => s.AmplitudeNanoamperes), _stimuli.OfType<StepStimulus>().Max(s => s.AmplitudeNanoamperes));

    /// <summary>Whether every stimulus is one step with the same times: what a data set for training holds.</summary>
    public bool IsOneStep => _stimuli.All(s => s is StepStimulus && s.StartMilliseconds == StartMilliseconds && s.EndMilliseconds == EndMilliseconds);

    /// <inheritdoc/>
    public override PlannedTrace Trace(int index)
    {
        var stimulus = _stimuli[index % _stimuli.Length];
        return new PlannedTrace(index / _stimuli.Length, stimulus, stimulus.NoiseSeed);
    }

    /// <inheritdoc/>
    public override JsonObject Describe() => new()
    {
        ["kind"] = "parameter sets x stimuli",
        ["stimuli"] = new JsonArray([.. _stimuli.Select(s => JsonValue.Create(s.Text))]),
        ["waveforms"] = new JsonArray([.. _stimuli.SelectMany(Waveforms).DistinctBy(w => w.Name).Select(w => (JsonNode)new JsonObject
        {
            ["file"] = w.Name,
            ["samples"] = w.SamplesNanoamperes.Count,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(w.SamplesNanoamperes.ToArray()))),
        })]),
    };

    private static IEnumerable<WaveformStimulus> Waveforms(Stimulus stimulus) => stimulus switch
    {
        WaveformStimulus waveform => [waveform],
        StimulusSum sum => sum.Parts.SelectMany(Waveforms),
        _ => [],
    };
}
