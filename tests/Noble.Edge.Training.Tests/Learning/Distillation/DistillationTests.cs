using Noble.Edge.Operator;
using Noble.Edge.Tests;
using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class DistillationTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ModelBundle _teacher;
    private readonly TrainingConfiguration _student;

    public DistillationTests()
    {
        _teacher = EvaluationModels.Write(_temporary.File("teacher.noble"), SyntheticData.Create());
        _student = new TrainingConfiguration
        {
            Name = "student",
            Teacher = _temporary.File("teacher.noble"),
            Layers = 1,
            Channels = 4,
            Modes = 10,
            LiftingRatio = 1,
            ProjectionRatio = 1,
            StepMilliseconds = 1,
            Batch = 3,
            Steps = 60,
            Threads = 1,
            LearningRate = 0.01,
        };
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Student_Design_HasTheTeachersNeuronsOnItsOwnGridAndNetwork()
    {
        var design = ModelDesign.Student(_student, _teacher);

        Assert.Equal(_teacher.Manifest.Latent, design.Manifest.Latent);
        Assert.Equal(_teacher.Manifest.Clock, design.Manifest.Clock);
        Assert.Equal(_teacher.Manifest.Channels, design.Manifest.Channels);
        Assert.Equal(_teacher.Manifest.Grid with { StepMilliseconds = 1, Length = 80 }, design.Manifest.Grid);
        Assert.Equal((1, 4, 10, 4, 4), (design.Manifest.Network.Layers, design.Manifest.Network.HiddenChannels, design.Manifest.Network.Modes, design.Manifest.Network.LiftingChannels, design.Manifest.Network.ProjectionChannels));
        Assert.Equal($"{_teacher.Manifest.Name} {_teacher.Hash}", design.Manifest.Provenance.Parent);
        Assert.Equal(_teacher.TrainedClock(1), design.TrainedClocks.AsSpan(design.Manifest.Clock!.CoefficientCount, design.Manifest.Clock.CoefficientCount).ToArray());
    }

    [Fact]
    public void Make_Batch_IsTheTeachersVoltageAtTheStudentsSamples()
    {
        using var source = Source(_student);
        using var batch = source.Make(5, torch.CPU);
        using var again = source.Make(5, torch.CPU);
        using var next = source.Make(6, torch.CPU);

        Assert.Equal(Values(batch.Target), Values(again.Target));
        Assert.NotEqual(Values(batch.Target), Values(next.Target));
        var (population, neuron, current) = Draws(_student, step: 5);
        using var engine = new SimdEngine(_teacher.Weights, _teacher.Manifest.Grid.Length);
        using var renderer = new TraceRenderer(_teacher, engine);
        var voltage = new float[_teacher.Manifest.Grid.Length];
        renderer.Render(current, population.Features(neuron), population.Clock(neuron), voltage);
        Assert.Equal(Enumerable.Range(0, 80).Select(k => voltage[2 * k]), Values(batch.Target)[..80]);

        // Channel 0 is the current in units of 0.1 nA, under the step.
        Assert.Equal((float)(current / 0.1), Values(batch.Input)[40]);
    }

    [Fact]
    public void Next_ManyDraws_KeepWhatTheTeacherHeldOutAndCoverTheCurve()
    {
        var onset = _teacher.Manifest.Latent.IndexOf(_teacher.Manifest.Clock!.OnsetFeature);
        var (learned, validated) = (new TeacherDraw(_teacher, 1, heldOut: false), new TeacherDraw(_teacher, 1, heldOut: true));
        var excess = new List<double>();
        var names = new HashSet<string>();
        for (var i = 0; i < 2000; i++)
        {
            var random = new SeededRandom(1, 2, (ulong)i);
            var (population, neuron, current) = learned.Next(ref random);
            excess.Add(current - population.Features(neuron)[onset]);
            names.Add(population.Name(neuron));
            var (own, trained, held) = validated.Next(ref random);
            Assert.True(_teacher.Manifest.Provenance.IsHeldOut(held - own.Features(trained)[onset]));
            Assert.StartsWith("s-", own.Name(trained), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(excess, _teacher.Manifest.Provenance.IsHeldOut);
        Assert.InRange(excess.Count(e => e < 0), 100, 1000);
        Assert.InRange(excess.Count(e => e is > 0 and < 0.1), 400, 1600);
        Assert.Contains(excess, e => e > 0.2);
        Assert.Contains("s-0", names);
        Assert.Contains(names, name => name.StartsWith("drawn-", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_Student_ComesCloserToItsTeacher()
    {
        using var trainer = ShortRun.Trainer(_student with { Steps = 300, ValidationInterval = 100, ValidationTraces = 12 });
        var found = new List<double>();

        trainer.Run(progress => found.AddRange(progress.Validation is { } validation ? [validation.RelativeL2] : []), () => false);

        Assert.Equal(3, found.Count);
        Assert.True(found[2] < 0.7 * found[0], $"{found[0]} to {found[2]}");
    }

    [Fact]
    public void Run_StoppedAndResumed_GivesTheWeightsOfAnUninterruptedRun()
    {
        Assert.Equal(ShortRun.Weights(_student), ShortRun.WeightsWithStopsAt(_student, _temporary.File("run"), 7, 31));
    }

    [Theory]
    [InlineData("data")]
    [InlineData("nothing")]
    public void Open_NotOneThingToLearnFrom_SaysWhatWasExpected(string given)
    {
        var configuration = given == "data" ? _student with { Data = "d" } : _student with { Teacher = null };

        var error = Assert.Throws<DataSetException>(() => TrainingMaterial.Open(configuration));

        Assert.Contains(given == "data" ? "expected one of them" : "nothing to learn from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ValidationOfATeacherThatHeldOutNothing_IsRefused()
    {
        EvaluationModels.Write(_temporary.File("all.noble"), SyntheticData.Create(), EvaluationModels.Configuration with { HeldOutExcess = [] });
        var configuration = _student with { Teacher = _temporary.File("all.noble"), ValidationInterval = 10 };

        var error = Assert.Throws<DataSetException>(() => TrainingMaterial.Open(configuration).Trainer(configuration));

        Assert.Contains("held out no band of current", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FinishedRun_IsAModelThatNamesItsTeacher()
    {
        var configuration = _student with { Steps = 5 };
        var run = _temporary.File("run");
        RunFolder.Start(run, configuration);
        var material = TrainingMaterial.Open(configuration);
        using (var trainer = material.Trainer(configuration))
        {
            TrainingRun.Execute(run, material.Folder, configuration, material.Design, trainer, TimeProvider.System, _ => { }, () => false);
        }

        ModelExport.Write(run, material, _temporary.File("student.noble"));

        var student = ModelBundle.Load(_temporary.File("student.noble"));
        Assert.StartsWith("distilled from", student.Manifest.Provenance.Training, StringComparison.Ordinal);
        Assert.Equal(15, student.Manifest.Provenance.TrainingTraces);
        Assert.Equal(_teacher.TrainedClock(0), student.TrainedClock(0));
        Assert.Equal(_teacher.Manifest.Provenance.HeldOutExcessNanoamperes, student.Manifest.Provenance.HeldOutExcessNanoamperes);

        // The runtime renders it, and the evaluation reads the solver's traces on its grid.
        var data = SyntheticData.Create();
        Assert.NotEmpty(ModelEvaluation.Run(student, RandomWindows.Cut(data, student.Manifest.Grid), (_, _) => { }, 1));
    }

    private TeacherBatchSource Source(TrainingConfiguration configuration) =>
        new(_teacher, ModelDesign.Student(configuration, _teacher).Manifest, configuration);

    // The first draw of a step, as the batch source makes it.
    private (Population Population, int Neuron, double Current) Draws(TrainingConfiguration configuration, long step)
    {
        var random = new SeededRandom((ulong)configuration.Seed, TeacherBatchSource.Stream, (ulong)step);
        return new TeacherDraw(_teacher, (ulong)configuration.Seed, heldOut: false).Next(ref random);
    }

    private static float[] Values(torch.Tensor tensor) => tensor.data<float>().ToArray();
}
