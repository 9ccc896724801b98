using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class LatentDomainChoiceTests
{
    [Fact]
    public void Create_EveryNeuronACorner_DeclaresADensity()
    {
        var latent = ModelDesign.Create(SyntheticData.Configuration(1) with { HeldOutNeurons = [] }, SyntheticData.Create()).Manifest.Latent;

        Assert.Equal(3, latent.Points.Length);
        Assert.Equal(LatentDomainKind.Density, latent.Domain!.Kind);
    }

    [Fact]
    public void Create_TooFewNeuronsForADensity_DeclaresTheHull()
    {
        var latent = ModelDesign.Create(SyntheticData.Configuration(1) with { HeldOutNeurons = ["s-2"] }, SyntheticData.Create()).Manifest.Latent;

        Assert.Equal(2, latent.Points.Length);
        Assert.Equal(LatentDomainKind.Hull, latent.Domain!.Kind);
    }
}
