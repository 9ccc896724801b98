using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class OnnxExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Folder => _folder.File("m.noble");

    [Fact]
    public void Save_ChosenForm_IsInTheFolderAndListed()
    {
        var model = EvaluationModels.Write(Folder, SyntheticData.Create());
        var forms = OnnxExport.Measure(model);
        var chosen = OnnxExport.Choose(forms);
        OnnxExport.Save(model, chosen);

        // Load checks the hash of every file that the manifest lists.
        var graph = ModelBundle.Load(Folder).Graph(OnnxPrecision.Fp32)!;
        Assert.Equal(OnnxExport.FloatFile, graph.File);
        Assert.Equal(chosen.Form, graph.Form);
        Assert.Equal(17, graph.Opset);
        Assert.InRange(graph.RelativeL2!.Value, 0, OnnxExport.ErrorBound);
        Assert.True(graph.MillisecondsPerTrace > 0);
        Assert.Equal(chosen.File.ToArray(), File.ReadAllBytes(_folder.File(Path.Combine("m.noble", graph.File))));
    }

    [Fact]
    public void Choose_TwoExactForms_TakesTheCheaper()
    {
        var chosen = OnnxExport.Choose([Form(OnnxForm.Plain, 1e-7, 200), Form(OnnxForm.ShortGrid, 9e-6, 100)]);

        Assert.Equal(OnnxForm.ShortGrid, chosen.Form);
    }

    [Fact]
    public void Choose_CheaperFormOverTheBound_TakesTheOther()
    {
        Assert.Equal(OnnxForm.Plain, OnnxExport.Choose([Form(OnnxForm.Plain, 1e-7, 200), Form(OnnxForm.ShortGrid, 1.1e-5, 100)]).Form);
        Assert.Equal(OnnxForm.Plain, OnnxExport.Choose([Form(OnnxForm.Plain, 1e-7, 200), Form(OnnxForm.ShortGrid, double.NaN, 100)]).Form);
    }

    [Fact]
    public void Choose_NoneExact_SaysTheError()
    {
        var message = Assert.Throws<OnnxExportException>(() => OnnxExport.Choose([Form(OnnxForm.Plain, 2e-5, 1)])).Message;

        Assert.Contains("2.00e-005", message, StringComparison.Ordinal);
        Assert.Contains("at most 1e-005", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_ShortFormOfAShortAxis_SaysWhatToTake()
    {
        // 160 samples for 72 modes: blocks hold as many functions as samples.
        var model = EvaluationModels.Write(Folder, SyntheticData.Create(), EvaluationModels.Configuration with { Modes = 72 });

        var message = Assert.Throws<OnnxExportException>(() => OnnxExport.Measure(model, OnnxForm.ShortGrid)).Message;
        Assert.Contains("160 samples for 72 modes are too few", message, StringComparison.Ordinal);
        Assert.Equal(OnnxForm.Plain, Assert.Single(OnnxExport.Measure(model)).Form);
    }

    [Fact]
    public void MultiplyAdds_OneLayer_AreThoseOfItsMaps()
    {
        var shape = new NetworkShape { InputChannels = 2, HiddenChannels = 3, Layers = 1, Modes = 4, LiftingChannels = 5, ProjectionChannels = 6, ChannelMlpChannels = 7 };

        // lifting 5 x 2 and 3 x 5, skip 3 x 3, MLP 7 x 3 and 3 x 7, projection 6 x 3 and 1 x 6, at each of 100 samples; the transform of 3 channels
        // both ways, 8 columns; the mixing of 4 modes, 6 x 6.
        Assert.Equal(
            (100 * (10 + 15 + 9 + 21 + 21 + 18 + 6)) + (2 * 3 * 8 * 100) + (4 * 36),
            OnnxExport.MultiplyAdds(shape, SpectralBasis.Plain(100, 4)));
    }

    private static FormMeasurement Form(OnnxForm form, double error, long products) =>
        new(form, [1]) { RelativeL2 = error, MultiplyAdds = products, MillisecondsPerTrace = 1 };
}
