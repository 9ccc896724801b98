using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>Opens a recording of any kind that can be read, by what it contains and not by what it is called.</summary>
public static class RecordingFile
{
    /// <summary>Opens an Axon Binary Format 2 file, a .npy file, a text file or a data-set folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="stepMilliseconds">Step between samples, ms, for a file that does not say it.</param>
    /// <param name="channel">Name or number of the channel of an Axon file; null for the first of a voltage.</param>
    /// <exception cref="RecordingException">It is none of these, or damaged, or the step is missing or too many.</exception>
    public static Recording Open(string path, double? stepMilliseconds = null, string? channel = null)
    {
        if (channel is not null && (Directory.Exists(path) || Signature(path) is not [(byte)'A', (byte)'B', (byte)'F', ..]))
        {
            throw new RecordingException(path, "is no Axon file and has no channels: leave out --channel");
        }

        if (Directory.Exists(path))
        {
            Refuse(path, stepMilliseconds);
            return File.Exists(Path.Combine(path, DataSetRecording.ManifestFile))
                ? DataSetRecording.Open(path)
                : throw new RecordingException(path, $"is a folder without {DataSetRecording.ManifestFile}, expected a recording or a data set of 'noble-train simulate'");
        }

        switch (Signature(path))
        {
            case [(byte)'A', (byte)'B', (byte)'F', ..]:
                Refuse(path, stepMilliseconds);
                return AxonRecording.Open(path, channel);
            case [0x93, (byte)'N', (byte)'U', (byte)'M', ..]:
                return stepMilliseconds is { } step
                    ? NpyRecording.Open(path, step)
                    : throw new RecordingException(path, "does not say the step between samples: say it with --dt");
            default:
                return TextRecording.Open(path, stepMilliseconds);
        }
    }

    private static byte[] Signature(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var signature = new byte[4];
            return signature[..file.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException(path, e is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : $"cannot be read: {e.Message}", e);
        }
    }

    private static void Refuse(string path, double? stepMilliseconds)
    {
        if (stepMilliseconds is not null)
        {
            throw new RecordingException(path, "says itself how far samples are apart: leave out --dt");
        }
    }
}
