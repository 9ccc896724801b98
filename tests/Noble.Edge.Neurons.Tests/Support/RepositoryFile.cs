namespace Noble.Edge.Neurons.Tests;

/// <summary>Files of this repository.</summary>
internal static class RepositoryFile
{
    /// <summary>Full path of a file below the repository's root.</summary>
    public static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Noble.Edge.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        }

        return System.IO.Path.Combine([folder.FullName, .. parts]);
    }
}
