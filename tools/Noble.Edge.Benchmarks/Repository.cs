namespace Noble.Edge.Benchmarks;

/// <summary>The checkout that this program was built in.</summary>
internal static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Noble.Edge.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no Noble.Edge.sln above {AppContext.BaseDirectory}");
    }
}
