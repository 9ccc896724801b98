namespace Noble.Edge.Neurons.Tests;

/// <summary>Reference data beside the repository (../shared), which not every machine has.</summary>
internal static class SharedData
{
    /// <summary>Full path of a file under shared/, or null where it is absent.</summary>
    public static string? Find(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Noble.Edge.sln")))
            {
                var path = Path.Combine([folder.FullName, "..", "shared", .. parts]);
                return File.Exists(path) ? path : null;
            }
        }

        return null;
    }

    /// <summary>Full path of a file of the repository.</summary>
    public static string InRepository(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Noble.Edge.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine([folder.FullName, .. parts]);
    }

    /// <summary>A one-dimensional float64 .npy file.</summary>
    public static double[] ReadNpy(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("NUMPY"u8.ToArray(), bytes[1..6]);
        var start = 10 + BitConverter.ToUInt16(bytes, 8);
        var values = new double[(bytes.Length - start) / sizeof(double)];
        Buffer.BlockCopy(bytes, start, values, 0, values.Length * sizeof(double));
        return values;
    }
}
