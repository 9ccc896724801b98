using System.Text.Json.Nodes;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Traces for the streaming operator: currents and synaptic conductances that change all the time, of every kind that a rig sends.</summary>
/// <remarks>
/// Each trace is drawn by its own random numbers, from the seed and its number. Amplitudes are shares of the neuron's threshold current, so that
/// every neuron is seen silent, at its threshold and firing fast. Times are multiples of <see cref="Grid"/>, over which a model holds its input.
/// </remarks>
public sealed class StreamingPlan : TracePlan
{
    /// <summary>Names of the kinds, as <see cref="Kind"/> gives them.</summary>
    public const string NoiseGrid = "noise-grid", Noise = "noise", Noises = "changing-noise", Steps = "steps", Mixed = "ramps-chirps-pulses", Synapses = "synapses", Switching = "switching-synapses", SlowRamps = "slow-ramps", Bursts = "bursting-synapses", Turns = "taking-turns";

    private const double Grid = 0.1; // ms
    private const int GridDigits = 1;
    private const double ExcitatoryReversal = 0, InhibitoryReversal = -75; // mV

    // Of the threshold current, and ms: from a few spikes a second to fast firing, at the noise of a cell in a network.
    private static readonly double[] GridMeans = [0.6, 1, 1.4], GridDeviations = [0.1, 0.2, 0.4], GridTimeConstants = [2, 5, 10, 20];

    private static readonly (string Kind, double Share)[] Shares = [(Noise, 0.4), (Noises, 0.12), (Steps, 0.18), (Mixed, 0.1), (Synapses, 0.12), (Switching, 0.08)];

    private readonly double[] _thresholds;
    private readonly int[] _neuronOf;
    private readonly double _duration;
    private readonly ulong _seed;
    private readonly string? _only;

    /// <summary>Prepares the list.</summary>
    /// <param name="thresholdsNanoamperes">Threshold current of each neuron, nA.</param>
    /// <param name="counts">Traces of each neuron.</param>
    /// <param name="durationMilliseconds">Length of a trace, ms.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="only">The one kind to draw; null for all of them.</param>
    public StreamingPlan(IReadOnlyList<double> thresholdsNanoamperes, IReadOnlyList<int> counts, double durationMilliseconds, long seed, string? only = null)
    {
        ArgumentNullException.ThrowIfNull(thresholdsNanoamperes);
        ArgumentNullException.ThrowIfNull(counts);
        (_thresholds, _duration, _seed, _only) = ([.. thresholdsNanoamperes], durationMilliseconds, (ulong)seed, only);
        _neuronOf = [.. counts.SelectMany((count, neuron) => Enumerable.Repeat(neuron, count))];
    }

    /// <summary>The kinds that are drawn where none is chosen.</summary>
    public static IEnumerable<string> Kinds => Shares.Select(share => share.Kind);

    /// <summary>
    /// The kinds that can be chosen: those; noise of means, deviations and time constants on a grid, for figures that can be compared; slow ramps of
    /// current and inhibition, which lead a neuron through its threshold; synapses of neurons that fire in bursts; and the inhibition of a pair that takes
    /// turns.
    /// </summary>
    public static IEnumerable<string> Choices => [NoiseGrid, .. Kinds, SlowRamps, Bursts, Turns];

    /// <inheritdoc/>
    public override int Count => _neuronOf.Length;

    /// <inheritdoc/>
    public override double StartMilliseconds => 0;

    /// <inheritdoc/>
    public override double EndMilliseconds => _duration;

    /// <inheritdoc/>
    public override long? Seed => (long)_seed;

    /// <inheritdoc/>
    public override (double Minimum, double Maximum) RangeNanoamperes => (-0.11, 0.45);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double ReversalMillivolts)> Conductances => [("excitatory", ExcitatoryReversal), ("inhibitory", InhibitoryReversal)];

    /// <summary>Which kind a trace is of.</summary>
    public string Kind(int index) => Draw(index, out _);

    /// <summary>Standard deviation of a trace's noise as a share of the neuron's threshold current, where it is of the grid; else null.</summary>
    public double? NoiseShare(int index)
    {
        var kind = Draw(index, out var random);
        return kind == NoiseGrid ? Math.Round(new StimulusDraw(random, 1, _duration).GridNoise().StandardDeviationNanoamperes, 6) : null;
    }

    /// <inheritdoc/>
    public override PlannedTrace Trace(int index)
    {
        var kind = Draw(index, out var random);
        var neuron = _neuronOf[index];
        var threshold = _thresholds[neuron];
        var traces = new StimulusDraw(random, threshold, _duration);
        (Stimulus current, Stimulus? excitation, Stimulus? inhibition) = kind switch
        {
            NoiseGrid => (traces.GridNoise(), null, null),
            Noise => (traces.Noise(0, _duration), null, null),
            Noises => (traces.Noises(), null, null),
            Steps => (traces.Steps(), null, null),
            Mixed => (traces.Mixed(), null, null),
            Synapses => traces.Synapses(),
            SlowRamps => traces.SlowRamps(),
            Bursts => traces.Bursts(),
            Turns => traces.Turns(),
            _ => traces.Switching(),
        };
        return new PlannedTrace(
            neuron,
            current,
            (long)_seed,
            excitation is null ? null : [new ConductanceInput(excitation, ExcitatoryReversal), new ConductanceInput(inhibition!, InhibitoryReversal)]);
    }

    /// <inheritdoc/>
    public override JsonObject Describe() => new()
    {
        ["kind"] = "streaming",
        ["duration_ms"] = _duration,
        ["grid_ms"] = Grid,
        ["only"] = _only,
        ["shares"] = new JsonObject(Shares.Select(share => KeyValuePair.Create<string, JsonNode?>(share.Kind, share.Share))),
        ["traces_of_neurons"] = new JsonArray([.. _thresholds.Select((_, neuron) => (JsonNode)_neuronOf.Count(n => n == neuron))]),
        ["random"] = "SplitMix64 of seed and trace: kind, then its numbers",
    };

    private string Draw(int index, out SeededRandom random)
    {
        random = new SeededRandom(_seed, (ulong)index);
        var at = random.NextUniform();
        if (_only is not null)
        {
            return _only;
        }

        foreach (var (kind, share) in Shares)
        {
            at -= share;
            if (at < 0)
            {
                return kind;
            }
        }

        return Shares[^1].Kind;
    }

    /// <summary>Draws the inputs of one trace.</summary>
    private sealed class StimulusDraw(SeededRandom random, double threshold, double duration)
    {
        private SeededRandom _random = random;

        public OrnsteinUhlenbeckStimulus Noise(double from, double length)
        {
            // Means in nA from silence to fast firing, deviations from a whisper to what a fast-spiking cell gets in vivo.
            var mean = threshold * Uniform(0.1, 1.6);
            var deviation = threshold * Logarithmic(0.12, 0.8);
            return Process(mean, deviation, Logarithmic(1, 50), from, length);
        }

        public OrnsteinUhlenbeckStimulus GridNoise() => Process(threshold * Of(GridMeans), threshold * Of(GridDeviations), Of(GridTimeConstants), 0, duration);

        public StimulusSum Noises() => Pieces(300, 1500, Noise);

        public StimulusSum Steps() => Levels(50, 700, () => _random.NextUniform() switch
        {
            < 0.2 => 0,
            < 0.6 => Uniform(-0.5, 2.1) * threshold,
            _ => threshold * Uniform(0.85, 1.4),
        });

        public StimulusSum Mixed()
        {
            var parts = new List<Stimulus> { Process(threshold * Uniform(0, 0.9), threshold * Logarithmic(0.01, 0.2), Logarithmic(2, 20), 0, duration) };
            for (double at = 0; at < duration;)
            {
                var length = Math.Min(Round(duration - at), Round(Uniform(200, 900)));
                parts.Add(_random.NextIndex(4) switch
                {
                    0 => new RampStimulus(Uniform(-0.4, 1) * threshold, Uniform(0, 2) * threshold) { DelayMilliseconds = at, DurationMilliseconds = length },
                    1 => new ChirpStimulus(Uniform(0.1, 0.8) * threshold, Uniform(1, 20), Uniform(20, 200)) { DelayMilliseconds = at, DurationMilliseconds = length },
                    2 => new SineStimulus(Uniform(0.1, 0.8) * threshold, Logarithmic(1, 150)) { DelayMilliseconds = at, DurationMilliseconds = length },
                    _ => Pulses(at, length),
                });
                at = Math.Round(at + length, GridDigits);
            }

            return new StimulusSum(parts);
        }

        public (Stimulus Current, Stimulus? Excitation, Stimulus? Inhibition) Synapses() => (
            _random.NextUniform() < 0.5 ? Levels(300, duration, () => Uniform(-0.2, 1.2) * threshold) : Noise(0, duration),
            Process(Uniform(0, 0.005), Logarithmic(0.0003, 0.004), Logarithmic(1.5, 8), 0, duration), // µS
            Process(Uniform(0, 0.012), Logarithmic(0.0005, 0.006), Logarithmic(3, 20), 0, duration));

        public (Stimulus Current, Stimulus? Excitation, Stimulus? Inhibition) Switching() => (
            new StimulusSum([Levels(500, duration, () => Uniform(0.8, 2.2) * threshold), Process(0, threshold * Logarithmic(0.005, 0.1), Logarithmic(2, 20), 0, duration)]),
            Levels(20, 400, () => _random.NextUniform() < 0.5 ? 0 : Uniform(0, 0.006)),
            Levels(20, 400, () => _random.NextUniform() < 0.5 ? 0 : Logarithmic(0.001, 0.04)));

        public (Stimulus Current, Stimulus? Excitation, Stimulus? Inhibition) SlowRamps() => (
            new StimulusSum([Ramps(200, 2000, () => Uniform(0.2, 1.8) * threshold), Process(0, threshold * Logarithmic(0.003, 0.05), Logarithmic(2, 20), 0, duration)]),
            None(),
            _random.NextUniform() < 0.5
                ? None()
                : Ramps(50, 800, () => _random.NextUniform() < 0.3 ? 0 : Logarithmic(0.001, 0.04)));

        public (Stimulus Current, Stimulus? Excitation, Stimulus? Inhibition) Bursts() => (
            new StimulusSum([Levels(500, duration, () => Uniform(0.8, 2.2) * threshold), Process(0, threshold * Logarithmic(0.003, 0.1), Logarithmic(2, 20), 0, duration)]),
            _random.NextUniform() < 0.5 ? None() : Synapse(Logarithmic(0.0005, 0.004), Logarithmic(1.5, 8)),
            Synapse(Logarithmic(0.001, 0.03), Logarithmic(3, 30), _random.NextUniform() < 0.5 ? 0 : Logarithmic(0.001, 0.015), Logarithmic(50, 400)));

        // Half of them without any noise, as circuits of models are.
        public (Stimulus Current, Stimulus? Excitation, Stimulus? Inhibition) Turns()
        {
            // At a usual rate a neuron more than holds the other below its threshold, until its synapse has tired, its own synapse has silenced it, or both.
            const double usualKilohertz = 0.08;
            var (drive, decay, ownDecay, recovery) = (Uniform(1.02, 2), Logarithmic(6, 40), Logarithmic(100, 500), Logarithmic(300, 1500));
            var held = (drive - 0.95) * threshold / TakingTurns.DrivingForceMillivolts; // µS
            var (mutual, own, tired) = (Logarithmic(1.5, 5), Logarithmic(0.8, 2.5), Logarithmic(1.2, 4));
            var (isOwn, isTired) = _random.NextIndex(3) switch
            {
                0 => (true, false),
                1 => (false, true),
                _ => (true, true),
            };
            var pair = new TakingTurns
            {
                Drive = (drive, drive * Uniform(0.9, 1.1)),
                MembraneMilliseconds = (Uniform(6, 16), Uniform(6, 16)),
                Mutual = (held * mutual / (usualKilohertz * decay), decay),
                Self = (isOwn ? held * own / (usualKilohertz * ownDecay) : 0, ownDecay),
                Depression = (isTired ? Math.Min(0.3, ((mutual * tired) - 1) / (usualKilohertz * recovery)) : 0, recovery),
            };
            var noise = _random.NextUniform() < 0.5 ? 0 : Logarithmic(0.003, 0.05);
            return (
                new StimulusSum([new StepStimulus(drive * threshold) { DelayMilliseconds = 0, DurationMilliseconds = duration }, Process(0, threshold * noise, Logarithmic(2, 20), 0, duration)]),
                None(),
                new WaveformStimulus("turns", pair.Inhibition(threshold, (int)Math.Round(duration / Grid), Grid), Grid));
        }

        // Conductance [µS] of a neuron's synapse, with a fast part and a slow one. The neuron fires in bursts, with intervals that differ by a tenth; half of such
        // synapses tire in a burst. A level is what a long burst comes to.
        private WaveformStimulus Synapse(double level, double decay, double slowLevel = 0, double slowDecay = 1)
        {
            var values = new double[(int)Math.Round(duration / Grid)];
            var interval = 1000 / Logarithmic(15, 150); // ms
            var (jump, slowJump) = (level * Math.Min(1, interval / decay), slowLevel * Math.Min(1, interval / slowDecay));
            var (keep, slowKeep) = (Math.Exp(-Grid / decay), Math.Exp(-Grid / slowDecay));
            var (longest, fatigue) = (Logarithmic(80, 800), _random.NextUniform() < 0.5 ? 0 : Uniform(0.01, 0.06));
            var (end, next, strength, fast, slow) = (Uniform(0, longest), Uniform(0, interval), 1.0, 0.0, 0.0);
            for (var k = 0; k < values.Length; k++)
            {
                var time = k * Grid;
                if (time >= end)
                {
                    next = end + Uniform(30, longest); // silence
                    end = next + Uniform(30, longest);
                    strength = 1;
                }

                if (time >= next)
                {
                    fast += strength * jump;
                    slow += slowJump;
                    strength *= 1 - fatigue;
                    next += interval * Uniform(0.9, 1.1);
                }

                values[k] = fast + slow;
                (fast, slow) = (fast * keep, slow * slowKeep);
            }

            return new WaveformStimulus("bursts", values, Grid);
        }

        private StepStimulus None() => new(0) { DelayMilliseconds = 0, DurationMilliseconds = duration };

        private PulseTrainStimulus Pulses(double at, double length)
        {
            var width = Round(Logarithmic(0.4, 20));
            var frequency = Uniform(2, Math.Min(120, 500 / width));
            var count = Math.Max(1, (int)(length * frequency / 1000));
            return new PulseTrainStimulus(Uniform(-0.4, 3) * threshold * Math.Max(1, 2 / width), frequency, width, count) { DelayMilliseconds = at };
        }

        private StimulusSum Levels(double shortest, double longest, Func<double> level) =>
            Pieces(shortest, longest, (at, length) => new StepStimulus(level()) { DelayMilliseconds = at, DurationMilliseconds = length });

        // From level to level without a jump; the trace's end may cut the last ramp short.
        private StimulusSum Ramps(double shortest, double longest, Func<double> level)
        {
            var from = level();
            return Pieces(shortest, longest, (at, length) =>
            {
                var ramp = new RampStimulus(from, level()) { DelayMilliseconds = at, DurationMilliseconds = length };
                from = ramp.ToNanoamperes;
                return ramp;
            });
        }

        // Pieces of random lengths one after the other.
        private StimulusSum Pieces(double shortest, double longest, Func<double, double, Stimulus> piece)
        {
            var parts = new List<Stimulus>();
            for (double at = 0; at < duration;)
            {
                var length = Math.Min(Round(duration - at), Round(Uniform(shortest, longest)));
                parts.Add(piece(at, length));
                at = Math.Round(at + length, GridDigits);
            }

            return new StimulusSum(parts);
        }

        private OrnsteinUhlenbeckStimulus Process(double mean, double deviation, double timeConstant, double from, double length) =>
            new(mean, deviation, timeConstant, (long)(_random.NextBits() >> 33)) { GridMilliseconds = Grid, DelayMilliseconds = from, DurationMilliseconds = length };

        private double Of(double[] values) => values[_random.NextIndex(values.Length)];

        private double Uniform(double low, double high) => low + ((high - low) * _random.NextUniform());

        private double Logarithmic(double low, double high) => low * Math.Pow(high / low, _random.NextUniform());

        private static double Round(double milliseconds) => Math.Max(Grid, Math.Round(milliseconds, GridDigits));
    }
}
