using Noble.Edge.Operator.Tests.Support;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.SelfChecks;

public sealed class OperatorSelfCheckTests : IDisposable
{
    // Set to 1 to write the graph that the program brings along again, after its network or its layout has changed.
    private const string Regenerate = "NOBLE_REGENERATE";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Graph_ThatComesAlong_IsTheNetworkItClaimsToBe()
    {
        string path = Path.Combine(Repository.Root, "runtime", "Noble.Edge.Operator", "SelfChecks", OnnxChecks.GraphResource);
        byte[] expected = OnnxNetwork.Write(FnoWeights.Random(OnnxChecks.Shape, OnnxChecks.Seed), OnnxChecks.Length);
        if (Environment.GetEnvironmentVariable(Regenerate) == "1")
        {
            File.WriteAllBytes(path, expected);
        }

        Assert.Equal(expected, File.ReadAllBytes(path));
    }

    [Fact]
    public void Run_OnThisMachine_PassesEverythingOfEveryInstructionSet()
    {
        string folder = SmallStreaming.Write(_folder.File("small.noble"));
        OnnxNetwork.AddTo(folder);

        (string Name, bool? Passed, string Detail)[] checks = [.. OperatorSelfCheck.Run(ModelBundle.Load(folder), null)];

        // The model has no graph of its streaming operator, and nothing else is left out.
        (string Name, bool? Passed, string Detail) left = Assert.Single(checks, check => check.Passed is null);
        Assert.Equal("small, streaming ONNX graph", left.Name);
        Assert.All(checks.Except([left]), check => Assert.True(check.Passed, $"{check.Name}: {check.Detail}"));
        int vectors = ((SimdInstructions[])[SimdInstructions.Vector128, SimdInstructions.Vector256, SimdInstructions.Vector512]).Count(StreamingKernelChoice.Has);
        Assert.Equal(vectors, checks.Count(check => check.Name.StartsWith("small, streaming step, ", StringComparison.Ordinal)));
        Assert.Equal(2 * vectors, checks.Count(check => check.Name.StartsWith("streaming step, made-up network, ", StringComparison.Ordinal)));
        int sets = Machine.Instructions.Count(instructions => instructions != SimdInstructions.Widest);
        Assert.Equal(sets, checks.Count(check => check.Name.StartsWith("gelu, ", StringComparison.Ordinal)));
        Assert.Equal(sets - 1, checks.Count(check => check.Name.StartsWith("dense products, ", StringComparison.Ordinal)));
        Assert.Equal(sets, checks.Count(check => check.Name.StartsWith("small, simd, ", StringComparison.Ordinal)));
        Assert.Contains(checks, check => check.Name.StartsWith("ONNX Runtime ", StringComparison.Ordinal));
        Assert.Contains(checks, check => check.Name == "small, operator.onnx on CPU, against float64");
    }

    [Fact]
    public void Run_GraphOfOtherWeights_Fails()
    {
        string folder = SmallModel.Write(_folder.File("small.noble"));
        OnnxNetwork.AddTo(folder);
        ModelBundle model = ModelBundle.Load(folder);
        File.WriteAllBytes(Path.Combine(folder, "operator.onnx"), OnnxNetwork.Write(FnoWeights.Random(model.Manifest.Network, 99), SmallModel.Length));

        (string _, bool? passed, string detail) = Assert.Single(OnnxChecks.Run(model, null));

        Assert.False(passed, detail);
    }

    [Fact]
    public void Within_NotANumber_Fails()
    {
        Assert.True(OperatorSelfCheck.Within("", 1e-7, 1e-6, "").Passed);
        Assert.False(OperatorSelfCheck.Within("", 2e-6, 1e-6, "").Passed);
        Assert.False(OperatorSelfCheck.Within("", double.NaN, 1e-6, "").Passed);
    }
}
