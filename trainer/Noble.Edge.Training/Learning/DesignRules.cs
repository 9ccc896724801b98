using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>What a configuration's channels, features and output must have in common.</summary>
internal static class DesignRules
{
    private const double ScaleMillivolts = 100;

    /// <summary>Whether a channel needs the spike clock.</summary>
    public static bool NeedsClock(ChannelSpec[] channels) =>
        channels.Any(channel => channel.NeedsClock);

    /// <exception cref="DataSetException">A channel or the output needs a latent feature that is not there, or the window is too short for the modes.</exception>
    public static void Check(TrainingConfiguration configuration, ChannelSpec[] channels, GridSpec grid)
    {
        CheckModes(configuration, grid);
        foreach (var channel in channels)
        {
            if (channel.Frequencies is < 1 or > 16)
            {
                throw new DataSetException($"inputs: channel {channel.Kind} has {channel.Frequencies} frequencies, expected 1 to 16");
            }

            if (channel.Kind is ChannelKind.FeatureConstant or ChannelKind.FeatureNerf && !configuration.Features.Contains(channel.Feature))
            {
                throw new DataSetException($"inputs: channel {channel.Kind} names the feature '{channel.Feature}', expected one of features: {string.Join(", ", configuration.Features)}");
            }
        }

        if (NeedsClock(channels) && !configuration.Features.Contains(FeatureCatalogue.ThresholdCurrent))
        {
            throw new DataSetException($"features lacks '{FeatureCatalogue.ThresholdCurrent}', which the spike clock counts the current from");
        }

        if (configuration.TransientSpikes > 0 && NeedsClock(channels) && !configuration.Features.Contains(FeatureCatalogue.Rheobase))
        {
            throw new DataSetException($"features lacks '{FeatureCatalogue.Rheobase}', which transient trains count the current from");
        }

        if (configuration.RestOffset && !configuration.Features.Contains(FeatureCatalogue.RestingVoltage))
        {
            throw new DataSetException($"features lacks '{FeatureCatalogue.RestingVoltage}', which is added to the output; name it, or set restOffset to false");
        }
    }

    /// <exception cref="DataSetException">The window is too short for the modes.</exception>
    public static void CheckModes(TrainingConfiguration configuration, GridSpec grid)
    {
        if (2 * configuration.Modes > grid.Length)
        {
            throw new DataSetException($"modes is {configuration.Modes}, expected at most {grid.Length / 2}, half the window's {grid.Length} samples");
        }
    }

    /// <summary>From the network's output to millivolts.</summary>
    public static OutputMapping Output(TrainingConfiguration configuration, IEnumerable<DataSetNeuron> training) => configuration.RestOffset
        ? new OutputMapping { ScaleMillivolts = ScaleMillivolts, OffsetFeature = FeatureCatalogue.RestingVoltage }
        : new OutputMapping
        {
            ScaleMillivolts = ScaleMillivolts,
            OffsetMillivolts = training.Average(neuron => neuron.Features.TryGetValue(FeatureCatalogue.RestingVoltage, out var rest)
                ? rest
                : throw new DataSetException($"neuron '{neuron.Name}' of the data set has no feature '{FeatureCatalogue.RestingVoltage}'")),
        };
}
