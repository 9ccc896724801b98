namespace Noble.Edge.Training.Tests;

public sealed class FeatureTableTests
{
    [Fact]
    public void Rows_FeatureOnOneSideOnly_IsCountedAndHasNoError()
    {
        var row = Row(
            "AP1_width",
            EvaluationModels.Comparison().With("AP1_width", 0.2, 0.22),
            EvaluationModels.Comparison().With("AP1_width", 0.5, double.NaN),
            EvaluationModels.Comparison().With("AP1_width", double.NaN, 0.3),
            EvaluationModels.Comparison().With("AP1_width", double.NaN, 0.4),
            EvaluationModels.Comparison());

        Assert.Equal((1, 1, 2, 1), (row.BothSides, row.SolverOnly, row.OperatorOnly, row.Neither));
        Assert.Equal("relative", row.Kind);
        Assert.Equal(1, row.RelativePercent!.Count);
        Assert.Equal(10, row.RelativePercent.Mean, 4);
        Assert.Equal(0.02, row.Absolute!.Mean, 6);
    }

    [Fact]
    public void Rows_Voltage_HasNoRelativeErrorUnlessPublished()
    {
        Assert.Null(Row("AP1_peak", EvaluationModels.Comparison().With("AP1_peak", 2, 4)).RelativePercent);
        Assert.Equal(2, Row("steady_state_voltage_stimend", EvaluationModels.Comparison().With("steady_state_voltage_stimend", -50, -51)).RelativePercent!.Mean, 6);
    }

    [Fact]
    public void Rows_SmallSag_HasNoRelativeError()
    {
        var row = Row(
            "sag_amplitude",
            EvaluationModels.Comparison().With("sag_amplitude", 0.001, 0.1),
            EvaluationModels.Comparison().With("sag_amplitude", 0.4, 0.5));

        Assert.Equal(2, row.Absolute!.Count);
        Assert.Equal(1, row.RelativePercent!.Count);
        Assert.Equal(25, row.RelativePercent.Mean, 4);
    }

    [Fact]
    public void Rows_EveryFeature_IsOneOfTheFeatureExtractor() =>
        Assert.All(EvaluatedFeatures.All, feature => Assert.NotNull(Neurons.ElectrophysiologicalFeatures.Find(feature.Name)));

    private static FeatureError Row(string feature, params TraceComparison[] traces) => FeatureTable.Rows(traces)[EvaluatedFeatures.IndexOf(feature)];
}
