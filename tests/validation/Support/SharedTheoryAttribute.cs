namespace Noble.Edge.Validation;

/// <summary>A theory on reference data beside the repository: skipped, with the reason, where a machine does not have it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for a file under ../shared.</summary>
    /// <param name="folder">Folder under ../shared.</param>
    /// <param name="file">A file that must be there.</param>
    public SharedTheoryAttribute(string folder, string file)
    {
        Folder = folder;
        File = file;
        if (ReferenceFiles.Shared(folder, file) is null)
        {
            Skip = $"../shared/{folder}/{file} is not on this machine.";
        }
    }

    /// <summary>Folder under ../shared.</summary>
    public string Folder { get; }

    /// <summary>A file that must be there.</summary>
    public string File { get; }
}
