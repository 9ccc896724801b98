using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public class StreamingEvaluationTests
{
    [Fact]
    public void Row_SpikesShifted_CountsThemInTheWindowsThatTheyAreIn()
    {
        var truth = Flat(1000, -70);
        var found = Flat(1000, -69.5f);
        var comparison = new StreamingComparison(0.1);

        comparison.Add(truth, [20, 40, 60, 80], found, [20.5, 41.5, 63, 95]);
        var row = comparison.Row("model", "seen", "all");

        Assert.Equal(0.25, row.CoincidenceWithin1);
        Assert.Equal(0.5, row.CoincidenceWithin2);
        Assert.Equal(0.75, row.CoincidenceWithin4);
        Assert.Equal(0, row.SpikeCountErrorPercent);
        Assert.Equal(0.5, row.SubThresholdErrorMillivolts!.Value, 1e-4);
        Assert.Equal(0.5, row.SpikeShapeErrorMillivolts!.Value, 1e-3);
    }

    [Fact]
    public void Row_ErrorAtASpike_IsNotSubThreshold()
    {
        var truth = Flat(1000, -70);
        var found = Flat(1000, -70);
        found[505] = 20;
        found[900] = -60;
        var comparison = new StreamingComparison(0.1);

        comparison.Add(truth, [50], found, []);

        var quiet = 1000 - 70;
        Assert.Equal(Math.Sqrt(100.0 / quiet), comparison.Row("model", "seen", "all").SubThresholdErrorMillivolts!.Value, 2e-3);
        Assert.Equal(100, comparison.Row("model", "seen", "all").SpikeCountErrorPercent);
    }

    [Fact]
    public void Solver_ItsOwnTraces_AreWithoutError()
    {
        using var folder = new TemporaryFolder();
        using var set = StreamingDataSet.Open(StreamingJobs.Write(folder.File("set")));
        using var half = StreamingDataSet.Open(StreamingJobs.Write(folder.File("half"), StreamingJobs.Job(step: 0.01)));

        var same = StreamingEvaluation.Solver(set, set, ["fs-02"]);
        var other = StreamingEvaluation.Solver(set, half, ["fs-02"]);

        Assert.All(same, row => Assert.Equal(0, row.SubThresholdErrorMillivolts));
        Assert.Contains(other, row => row is { Neurons: StreamingEvaluation.NeverSeen, SubThresholdErrorMillivolts: > 0 });
        Assert.StartsWith("solver at 0.01", other[0].Of, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_TrainExportEvaluate_WriteTheOperatorIntoTheModelBesideTheOther()
    {
        using var folder = new TemporaryFolder();
        StreamingJobs.Write(folder.File("set"));
        File.WriteAllText(folder.File("c.json"), $$"""
            { "operator": "streaming", "data": ["set"], "model": "{{StreamingJobs.ModelFolder}}", "run": "run", // a comment
              "hidden": [16], "conditioningHidden": [8], "batchNeurons": 2, "batchSamples": 64, "mixedTraces": 1, "steps": 60, "threads": 1, "heldOutNeurons": ["fs-02"], }
            """);

        Succeed("train --config c.json");
        Succeed("export --run run --data set --out made.noble");
        var output = Succeed("evaluate-streaming --model made.noble --data set --traces 2 --hold-out-neurons fs-02 --report report --table traces.csv");

        var model = Noble.Edge.Operator.ModelBundle.Load(folder.File("made.noble"));
        Assert.NotNull(model.Streaming);
        Assert.Equal(8, model.Streaming.Spec.Provenance.TrainingTraces);
        Assert.Contains(model.Manifest.Streaming!.Accuracy, row => row is { Neurons: StreamingEvaluation.NeverSeen, Traces: 4, Input: StreamingEvaluation.AllInputs });
        Assert.Contains("| model | never seen | all kinds | 2 |", output, StringComparison.Ordinal);
        Assert.True(new FileInfo(folder.File("report/streaming-voltage.png")).Length > 10_000);
        Assert.Equal(1 + 6, File.ReadAllLines(folder.File("traces.csv")).Length);

        string Succeed(string arguments)
        {
            var (code, text, error) = TrainerProgram.Run(arguments, folder.FullName);
            Assert.True(code == 0, error);
            return text;
        }
    }

    private static float[] Flat(int samples, float level) => [.. Enumerable.Repeat(level, samples)];
}
