namespace Noble.Edge.Training;

/// <summary>The tensors of a checkpoint file, of either format, before anything is made of them.</summary>
public sealed class NeuraloperatorCheckpoint
{
    // Wrappers put their name before every tensor's: data-parallel modules and torch.compile.
    private static readonly string[] Prefixes = ["module.", "_orig_mod."];

    internal NeuraloperatorCheckpoint(string file, string format, IEnumerable<CheckpointTensor> tensors, PickleDictionary? settings)
    {
        (File, Format, Settings) = (file, format, settings);
        var byName = new Dictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            if (!byName.TryAdd(tensor.Name, tensor))
            {
                throw new CheckpointException(file, PrintableText.Of(tensor.Name), "each tensor once", "the name twice");
            }
        }

        Tensors = byName;
    }

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>The file's format, for a reader.</summary>
    public string Format { get; }

    /// <summary>The tensors by name, without the prefix of a wrapper.</summary>
    public IReadOnlyDictionary<string, CheckpointTensor> Tensors { get; }

    /// <summary>What neuraloperator keeps as <c>_metadata</c>: the arguments that the network was made with. Null where there is none.</summary>
    internal PickleDictionary? Settings { get; }

    /// <summary>Reads a file: a PyTorch zip or safetensors, told apart by their first bytes. Nothing in it is run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">Where in a PyTorch file the state dict is, as in <c>model_state_dict</c>; null to look for it.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or holds more than data.</exception>
    public static NeuraloperatorCheckpoint Read(string path, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            if (stream.Length > TorchArchive.LargestFile)
            {
                throw new CheckpointException(path, null, $"a file of at most {TorchArchive.LargestFile} bytes", $"{stream.Length} bytes");
            }

            Span<byte> start = stackalloc byte[16];
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            stream.Position = 0;
            if (TorchArchive.IsZip(start))
            {
                return TorchStateDict.Read(path, stream, key);
            }

            return SafetensorsCheckpoint.IsSafetensors(start)
                ? SafetensorsCheckpoint.Read(path, stream)
                : throw new CheckpointException(path, null, "a PyTorch zip or a safetensors file", Other(start));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(path, null, "a file that can be read", PrintableText.Of(e.Message), e);
        }
    }

    /// <summary>A tensor's name without the prefixes that all of the names begin with.</summary>
    internal static Func<string, string> WithoutPrefix(IReadOnlyCollection<string> names)
    {
        var length = 0;
        while (names.Count > 0 && Prefixes.FirstOrDefault(prefix => names.All(name => name.AsSpan(length).StartsWith(prefix))) is { } common)
        {
            length += common.Length;
        }

        return name => name[length..];
    }

    private static string Other(ReadOnlySpan<byte> start) => start switch
    {
        [] => "an empty file",
        [0x80, 0x02, 0x8a, ..] => "PyTorch's format from before 1.6 (load it there and torch.save it again)",
        [0x80, ..] => "a bare pickle (torch.save writes a zip)",
        _ => "other bytes",
    };
}
