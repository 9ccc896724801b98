using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>What <c>noble-edge render --operator streaming</c> is to do besides making the neurons.</summary>
internal sealed record StreamingRenderSettings
{
    /// <summary>File of currents [nA], [sample] or [neuron, sample]; null for none.</summary>
    public string? Stimulus { get; init; }

    /// <summary>File of excitatory conductances [µS], likewise.</summary>
    public string? Excitatory { get; init; }

    /// <summary>File of inhibitory conductances [µS], likewise.</summary>
    public string? Inhibitory { get; init; }

    /// <summary>Reversal potentials [mV].</summary>
    public (double Excitatory, double Inhibitory) Reversal { get; init; } = (0, -75);

    /// <summary>How long a sample of the inputs is held [ms]; null for the model's step.</summary>
    public double? StimulusStepMilliseconds { get; init; }

    /// <summary>How spikes are drawn.</summary>
    public StreamingSpikeDraw Draw { get; init; }

    /// <summary>File of the state to begin with; null for rest.</summary>
    public string? StateIn { get; init; }

    /// <summary>File that receives the state at the end.</summary>
    public string? StateOut { get; init; }

    /// <summary>File that receives the voltage.</summary>
    public required string Out { get; init; }

    /// <summary>File that receives the spikes; null for none.</summary>
    public string? Spikes { get; init; }

    /// <summary>Picture; null for none.</summary>
    public string? Plot { get; init; }

    /// <summary>Model steps for which a sample is held.</summary>
    /// <exception cref="UserMistakeException">It is no multiple of the model's step.</exception>
    public int Hold(StreamingSpec spec)
    {
        const double MostMilliseconds = 1e6;
        var step = StimulusStepMilliseconds ?? spec.StepMilliseconds;
        var hold = Math.Round(step / spec.StepMilliseconds);
        return hold >= 1 && step <= MostMilliseconds && Math.Abs((hold * spec.StepMilliseconds) - step) <= 1e-9 * step
            ? (int)hold
            : throw new UserMistakeException(FormattableString.Invariant($"--stimulus-step {step}: expected a multiple of the model's step, {spec.StepMilliseconds} ms, up to {MostMilliseconds:0} ms"));
    }
}
