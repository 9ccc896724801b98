using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>A state between two calls, and of what it is: weights, neurons, draw and its seed.</summary>
/// <remarks>
/// The engine's numbers, and after them 13 that are whole: the first 8 bytes of two SHA-256, of the operator's file and of the neurons' latent
/// points, in fours of 16 bits, the draw, and the seed likewise. A file without them is of an earlier version, and nothing of it can be checked.
/// </remarks>
internal sealed class StreamingStateFile
{
    private const int Words = 4; // of 16 bits
    private const int TailLength = Words + Words + 1 + Words;

    private readonly IStreamingEngine _engine;
    private readonly ulong _weights;
    private readonly ulong _neurons;
    private readonly StreamingSpikeDraw _draw;
    private readonly ulong _seed;

    /// <param name="engine">The engine.</param>
    /// <param name="model">Its model.</param>
    /// <param name="population">Its neurons.</param>
    /// <param name="draw">How spikes are drawn.</param>
    /// <param name="seed">Seed of those that are drawn.</param>
    internal StreamingStateFile(IStreamingEngine engine, ModelBundle model, Population population, StreamingSpikeDraw draw, ulong seed)
    {
        (_engine, _draw, _seed) = (engine, draw, draw == StreamingSpikeDraw.Random ? seed : 0); // the median's spikes are the same with any
        _weights = BinaryPrimitives.ReadUInt64BigEndian(Convert.FromHexString(model.Manifest.Files[ModelBundle.StreamingFile]));
        using var points = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var n = 0; n < population.Count; n++)
        {
            points.AppendData(MemoryMarshal.AsBytes(population.Features(n)));
        }

        _neurons = BinaryPrimitives.ReadUInt64BigEndian(points.GetHashAndReset());
    }

    /// <summary>Writes the engine's state.</summary>
    internal void Write(string path)
    {
        var state = new float[_engine.StateLength + TailLength];
        _engine.Save(state.AsSpan(0, _engine.StateLength));
        var tail = state.AsSpan(_engine.StateLength);
        Put(tail, _weights);
        Put(tail[Words..], _neurons);
        tail[2 * Words] = (float)_draw;
        Put(tail[((2 * Words) + 1)..], _seed);
        NpyFile.Write(path, state, state.Length);
    }

    /// <summary>Puts a state into the engine.</summary>
    /// <exception cref="UserMistakeException">It is of something else.</exception>
    internal void Read(string path)
    {
        var state = NpyFile.Read<float>(path, -1).Data;
        if (state.Length == _engine.StateLength)
        {
            Errors.Warn($"--state-in {path}: does not say of which model, neurons and draw it is, so that is not checked");
        }
        else if (state.Length == _engine.StateLength + TailLength)
        {
            Check(path, state.AsSpan(_engine.StateLength));
        }
        else
        {
            throw new UserMistakeException(
                $"--state-in {path}: a state of {state.Length} numbers, expected {_engine.StateLength + TailLength} of {_engine.NeuronCount} neurons with {_engine.Spec.InputCount()} inputs");
        }

        try
        {
            _engine.Restore(state.AsSpan(0, _engine.StateLength));
        }
        catch (ArgumentException error)
        {
            throw new UserMistakeException($"--state-in {path}: {error.Message.Split(" (Parameter ", 2)[0]}");
        }
    }

    private static void Put(Span<float> words, ulong value)
    {
        for (var word = 0; word < Words; word++)
        {
            words[word] = (ushort)(value >> (16 * (Words - 1 - word)));
        }
    }

    private static ulong? Get(ReadOnlySpan<float> words)
    {
        var value = 0ul;
        for (var word = 0; word < Words; word++)
        {
            if (!(words[word] is >= 0 and <= ushort.MaxValue && float.IsInteger(words[word])))
            {
                return null;
            }

            value = (value << 16) | (ushort)words[word];
        }

        return value;
    }

    private void Check(string path, ReadOnlySpan<float> tail)
    {
        if (Get(tail) is not { } weights || Get(tail[Words..]) is not { } neurons || tail[2 * Words] is not (0 or 1) || Get(tail[((2 * Words) + 1)..]) is not { } seed)
        {
            throw new UserMistakeException($"--state-in {path}: what it says of its model, neurons and draw is damaged");
        }

        var draw = (StreamingSpikeDraw)(int)tail[2 * Words];
        var mistake = (weights == _weights, neurons == _neurons, draw == _draw, seed == _seed) switch
        {
            (false, _, _, _) => $"a state of the operator {weights:x16}, expected one of this model's, {_weights:x16}",
            (_, false, _, _) => "a state of other neurons, expected the population, latent points and seed of the call that wrote it",
            (_, _, false, _) => $"a state of --draw {Name(draw)}, expected one of --draw {Name(_draw)}",
            (_, _, _, false) => $"a state of spikes drawn with --seed {seed}, expected --seed {_seed}",
            _ => null,
        };
        if (mistake is not null)
        {
            throw new UserMistakeException($"--state-in {path}: {mistake}");
        }
    }

    private static string Name(StreamingSpikeDraw draw) => draw == StreamingSpikeDraw.Median ? "median" : "random";
}
