using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Chooses a neuron's currents: stratified at random in each zone of its F-I curve, so that none is crowded and none empty.</summary>
public static class CurrentPlan
{
    // Over onset the rate rises steepest at first: currents crowd there as the power of a uniform share.
    private const double OnsetCrowding = 1.7;

    /// <summary>Currents of one neuron, ascending within each zone [nA].</summary>
    /// <param name="features">Where the neuron's zones end.</param>
    /// <param name="options">Numbers, range and seed.</param>
    /// <param name="stream">The neuron's index: its own random numbers.</param>
    /// <exception cref="DataSetException">The neuron does not fire repetitively inside the range.</exception>
    public static double[] For(NeuronFeatures features, SimulationOptions options, int stream)
    {
        var (rheobase, onset) = (features.RheobaseNanoamperes, features.ThresholdCurrentNanoamperes);
        if (!(options.MinimumNanoamperes < rheobase && rheobase <= onset && onset < options.MaximumNanoamperes))
        {
            throw new DataSetException(
                $"neuron '{features.Name}' has its rheobase at {rheobase} nA and its onset at {onset} nA, expected both between {options.MinimumNanoamperes} and {options.MaximumNanoamperes} nA");
        }

        var random = new SeededRandom((ulong)options.Seed, (ulong)stream);
        return
        [
            .. Stratified(options.MinimumNanoamperes, rheobase, options.SubThreshold, ref random),
            .. Stratified(rheobase, onset, onset > rheobase ? options.Transient : 0, ref random),
            .. Stratified(onset, options.MaximumNanoamperes, options.Repetitive, ref random, OnsetCrowding),
        ];
    }

    private static double[] Stratified(double low, double high, int count, ref SeededRandom random, double crowding = 1)
    {
        var currents = new double[count];
        for (var i = 0; i < count; i++)
        {
            currents[i] = low + ((high - low) * Math.Pow((i + random.NextUniform()) / count, crowding));
        }

        return currents;
    }
}
