namespace Noble.Edge.Neurons.Tests;

public class NeuronSurveyTests
{
    private static readonly ParameterSet Set = BuiltInCells.FastSpikingParameterSets[2];
    private static readonly CurrentClampSimulator Simulator = new(BuiltInCells.FastSpiking(), StepProtocol.Default, 1);
    private static readonly CurrentClampSimulator ShortStep = new(
        BuiltInCells.FastSpiking(),
        new StepProtocol { SettleMilliseconds = 50, StepMilliseconds = 120, RestAfterMilliseconds = 5 },
        1);

    [Fact]
    public void Survey_OneNeuron_FindsThresholdsThatHold()
    {
        var survey = new NeuronSurvey(Simulator);
        var f = survey.Survey([Set])[0];

        double[] around =
        [
            f.RheobaseNanoamperes - 5e-5, f.RheobaseNanoamperes, f.ThresholdCurrentNanoamperes - 5e-5, f.ThresholdCurrentNanoamperes,
        ];
        var responses = survey.MeasureCurves([Set], around)[0].Responses;
        Assert.Equal(0, responses[0].SpikeCount);
        Assert.True(responses[1].SpikeCount > 0);
        Assert.False(responses[2].IsRepetitive);
        Assert.True(responses[3].IsRepetitive);
        Assert.Equal("fs-02", f.Name);
        Assert.Equal(f.ThresholdCurrentNanoamperes - f.RheobaseNanoamperes, f.TransientZoneNanoamperes);
        Assert.Equal(6, f.RatesHertz.Count);
        Assert.Equal(f.RatesHertz[1], f.RateAt(0.2));
        Assert.Throws<ArgumentException>(() => f.RateAt(0.21));
    }

    [Fact]
    public void Survey_OtherOptions_MeasureElsewhere()
    {
        var basic = new SurveyOptions { ToleranceNanoamperes = 0.005, RateCurrentsNanoamperes = [0.2] };
        var f = Survey(basic);

        Assert.NotEqual(f.ApWidthMilliseconds, Survey(basic with { ReferenceNanoamperes = 0.15 }).ApWidthMilliseconds);
        Assert.NotEqual(f.InputResistanceMegaohms, Survey(basic with { HyperpolarisingNanoamperes = -0.1 }).InputResistanceMegaohms);
        Assert.NotEqual(f.SlopeHertzPerNanoampere, Survey(basic with { SlopeOffsetsNanoamperes = [0.1, 0.2] }).SlopeHertzPerNanoampere);
        Assert.Equal([0.3], Survey(basic with { RateCurrentsNanoamperes = [0.3] }).RateCurrentsNanoamperes);
        Assert.True(double.IsNaN(Survey(basic with { LargestCurrentNanoamperes = 0.06 }).RheobaseNanoamperes));
        Assert.NotEqual(f.RheobaseNanoamperes, Survey(basic with { ToleranceNanoamperes = 5e-4 }).RheobaseNanoamperes);
        Assert.NotEqual(f.RheobaseNanoamperes, Survey(basic with { CoarseSpacingNanoamperes = 0.05 }).RheobaseNanoamperes);
    }

    private static NeuronFeatures Survey(SurveyOptions options) => new NeuronSurvey(ShortStep, options).Survey([Set])[0];
}
