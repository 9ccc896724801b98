using Noble.Edge.KernelGenerator;
using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>The committed kernels are what their generator writes.</summary>
public class KernelFilesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "runtime", "Noble.Edge.Operator", "Engines", "Simd", "Kernels", "Generated");

    [Fact]
    public void KernelFiles_Generated_EqualTheCommittedOnes()
    {
        Dictionary<string, string> generated = KernelFiles.All().ToDictionary(file => file.Name, file => file.Text);

        Assert.Equal(generated.Keys.Order(), Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Order());
        foreach ((string name, string text) in generated)
        {
            Assert.True(text == File.ReadAllText(Path.Combine(Folder, name)), $"{name} is not what tools/Noble.Edge.KernelGenerator writes: run it on {Folder}");
        }
    }
}
