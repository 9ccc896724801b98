namespace Noble.Edge.Host;

/// <summary>The live page as it was built into this program.</summary>
internal static class EmbeddedPage
{
    private const string Resource = "page/index.html";

    /// <summary>The page, or null in a build without one.</summary>
    internal static byte[]? Read()
    {
        using var stream = typeof(EmbeddedPage).Assembly.GetManifestResourceStream(Resource);
        if (stream is null)
        {
            return null;
        }

        var page = new byte[stream.Length];
        stream.ReadExactly(page);
        return page;
    }
}
