using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Run_Checkpoint_SaysWhatWasReadAndWhereItWent()
    {
        File.WriteAllBytes(_temporary.File("FNO_nmodes-8_nlayers-2.pth"), new TorchZip().Of(SmallNetwork.StateDict()));
        File.WriteAllText(_temporary.File("latents.csv"), "name,slope,intercept\na,700,0.01\nb,800,0.02\n");
        var (code, output, error) = TrainerProgram.Run("import FNO_nmodes-8_nlayers-2.pth --out small.noble --latents latents.csv --cell c --inputs 23", _temporary.FullName);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            """
            read      FNO_nmodes-8_nlayers-2.pth: PyTorch zip, format version 3, 24 tensors
            sizes     2 layers of 4 channels, 5 modes, 23 inputs; lifting 8, projection 16, layer MLP 2
                      as stated by: options, file name
            weights   745 real parameters; tensors: 22 float32 as they are, 2 complex64 split into real and imaginary float32 parts
            latents   slope 700 to 800 Hz/nA, intercept 0.01 to 0.02 nA; latent points from latents.csv
            model     in small.noble, 0.0 MB; accuracy not measured

            """,
            output);
        Assert.Equal("c", ModelBundle.Load(_temporary.File("small.noble")).Manifest.Provenance.Cell);
    }

    [Theory]
    [InlineData("import --out o", "Required argument missing")]
    [InlineData("import x.pth", "'--out' is required")]
    [InlineData("import x.pth --out o", "x.pth: expected a file that can be read")]
    [InlineData("import x.pth --out o --layers 0", "import: layers 0: expected 1 or more")]
    [InlineData("import x.pth --out o --frequencies 17", "import: frequencies 17: expected 1 to 16")]
    [InlineData("import x.pth --out o --step-ms 0", "import: step 0: expected over 0 ms")]
    [InlineData("import x.pth --out o --feature depth", "import: 'depth': the unit of depth is not known")]
    [InlineData("import model.pth --out model.pth", "model.pth: expected a model folder that is not there yet")]
    [InlineData("import model.pth --out /proc/none", "/proc/none: expected a folder that can be written")]
    [InlineData("import model.pth --out o --layers 3", "model.pth: layers: expected 3 by --layers, found 2 in its tensors")]
    [InlineData("import model.pth --out o --latents none.csv", "latents file 'none.csv' cannot be read")]
    public void Run_UsersMistake_GivesOneLineAndExitCodeTwo(string arguments, string expected)
    {
        File.WriteAllBytes(_temporary.File("model.pth"), new TorchZip().Of(SmallNetwork.StateDict()));
        var (code, output, error) = TrainerProgram.Run(arguments, _temporary.FullName);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("noble-train: error: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Help_HasExamples() =>
        Assert.Contains("noble-train import weights.safetensors --latents", TrainerProgram.Run("import --help", _temporary.FullName).Output, StringComparison.Ordinal);
}
