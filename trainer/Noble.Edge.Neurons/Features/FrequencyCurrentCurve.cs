namespace Noble.Edge.Neurons;

/// <summary>Responses of one neuron to rising current steps.</summary>
public sealed class FrequencyCurrentCurve
{
    /// <summary>Joins currents and responses.</summary>
    /// <param name="currentsNanoamperes">Currents, nA, rising.</param>
    /// <param name="responses">Response to each.</param>
    public FrequencyCurrentCurve(IReadOnlyList<double> currentsNanoamperes, IReadOnlyList<StepResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(currentsNanoamperes);
        ArgumentNullException.ThrowIfNull(responses);
        if (currentsNanoamperes.Count != responses.Count)
        {
            throw new ArgumentException(
                $"Got {currentsNanoamperes.Count} currents and {responses.Count} responses; expected as many.", nameof(responses));
        }

        for (var i = 1; i < currentsNanoamperes.Count; i++)
        {
            if (!(currentsNanoamperes[i] > currentsNanoamperes[i - 1]))
            {
                throw new ArgumentException($"Current {i} is not over the one before it; expected rising currents.", nameof(currentsNanoamperes));
            }
        }

        CurrentsNanoamperes = [.. currentsNanoamperes];
        Responses = [.. responses];
    }

    /// <summary>Currents, nA, rising.</summary>
    public IReadOnlyList<double> CurrentsNanoamperes { get; }

    /// <summary>Response to each current.</summary>
    public IReadOnlyList<StepResponse> Responses { get; }

    /// <summary>The gap in which a property first appears: the last current without it (or −∞) and the first with it; null if none has it.</summary>
    public (double Below, double At)? FirstWhere(Func<StepResponse, bool> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        for (var i = 0; i < Responses.Count; i++)
        {
            if (property(Responses[i]))
            {
                return (i == 0 ? double.NegativeInfinity : CurrentsNanoamperes[i - 1], CurrentsNanoamperes[i]);
            }
        }

        return null;
    }

    /// <summary>Least-squares slope of the rate over the currents of a range, Hz/nA; NaN under two currents.</summary>
    public double Slope(double fromNanoamperes, double toNanoamperes)
    {
        var points = CurrentsNanoamperes.Zip(Responses, (i, r) => (Current: i, Rate: r.RateHertz))
            .Where(p => p.Current >= fromNanoamperes && p.Current <= toNanoamperes).ToArray();
        if (points.Length < 2)
        {
            return double.NaN;
        }

        var meanCurrent = points.Average(p => p.Current);
        var meanRate = points.Average(p => p.Rate);
        return points.Sum(p => (p.Current - meanCurrent) * (p.Rate - meanRate))
            / points.Sum(p => (p.Current - meanCurrent) * (p.Current - meanCurrent));
    }
}
