using System.Globalization;
using System.Text;
using Noble.Edge.Operator;

namespace Noble.Edge.Trainer;

/// <summary>A latent space as text.</summary>
internal static class LatentText
{
    private const int Label = 13;

    public static string Of(ModelBundle model, LatentSurvey survey)
    {
        var (latent, text) = (model.Latent, new StringBuilder());
        Line(text, "model", $"{model.Manifest.Name}: {latent.PointCount} training neurons in {latent.FeatureCount} features");
        Features(text, latent);
        Line(text, "domain", $"{Domain(latent)}");
        Line(text, "left out", $"of {latent.PointCount} training neurons {survey.InsideHullOfOthers} lie inside the hull of the others{(!latent.IsConvex && survey.InsideDomainOfOthers is { } inside ? $", {inside} inside the density of the others" : "")}");
        Line(text, "hull", $"fills {Share(survey.HullShareOfBox)} of the box of the feature ranges ({LatentSurvey.VolumeDraws} points tried)");
        if (survey.NearestDistances is { Length: > 0 } distances)
        {
            Line(text, "neighbours", $"nearest other neuron at {distances[0]:0.000} to {distances[^1]:0.000} half ranges, median {distances[distances.Length / 2]:0.000}");
        }

        var total = survey.Axes.Variances.Sum();
        var shares = string.Join(", ", survey.Axes.Variances.Select(variance => (100 * variance / Math.Max(total, double.Epsilon)).ToString("0.0", CultureInfo.InvariantCulture)));
        Line(text, "components", $"{survey.EffectiveDimension} of {latent.FeatureCount} hold 95 % of the variance ({shares} %); {survey.Axes.Rank} are not flat");
        var advice = LatentSurvey.Recommend(model.Manifest.Latent).Kind;
        Line(text, "advice", $"{Advice(latent, advice)}");
        return text.ToString();
    }

    /// <summary>Neurons that were drawn.</summary>
    public static string Drawn(LatentSpace latent, double[][] drawn, ulong seed)
    {
        var text = new StringBuilder();
        var nearest = drawn.Select(values => latent.Place(values).NearestDistance).Order().ToArray();
        Line(text, "drawn", $"{drawn.Length} neurons, seed {seed}; nearest training neuron at {nearest[0]:0.000} to {nearest[^1]:0.000} half ranges, median {nearest[nearest.Length / 2]:0.000}");
        return text.ToString();
    }

    /// <summary>Neurons of a data set that were never seen.</summary>
    public static string Unseen(LatentSpace latent, UnseenNeuron[] neurons)
    {
        var text = new StringBuilder();
        Line(text, "never seen", $"{neurons.Length} neurons of the data set, {neurons.Count(neuron => !neuron.Place.IsOutside)} of them inside");
        var width = neurons.Select(neuron => neuron.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var (name, values, place) in neurons.Select(neuron => (neuron.Name.PadRight(width), neuron.Values, neuron.Place)))
        {
            var where = place.IsOutside
                ? string.Create(CultureInfo.InvariantCulture, $"outside by {place.Distance:0.000}, most in {latent.Features[place.Feature].Name}: {values[place.Feature]:0.####} {latent.Features[place.Feature].Unit}, {place.FeatureAtEdge:0.####} at the edge")
                : "inside";
            Line(text, "", $"{name}  nearest {latent.Points[place.Nearest].Name} at {place.NearestDistance:0.000}; {where}");
        }

        return text.ToString();
    }

    private static void Features(StringBuilder text, LatentSpace latent)
    {
        var name = latent.Features.Select(feature => feature.Name.Length).Append("feature".Length).Max();
        var unit = latent.Features.Select(feature => feature.Unit.Length).Append("unit".Length).Max();
        Line(text, "", $"{"feature".PadRight(name)}  {"unit".PadRight(unit)}  {"lowest",10}  {"median",10}  {"highest",10}");
        for (var f = 0; f < latent.FeatureCount; f++)
        {
            var values = latent.Points.Select(point => point.Values[f]).Order().ToArray();
            var feature = latent.Features[f];
            Line(text, "", $"{feature.Name.PadRight(name)}  {feature.Unit.PadRight(unit)}  {values[0],10:0.####}  {values[values.Length / 2],10:0.####}  {values[^1],10:0.####}");
        }
    }

    private static string Domain(LatentSpace latent) => latent.Domain.Kind == LatentDomainKind.Hull
        ? "convex hull of the training neurons; new neurons are drawn uniformly inside it"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"density of the training neurons, kernel {latent.Bandwidth:0.000} standard deviations wide{(latent.Domain.Bandwidth is null ? " (Scott's rule)" : "")}, inside from quantile {latent.Domain.Quantile} of the left-out densities");

    private static string Advice(LatentSpace latent, LatentDomainKind advice) => (latent.Domain.Kind, advice) switch
    {
        (LatentDomainKind.Hull, LatentDomainKind.Density) =>
            "fewer than half lie inside the hull of the others, so that a new neuron of their kind hardly ever would: latent.domain { \"kind\": \"Density\" } suits them better",
        (LatentDomainKind.Density, LatentDomainKind.Hull) => "at least half lie inside the hull of the others: the hull would do as well",
        (LatentDomainKind.Hull, _) => "the hull suits these neurons",
        _ => "the density suits these neurons",
    };

    private static string Share(double share) => share > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %")
        : string.Create(CultureInfo.InvariantCulture, $"less than {100.0 / LatentSurvey.VolumeDraws} %");

    private static void Line(StringBuilder text, string label, FormattableString value) =>
        text.Append(label.PadRight(Label)).Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
