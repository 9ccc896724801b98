using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests;

public sealed class LatentSurveyTests
{
    [Fact]
    public void Of_SquareWithItsMiddle_IsKnown()
    {
        var survey = LatentSurvey.Of(Polytopes.Spec([.. Polytopes.Cube(2), [0, 0]]));

        Assert.Equal(1, survey.InsideHullOfOthers);
        Assert.Equal(1, survey.InsideDomainOfOthers);
        Assert.Equal(1, survey.HullShareOfBox);
        Assert.Equal(5, survey.NearestDistances.Length);
        Assert.All(survey.NearestDistances, distance => Assert.Equal(Math.Sqrt(2), distance, 12));
        Assert.Equal((2, 2), (survey.Axes.Rank, survey.EffectiveDimension));
    }

    [Fact]
    public void Of_Simplex_HasItsShareOfTheBox()
    {
        var survey = LatentSurvey.Of(Polytopes.Spec(Polytopes.Simplex(3)));

        // One in 3!; four standard errors of the 10,000 draws.
        Assert.Equal(1.0 / 6, survey.HullShareOfBox, 4 * Math.Sqrt(5.0 / 36 / LatentSurvey.VolumeDraws));
        Assert.Equal(0, survey.InsideHullOfOthers);
    }

    [Fact]
    public void Of_Line_HasOneDimension()
    {
        var survey = LatentSurvey.Of(Polytopes.Spec([[0, 0, 0], [0.5, 0.25, 0], [1, 0.5, 0]]));
        Assert.Equal((1, 1), (survey.Axes.Rank, survey.EffectiveDimension));
    }

    [Fact]
    public void Of_OnePoint_IsOrdinary()
    {
        var survey = LatentSurvey.Of(Polytopes.Spec([[0.5, 0.5]]));
        Assert.Equal((0, 0, 0), (survey.InsideHullOfOthers, survey.Axes.Rank, survey.EffectiveDimension));
        Assert.Empty(survey.NearestDistances);
    }

    [Fact]
    public void Of_Density_JudgesEachNeuronByTheOthersWhereTheyAreEnough()
    {
        var density = new LatentDomainSpec { Kind = LatentDomainKind.Density };
        Assert.InRange(LatentSurvey.Of(Polytopes.Spec(Polytopes.Cloud(30, 9, 3), density)).InsideDomainOfOthers!.Value, 20, 30);
        Assert.Null(LatentSurvey.Of(Polytopes.Spec(Polytopes.Cloud(3, 2, 3), density)).InsideDomainOfOthers);
    }

    // As published: sixty neurons in two features. As here: thirty-two in nine.
    [Theory]
    [InlineData(60, 2, LatentDomainKind.Hull)]
    [InlineData(32, 9, LatentDomainKind.Density)]
    [InlineData(2, 9, LatentDomainKind.Hull)]
    public void Recommend_ByHowManyLieInsideTheHullOfTheOthers(int count, int features, LatentDomainKind expected) =>
        Assert.Equal(expected, LatentSurvey.Recommend(Polytopes.Spec(Polytopes.Cloud(count, features, 3))).Kind);

    [Fact]
    public void PrincipalAxes_KnownSpread_AreFoundWidestFirst()
    {
        // A rotated rectangle, three times as long as wide.
        double[] points = [.. new[] { (3.0, 1.0), (3, -1), (-3, 1), (-3, -1) }.SelectMany(p => (double[])[(0.8 * p.Item1) - (0.6 * p.Item2), (0.6 * p.Item1) + (0.8 * p.Item2)])];
        var axes = new PrincipalAxes(points, 4);

        Assert.Equal(12, axes.Variances[0], 9);
        Assert.Equal(4.0 / 3, axes.Variances[1], 9);
        Assert.Equal(0.8, Math.Abs(axes.Axis(0)[0]), 9);
        Assert.Equal(0.6, Math.Abs(axes.Axis(0)[1]), 9);
        Assert.Equal((1, 2), (axes.ComponentsFor(0.9), axes.ComponentsFor(0.95)));

        var (whitened, back) = (new double[2], new double[2]);
        axes.Whiten([1.5, -0.25], whitened);
        axes.Unwhiten(whitened, back);
        Assert.Equal(1.5, back[0], 12);
        Assert.Equal(-0.25, back[1], 12);
    }
}
