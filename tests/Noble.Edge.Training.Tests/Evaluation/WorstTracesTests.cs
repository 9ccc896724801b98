namespace Noble.Edge.Training.Tests;

public sealed class WorstTracesTests
{
    [Fact]
    public void Of_TwoSplits_ListsEachFromTheWorstOn()
    {
        TraceComparison[] traces =
        [
            EvaluationModels.Comparison(error: 0.2, split: ModelEvaluation.LatentPointOnly),
            EvaluationModels.Comparison(error: 0.1, split: ModelEvaluation.SeenNeurons),
            EvaluationModels.Comparison(error: 0.3, split: ModelEvaluation.SeenNeurons),
            EvaluationModels.Comparison(error: 0.2, split: ModelEvaluation.SeenNeurons),
        ];

        var worst = WorstTraces.Of(traces, 2);

        Assert.Equal([ModelEvaluation.SeenNeurons, ModelEvaluation.LatentPointOnly], worst.Select(w => w.Split));
        Assert.Equal([2, 3], worst[0].Entries);
        Assert.Equal([0], worst[1].Entries);
    }

    [Fact]
    public void Medians_OneZone_IsTheMiddleTrace() => Assert.Equal(
        [1],
        WorstTraces.Medians([EvaluationModels.Comparison(error: 0.3), EvaluationModels.Comparison(error: 0.2), EvaluationModels.Comparison(error: 0.1)]));
}
