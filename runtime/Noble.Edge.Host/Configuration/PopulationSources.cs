using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>Populations by what a user asked for.</summary>
internal static class PopulationSources
{
    /// <summary>What a user can ask for by name; <c>hull</c> is another word for <c>drawn</c>.</summary>
    /// <exception cref="UserMistakeException">There is no such source.</exception>
    internal static PopulationSource Parse(string text) => text switch
    {
        "drawn" or "hull" => PopulationSource.Drawn,
        "training" => PopulationSource.Training,
        _ => throw new UserMistakeException($"population '{text}': expected drawn or training"),
    };

    /// <summary>The word for it.</summary>
    internal static string Name(PopulationSource source) => source switch
    {
        PopulationSource.Drawn => "drawn",
        PopulationSource.Training => "training",
        PopulationSource.Given => "given",
        _ => "interpolated",
    };

    /// <summary>Refuses what contradicts itself.</summary>
    /// <exception cref="UserMistakeException">Two things say which neurons there are.</exception>
    internal static void Check(RunSettings settings)
    {
        var (option, says) = settings.Latents is not null ? ("latents", "the file says") : ("interpolate", "its last number says");
        if (settings.Latents is not null && settings.Interpolate is not null)
        {
            throw new UserMistakeException("--latents and --interpolate both given, expected one");
        }

        if (settings.Latents is null && settings.Interpolate is null)
        {
            return;
        }

        if (settings.Neurons is not null)
        {
            throw new UserMistakeException($"--neurons and --{option} both given, expected one: {says} how many neurons there are");
        }

        if (settings.Population is not null)
        {
            throw new UserMistakeException($"--population and --{option} both given, expected one");
        }
    }

    /// <summary>Makes the population and judges where it lies.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="model">The model.</param>
    /// <param name="warn">Takes a line for each neuron outside the latent space.</param>
    internal static Population Create(RunSettings settings, ModelBundle model, Action<string> warn)
    {
        var neurons = settings.Neurons ?? RunSettings.DefaultNeurons;
        switch (settings.Source)
        {
            // Inside by the way they are made.
            case PopulationSource.Drawn:
                return Population.Draw(model, neurons, settings.Seed);
            case PopulationSource.Training:
                return Population.FromTrainingPoints(model, neurons);
        }

        var population = settings.Interpolate is { } path ? path.Create(model) : Population.FromCsv(model, settings.Latents!);
        OutsideNeurons.Check(model, population, settings.Outside, warn);
        return population;
    }
}
