namespace Noble.Edge.Neurons;

/// <summary>Where cells come from: built in, a cell file, or a traced morphology with published parameter sets.</summary>
public static class CellSource
{
    /// <summary>Greatest length of a segment of the published cells, µm: L gives 1 + 2 · floor(L / 40) segments.</summary>
    public const double PublishedSegmentLength = 40;

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">Name of a built-in cell, or path of a cell file (<see cref="CellFile"/>).</param>
    /// <exception cref="CellFileException">There is no such cell, or the file cannot be used.</exception>
    public static NeuronCollection Read(string cell)
    {
        ArgumentException.ThrowIfNullOrEmpty(cell);
        return BuiltInCells.Find(cell) ?? (File.Exists(cell)
            ? CellFile.Read(cell)
            : throw new CellFileException(cell, $"is neither a file nor a built-in cell; expected a cell file or one of: {string.Join(", ", BuiltInCells.Names)}"));
    }

    /// <summary>Reads an all-active cell as published: axon replaced by two stubs, a segment for each 40 µm.</summary>
    /// <param name="swcFile">Traced morphology.</param>
    /// <param name="hof">An all-active parameter file, or a folder of them.</param>
    /// <exception cref="CellFileException">A file cannot be used.</exception>
    /// <exception cref="UnknownMechanismException">A file names a mechanism that this library does not have.</exception>
    /// <exception cref="UnknownParameterException">A file names a parameter that its mechanism does not have.</exception>
    public static NeuronCollection ReadAllActive(string swcFile, string hof) =>
        AllActiveParameters.Read(Path.GetFileNameWithoutExtension(swcFile), Morphology(swcFile, replaceAxon: true, PublishedSegmentLength), hof);

    /// <summary>Sections of a traced morphology: <c>soma[0]</c>, <c>axon[k]</c>, <c>dend[k]</c>, <c>apic[k]</c>.</summary>
    /// <param name="swcFile">The file.</param>
    /// <param name="replaceAxon">Whether two stubs replace the traced axon.</param>
    /// <param name="segmentLengthMicrometres">A section of length L has 1 + 2 · floor(L / this) segments.</param>
    /// <exception cref="CellFileException">The file cannot be used.</exception>
    public static IReadOnlyList<Section> Morphology(string swcFile, bool replaceAxon, double segmentLengthMicrometres)
    {
        var traced = SwcSections.Of(swcFile, SwcFile.Read(swcFile), segmentLengthMicrometres);
        return replaceAxon ? AxonStub.Replace(swcFile, traced) : traced;
    }
}
