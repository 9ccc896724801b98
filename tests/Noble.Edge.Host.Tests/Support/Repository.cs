namespace Noble.Edge.Host.Tests;

/// <summary>Files of the repository that tests hold to something.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Root = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(System.IO.Path.Combine(folder.FullName, "examples")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("the repository's folder 'examples'");
    });

    internal static string Path(params string[] parts) => System.IO.Path.Combine([Root.Value, .. parts]);
}
