namespace Noble.Edge.Rig;

/// <summary>Where recordings are written: a folder, or one for tests that fails.</summary>
internal interface ILogDisk
{
    /// <summary>Creates a file that does not exist yet.</summary>
    public ILogFile Create(string path);

    /// <summary>Deletes a file.</summary>
    public void Delete(string path);

    /// <summary>Whether there is one.</summary>
    public bool Exists(string path);
}
