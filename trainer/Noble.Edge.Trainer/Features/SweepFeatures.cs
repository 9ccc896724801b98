using Noble.Edge.Neurons;

namespace Noble.Edge.Trainer;

/// <summary>Features of one sweep.</summary>
/// <param name="Index">Which sweep of the recording.</param>
/// <param name="ParameterSet">Whose it is, in a data set.</param>
/// <param name="Stimulus">The stimulus that the features are about.</param>
/// <param name="EndMilliseconds">Time of the sweep's last sample, ms.</param>
/// <param name="Values">By the order of the request; null where the sweep does not have the feature.</param>
/// <param name="Response">Spikes during the stimulus.</param>
/// <param name="SpikesOutside">Spikes that count in the features but do not peak during the stimulus.</param>
/// <param name="RestMillivolts">voltage_base; NaN where undefined.</param>
/// <param name="SteadyMillivolts">steady_state_voltage_stimend; NaN where undefined.</param>
internal sealed record SweepFeatures(
    int Index,
    string? ParameterSet,
    SweepStimulus Stimulus,
    double EndMilliseconds,
    IReadOnlyList<double>?[] Values,
    StepResponse Response,
    int SpikesOutside,
    double RestMillivolts,
    double SteadyMillivolts);
