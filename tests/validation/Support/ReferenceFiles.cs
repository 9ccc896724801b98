namespace Noble.Edge.Validation;

/// <summary>Reference data: beside the cases, and beside the repository where a machine has it.</summary>
internal static class ReferenceFiles
{
    private static readonly string Repository = FindRepository();

    /// <summary>Path of a file in a case's folder.</summary>
    public static string OfCase(string validationCase, string file) =>
        Path.Combine(Repository, "tests", "validation", validationCase, file);

    /// <summary>Path of a file of the reference data beside the repository, or null where it is absent.</summary>
    public static string? Shared(params string[] parts)
    {
        var path = Path.Combine([Repository, "..", "shared", .. parts]);
        return File.Exists(path) ? path : null;
    }

    /// <summary>A one-dimensional float64 .npy file.</summary>
    public static double[] ReadNpy(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("NUMPY"u8.ToArray(), bytes[1..6]);
        var start = 10 + BitConverter.ToUInt16(bytes, 8);
        Assert.Contains("'<f8'", System.Text.Encoding.ASCII.GetString(bytes, 10, start - 10), StringComparison.Ordinal);
        var values = new double[(bytes.Length - start) / sizeof(double)];
        Buffer.BlockCopy(bytes, start, values, 0, values.Length * sizeof(double));
        return values;
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Noble.Edge.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Noble.Edge.sln above {AppContext.BaseDirectory}.");
    }
}
