namespace Noble.Edge.Training;

/// <summary>Finds the state dict in a PyTorch zip and takes its tensors.</summary>
internal static class TorchStateDict
{
    // A training checkpoint keeps the state dict one or two levels down, beside the optimiser's.
    private const int DeepestNesting = 4;
    private const string SettingsKey = "_metadata";

    private static readonly string[] NetworkParts = ["fno_blocks.", "lifting.", "projection."];

    private readonly record struct Candidate(string Path, PickleDictionary Dictionary)
    {
        public string[] Names => [.. Dictionary.Named.Where(entry => entry.Value is PickleTensor).Select(entry => entry.Key)];
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file's content.</param>
    /// <param name="key">Where the state dict is, with dots between levels; null to look for it, "" for the top.</param>
    /// <exception cref="CheckpointException">The file is damaged, holds more than data, or no state dict.</exception>
    public static NeuraloperatorCheckpoint Read(string path, FileStream stream, string? key)
    {
        using var archive = TorchArchive.Open(path, stream);
        var root = PickleReader.Read(path, archive.ReadPickle(), archive.StorageLength);
        var found = Choose(path, root, key);
        var rename = NeuraloperatorCheckpoint.WithoutPrefix(found.Names);
        var storages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var tensors = new List<CheckpointTensor>();
        PickleDictionary? settings = null;
        foreach (var (name, value) in found.Dictionary.Named)
        {
            if (value is PickleTensor tensor)
            {
                if (!storages.TryGetValue(tensor.Storage.Key, out var bytes))
                {
                    storages.Add(tensor.Storage.Key, bytes = archive.ReadStorage(tensor.Storage.Key));
                }

                tensors.Add(new CheckpointTensor(path, rename(name), tensor.Storage.Element, bytes, tensor.Offset, tensor.Shape, tensor.Strides));
            }
            else if (name == SettingsKey && value is PickleDictionary dictionary)
            {
                settings = dictionary;
            }
            else
            {
                throw new CheckpointException(path, PrintableText.Of(name), "a tensor", PickleKinds.Of(value));
            }
        }

        CheckTotal(path, tensors, storages.Values.Sum(bytes => (long)bytes.Length));
        var where = found.Path.Length == 0 ? "" : $", state dict under '{PrintableText.Of(found.Path)}'";
        return new NeuraloperatorCheckpoint(path, $"PyTorch zip, format version {archive.Version}{where}", tensors, settings);
    }

    // Views may share a storage; weights do not, and a small file must not become a large network.
    private static void CheckTotal(string path, List<CheckpointTensor> tensors, long available)
    {
        var needed = tensors.Sum(tensor => (long)tensor.Count * tensor.Element.Size());
        if (needed > available)
        {
            throw new CheckpointException(path, null, $"tensors within their {available} bytes of storage", $"{needed} bytes: some share their elements");
        }
    }

    private static Candidate Choose(string path, object? root, string? key)
    {
        var all = Dictionaries(root);
        if (all.Count == 0)
        {
            throw new CheckpointException(path, "data.pkl", "a dictionary of tensors, as torch.save(model.state_dict()) writes it", PickleKinds.Of(root));
        }

        if (key is not null)
        {
            return all.FirstOrDefault(candidate => candidate.Path == key) is { Dictionary: not null } chosen
                ? chosen
                : throw new CheckpointException(path, null, $"a dictionary under '{PrintableText.Of(key)}'", Listed(all));
        }

        var networks = all.Where(candidate => candidate.Names.Any(name => NetworkParts.Any(part => name.Contains(part, StringComparison.Ordinal)))).ToArray();
        return networks.Length switch
        {
            1 => networks[0],
            0 when all[0].Names.Length > 0 => all[0],
            0 => throw new CheckpointException(path, null, "a state dict of neuraloperator's FNO", $"none: {Listed(all)}"),
            _ => throw new CheckpointException(path, null, "one state dict, or --key to choose", Listed(networks)),
        };
    }

    private static string Listed(IReadOnlyCollection<Candidate> candidates) =>
        $"dictionaries under {string.Join(", ", candidates.Take(8).Select(candidate => candidate.Path.Length == 0 ? "the top" : $"'{PrintableText.Of(candidate.Path)}'"))}";

    // Breadth first, each dictionary once: they may hold each other.
    private static List<Candidate> Dictionaries(object? root)
    {
        var found = new List<Candidate>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        if (root is PickleDictionary top)
        {
            found.Add(new Candidate("", top));
            seen.Add(top);
        }

        for (var (at, end, depth) = (0, found.Count, 1); depth < DeepestNesting && at < end; (end, depth) = (found.Count, depth + 1))
        {
            for (; at < end; at++)
            {
                var parent = found[at];
                foreach (var (name, value) in parent.Dictionary.Named)
                {
                    if (value is PickleDictionary child && name != SettingsKey && seen.Add(child))
                    {
                        found.Add(new Candidate(parent.Path.Length == 0 ? name : $"{parent.Path}.{name}", child));
                    }
                }
            }
        }

        return found;
    }
}
