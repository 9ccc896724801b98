namespace Noble.Edge.Neurons;

/// <summary>How a search is done; with the space and the targets it determines the result, bit for bit.</summary>
public sealed record SearchOptions
{
    /// <summary>Individuals in the population, 2 or more, even. Default 96; a multiple of 8 fills the solver's lanes.</summary>
    public int Population
    {
        get;
        init => field = value >= 2 && value % 2 == 0 ? value : throw new ArgumentOutOfRangeException(nameof(Population), value, $"{nameof(Population)}: expected an even number, 2 or more.");
    }

    = 96;

    /// <summary>Seed of every random number. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Individuals in the hall of fame, 1 or more. Default 10.</summary>
    public int Best
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Best), value, $"{nameof(Best)}: expected 1 or more.");
    }

    = 10;

    /// <summary>η of <see cref="SimulatedBinaryCrossover"/>, 0 or more. Default 10.</summary>
    public double CrossoverIndex { get; init => field = NotNegative(value, nameof(CrossoverIndex)); } = 10;

    /// <summary>η of <see cref="PolynomialMutation"/>, 0 or more. Default 20.</summary>
    public double MutationIndex { get; init => field = NotNegative(value, nameof(MutationIndex)); } = 20;

    /// <summary>Share of the variables of a child that mutate, 0..1. Default 0.2.</summary>
    public double MutationProbability
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MutationProbability), value, $"{nameof(MutationProbability)}: expected 0..1.");
    }

    = 0.2;

    private static double NotNegative(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name}: expected 0 or more.");
}
