namespace Noble.Edge.Host;

/// <summary>Currents that a stimulus channel behind a converter can command.</summary>
internal static class StimulusReach
{
    /// <summary>Of a channel, from its converter's voltages [nA].</summary>
    internal static (double Lowest, double Highest) OfVolts(double lowestVolts, double highestVolts, double restVolts, double nanoamperesPerVolt)
    {
        var (one, other) = ((lowestVolts - restVolts) * nanoamperesPerVolt, (highestVolts - restVolts) * nanoamperesPerVolt);
        return (Math.Min(one, other), Math.Max(one, other));
    }

    /// <summary>What all of them reach [nA]; null for none.</summary>
    internal static (double Lowest, double Highest)? Of(IEnumerable<(double Lowest, double Highest)> channels)
    {
        (double Lowest, double Highest)[] all = [.. channels];
        return all.Length == 0 ? null : (all.Max(channel => channel.Lowest), all.Min(channel => channel.Highest));
    }
}
