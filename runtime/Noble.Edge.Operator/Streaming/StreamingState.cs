namespace Noble.Edge.Operator;

/// <summary>
/// The layout of a saved state, the same for every engine: inputs' and neurons' numbers and the time in four floats of 16 bits each; then for each
/// neuron integrated hazard, its target, time since the last spike, spikes so far modulo 2^24, voltage, next spike, and the inputs.
/// </summary>
internal static class StreamingState
{
    /// <summary>The latest a spike can be in its step: the largest float under 1.</summary>
    public const float LatestSpike = 0.99999994f;

    private const int Head = 6, PerNeuron = 6, CountModulus = 1 << 24, TimePart = 1 << 16;
    private const ulong Stream = 0x73747265616D; // "stream"

    public static int Length(StreamingSpec spec, int neurons) => Head + (neurons * (PerNeuron + spec.InputCount()));

    /// <summary>The integrated hazard at which a neuron spikes after so many spikes.</summary>
    public static float Target(StreamingSpikeDraw draw, ulong seed, int neuron, float count) => draw == StreamingSpikeDraw.Median
        ? 0.693147181f
        : (float)new SeededRandom(seed ^ Stream, (ulong)neuron, (ulong)count).NextExponential();

    public static float NextCount(float count) => count + 1 == CountModulus ? 0 : count + 1;

    /// <summary>Writes a state, number by number.</summary>
    public ref struct Writer
    {
        private readonly Span<float> _state;
        private int _at;

        public Writer(Span<float> state, StreamingSpec spec, int neurons, long time)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, Length(spec, neurons));
            _state = state;
            Add(spec.InputCount(), neurons, time % TimePart, (time / TimePart) % TimePart, (time / TimePart / TimePart) % TimePart, time / TimePart / TimePart / TimePart);
        }

        public void Add(params ReadOnlySpan<float> values)
        {
            values.CopyTo(_state[_at..]);
            _at += values.Length;
        }
    }

    /// <summary>Reads a state in the same order.</summary>
    public ref struct Reader
    {
        private readonly ReadOnlySpan<float> _state;
        private int _at;

        /// <exception cref="ArgumentException">The state is not of such neurons.</exception>
        public Reader(ReadOnlySpan<float> state, StreamingSpec spec, int neurons)
        {
            if (state.Length != Length(spec, neurons) || state[0] != spec.InputCount() || state[1] != neurons)
            {
                throw new ArgumentException($"a state of {state.Length} numbers, expected {Length(spec, neurons)} of {neurons} neurons with {spec.InputCount()} inputs", nameof(state));
            }

            for (var i = Head; i < state.Length; i++)
            {
                if (!float.IsFinite(state[i]) || !IsPossible((i - Head) % (PerNeuron + spec.InputCount()), state[i]))
                {
                    throw new ArgumentException($"number {i} of the state is {state[i]}, which no neuron comes to", nameof(state));
                }
            }

            if (state[2..Head].ContainsAnyExceptInRange(0, TimePart - 1))
            {
                throw new ArgumentException($"the state's time is no time", nameof(state));
            }

            _state = state;
            Time = (long)state[2] + (TimePart * ((long)state[3] + (TimePart * ((long)state[4] + (TimePart * (long)state[5])))));
            _at = Head;
        }

        public long Time { get; }

        public float Next() => _state[_at++];

        private static bool IsPossible(int place, float value) => place switch
        {
            0 or 1 => value >= 0, // integrated hazard, target
            2 => value is >= 0 and <= StreamingReference.LongestSince,
            3 => value is >= 0 and < CountModulus,
            4 => value is >= StreamingReference.LowestVoltage and <= StreamingReference.HighestVoltage,
            5 => value is -1 or (>= 0 and <= LatestSpike),
            _ => true,
        };
    }
}
