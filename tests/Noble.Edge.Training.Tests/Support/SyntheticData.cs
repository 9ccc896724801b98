using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>A data set from a formula, so that tests of the trainer need no solver: pulses of 1 ms where a clock ticks.</summary>
internal static class SyntheticData
{
    public const int Length = 160;
    private const double Step = 0.5;
    private static readonly double[] Onsets = [0.05, 0.07, 0.06];

    public static DataSet Create(int currents = 12)
    {
        var traces = new List<DataSetTrace>();
        var voltage = new List<float>();
        var (spikes, offsets) = (new List<double>(), new List<long> { 0 });
        for (var n = 0; n < Onsets.Length; n++)
        {
            for (var i = 0; i < currents; i++)
            {
                var current = -0.05 + (0.35 * i / (currents - 1));
                traces.Add(new DataSetTrace { Neuron = n, CurrentNanoamperes = current });
                var times = Spikes(n, current).ToArray();
                spikes.AddRange(times);
                offsets.Add(spikes.Count);
                voltage.AddRange(Enumerable.Range(0, Length).Select(k => Voltage(n, k * Step, current, times)));
            }
        }

        return new DataSet(
            new DataSetManifest
            {
                Schema = DataSetManifest.CurrentSchema,
                Cell = "synthetic",
                Solver = "a formula",
                Grid = new GridSpec { Length = Length, StepMilliseconds = Step, StimulusOnMilliseconds = 10, StimulusOffMilliseconds = 70 },
                CurrentRange = new CurrentRange { MinimumNanoamperes = -0.05, MaximumNanoamperes = 0.3 },
                Seed = 1,
                Neurons = [.. Onsets.Select((onset, n) => new DataSetNeuron
                {
                    Name = $"s-{n}",
                    Features = new() { ["threshold_current"] = onset, ["rheobase"] = onset, ["resting_voltage"] = -70 + n },
                })],
                Traces = [.. traces],
            },
            [.. voltage],
            [.. spikes],
            [.. offsets]);
    }

    public static TrainingConfiguration Configuration(long steps) => new()
    {
        Name = "synthetic",
        Layers = 2,
        Channels = 6,
        Modes = 20,
        Frequencies = 2,
        Features = ["threshold_current", "resting_voltage"],
        Batch = 4,
        Steps = steps,
        Threads = 1,
        ClockSplines = 5,
    };

    private static IEnumerable<double> Spikes(int neuron, double current)
    {
        for (var t = 15.0; current > Onsets[neuron] && t < 70; t += 20 - (30 * (current - Onsets[neuron])))
        {
            yield return t;
        }
    }

    private static float Voltage(int neuron, double time, double current, double[] spikes)
    {
        var steady = time is >= 10 and < 70 ? 100 * Math.Min(current, Onsets[neuron]) : 0;
        return (float)(-70 + neuron + steady + spikes.Sum(spike => 90 * Math.Exp(-Math.Pow((time - spike - 0.5) / 1.0, 2))));
    }
}
