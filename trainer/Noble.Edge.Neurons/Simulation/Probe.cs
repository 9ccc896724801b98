using System.Globalization;

namespace Noble.Edge.Neurons;

/// <summary>A place on a cell where voltage is recorded.</summary>
/// <param name="Section">Name of the section; <c>soma</c> also means <c>soma[0]</c>.</param>
/// <param name="Position">Where on it, 0 (its start) to 1 (its end); the voltage is that of the segment there.</param>
public sealed record Probe(string Section, double Position)
{
    /// <summary>The label, for example <c>soma(0.5)</c> or <c>dend[3](0.9)</c>.</summary>
    public string Label => FormattableString.Invariant($"{Section}({Position})");

    /// <summary>Reads a label; one without a position means the section's middle.</summary>
    /// <exception cref="ProbeException">The label cannot be read.</exception>
    public static Probe Parse(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var open = label.LastIndexOf('(');
        if (open < 0 && label.Trim().Length > 0)
        {
            return new Probe(label.Trim(), 0.5);
        }

        return open > 0 && label.EndsWith(')')
            && double.TryParse(label.AsSpan(open + 1, label.Length - open - 2), NumberStyles.Float, CultureInfo.InvariantCulture, out var position)
            && position is >= 0 and <= 1
            ? new Probe(label[..open].Trim(), position)
            : throw new ProbeException($"probe '{label}': expected SECTION(POSITION) with a position from 0 to 1, as in soma(0.5)");
    }

    /// <inheritdoc/>
    public override string ToString() => Label;

    /// <summary>The node of this place.</summary>
    /// <exception cref="ProbeException">The cell has no such section.</exception>
    internal int NodeIn(LoweredCell cell, string cellName)
    {
        if (!cell.SegmentNodes.TryGetValue(Section, out var nodes) && !cell.SegmentNodes.TryGetValue($"{Section}[0]", out nodes))
        {
            var known = cell.SegmentNodes.Keys.Take(8).ToArray();
            var more = cell.SegmentNodes.Count - known.Length;
            throw new ProbeException(
                $"probe '{Label}': cell '{cellName}' has no section '{Section}'; expected one of: {string.Join(", ", known)}{(more > 0 ? $" and {more} more" : "")}");
        }

        return nodes[Math.Min((int)(Position * nodes.Length), nodes.Length - 1)];
    }
}
