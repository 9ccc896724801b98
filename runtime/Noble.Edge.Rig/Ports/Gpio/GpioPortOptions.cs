namespace Noble.Edge.Rig;

/// <summary>Which neuron moves which line, and for how long.</summary>
public sealed record GpioPortOptions
{
    /// <summary>Line of a neuron that has none.</summary>
    public const int NoLine = -1;

    /// <summary>Name in reports; default <c>gpio</c>.</summary>
    public string Name { get; init; } = "gpio";

    /// <summary>
    /// Line of each neuron, shape [neuron], in the numbering of the controller; <see cref="NoLine"/> for a neuron that
    /// has none. Several neurons may share a line. Default: none.
    /// </summary>
    public IReadOnlyList<int> LineOfNeuron
    {
        get;
        init
        {
            for (var neuron = 0; neuron < value.Count; neuron++)
            {
                if (value[neuron] < NoLine)
                {
                    throw new ArgumentOutOfRangeException(
                        null, $"GPIO line {value[neuron]} of neuron {neuron}: expected a line from 0, or {NoLine} for none");
                }
            }

            field = value;
        }
    } = [];

    /// <summary>Lines that rest high and go low for a spike; default none. Those that no neuron moves are ignored.</summary>
    public IReadOnlyList<int> ActiveLow { get; init; } = [];

    /// <summary>How long a line stays active for a spike; default 1 ms, range 10 µs to 1 s.</summary>
    public TimeSpan PulseWidth
    {
        get;
        init => field = value >= TimeSpan.FromMicroseconds(10) && value <= TimeSpan.FromSeconds(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"pulse width {value.TotalMicroseconds} µs: expected 10 to 1000000 µs");
    } = TimeSpan.FromMilliseconds(1);

    /// <summary>Lines in use, in ascending order.</summary>
    internal IReadOnlyList<int> Lines => [.. LineOfNeuron.Where(line => line != NoLine).Distinct().Order()];

    /// <summary>Whether each of <see cref="Lines"/> is high at rest.</summary>
    internal IReadOnlyList<bool> RestLevels => [.. Lines.Select(ActiveLow.Contains)];

    /// <summary>A line each for the first neurons: neuron n moves line n.</summary>
    /// <param name="neurons">Neurons of the population.</param>
    /// <param name="lines">Lines of the bank; neurons from this number on have none.</param>
    public static IReadOnlyList<int> FirstNeurons(int neurons, int lines) =>
        [.. Enumerable.Range(0, neurons).Select(neuron => neuron < lines ? neuron : NoLine)];
}
