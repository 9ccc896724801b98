using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>An object of a circuit in a run's configuration, as <see cref="CircuitDescription"/> reads it.</summary>
internal sealed class CircuitSection(ConfigSection section) : ICircuitPart
{
    public double? Number(string key) => section.Number(key);

    public double RequiredNumber(string key, string expected) => section.RequiredNumber(key, expected);

    public int RequiredCell(string key) =>
        section.Whole(key) ?? throw section.Mistake($"'{key}' is missing, expected a neuron from 0, or -1 for the first of 'preparation', -2 for the second");

    public ulong? Seed(string key) => section.Whole(key) is { } seed ? seed >= 0 ? (ulong)seed : throw section.Mistake(key, $"expected a whole number from 0, found {seed}") : null;

    public bool? Flag(string key) => section.Flag(key);

    public string? Text(string key) => section.Text(key);

    public ICircuitPart? Part(string key) => section.Section(key) is { } part ? new CircuitSection(part) : null;

    public IReadOnlyList<ICircuitPart> Parts(string key) => [.. section.Sections(key).Select(part => new CircuitSection(part))];

    public Exception Both(string key, string other) => section.Mistake(key, $"expected '{key}' or '{other}', not both");

    public void Finish() => section.Finish();
}
