using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>Says which neurons lie outside the model's latent space.</summary>
internal static class OutsideNeurons
{
    private const int MostNamed = 8;

    /// <exception cref="UserMistakeException">There is no such policy.</exception>
    internal static OutsidePolicy Parse(string text) => text switch
    {
        "warn" => OutsidePolicy.Warn,
        "refuse" => OutsidePolicy.Refuse,
        "allow" => OutsidePolicy.Allow,
        _ => throw new UserMistakeException($"outside '{text}': expected refuse, warn or allow"),
    };

    /// <summary>Judges a population.</summary>
    /// <exception cref="UserMistakeException">A neuron lies outside and the policy is to refuse it.</exception>
    internal static void Check(ModelBundle model, Population population, OutsidePolicy policy, Action<string> warn)
    {
        if (policy == OutsidePolicy.Allow)
        {
            return;
        }

        var outside = population.Outside().ToArray();
        if (outside.Length > 0 && policy == OutsidePolicy.Refuse)
        {
            throw new UserMistakeException(
                $"{Count(outside.Length, population)} outside the latent space of '{model.Manifest.Name}': {Describe(model, population, outside[0].Neuron, outside[0].Place)} (--outside warn takes it all the same)");
        }

        foreach (var (neuron, place) in outside.Take(MostNamed))
        {
            warn($"outside the latent space of '{model.Manifest.Name}', do not trust it: {Describe(model, population, neuron, place)}");
        }

        if (outside.Length > MostNamed)
        {
            warn($"{Count(outside.Length, population)} outside the latent space of '{model.Manifest.Name}', {MostNamed} of them are named above");
        }
    }

    private static string Count(int outside, Population population) => $"{outside} of {population.Count} neurons {(outside == 1 ? "lies" : "lie")}";

    // Distances are in scaled features, in which a feature spans 2 over the training neurons.
    private static string Describe(ModelBundle model, Population population, int neuron, LatentPlace place)
    {
        var feature = model.Latent.Features[place.Feature];
        return FormattableString.Invariant(
            $"neuron {neuron} ('{population.Name(neuron)}') by {place.Distance:0.###} half ranges, most in {feature.Name}: {population.Features(neuron)[place.Feature]:0.####} {feature.Unit}, {place.FeatureAtEdge:0.####} at the edge; nearest training neuron {model.Latent.Points[place.Nearest].Name} at {place.NearestDistance:0.###}");
    }
}
