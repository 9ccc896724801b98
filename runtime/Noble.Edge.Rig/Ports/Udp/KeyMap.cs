using System.Globalization;

namespace Noble.Edge.Rig;

/// <summary>Which key a neuron has on the wire, and back. Immutable; looking up does not allocate.</summary>
public sealed class KeyMap
{
    private const long None = -1;

    private readonly long[] _keyOfNeuron; // [neuron], or None
    private readonly uint[] _keys; // in ascending order
    private readonly int[] _neurons; // in the order of the keys
    private readonly uint _base;
    private readonly int _count;

    private KeyMap(uint baseKey, int count, long[] keyOfNeuron)
    {
        _base = baseKey;
        _count = count;
        _keyOfNeuron = keyOfNeuron;
        _neurons = [.. Enumerable.Range(0, keyOfNeuron.Length).Where(neuron => keyOfNeuron[neuron] != None).OrderBy(neuron => keyOfNeuron[neuron])];
        _keys = [.. _neurons.Select(neuron => (uint)keyOfNeuron[neuron])];
    }

    /// <summary>Largest key; 0 where there is none.</summary>
    public uint HighestKey => _count > 0 ? _base + (uint)(_count - 1) : _keys.Length > 0 ? _keys[^1] : 0;

    /// <summary>Neurons that have a key.</summary>
    public int Count => _count + _keys.Length;

    /// <summary>Neuron n has key <paramref name="baseKey"/> + n.</summary>
    /// <param name="baseKey">Key of neuron 0.</param>
    /// <param name="count">Neurons, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last key is beyond 32 bits.</exception>
    public static KeyMap Consecutive(uint baseKey, int count) => count >= 1 && baseKey + (long)count - 1 <= uint.MaxValue
        ? new KeyMap(baseKey, count, [])
        : throw new ArgumentOutOfRangeException(null, $"{count} keys from 0x{baseKey:x}: expected at least one, and none beyond 0xffffffff");

    /// <summary>A key for each neuron.</summary>
    /// <param name="keys">Shape [neuron]; -1 for a neuron that has none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A key is beyond 32 bits, or of two neurons.</exception>
    public static KeyMap Listed(IReadOnlyList<long> keys)
    {
        var map = new KeyMap(0, 0, [.. keys]);
        for (var neuron = 0; neuron < keys.Count; neuron++)
        {
            if (keys[neuron] is < None or > uint.MaxValue)
            {
                throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"key {keys[neuron]} of neuron {neuron}: expected 0 to {uint.MaxValue}, or -1 for none"));
            }
        }

        for (var i = 1; i < map._keys.Length; i++)
        {
            if (map._keys[i] == map._keys[i - 1])
            {
                throw new ArgumentOutOfRangeException(null, $"key 0x{map._keys[i]:x} is of neuron {map._neurons[i - 1]} and of neuron {map._neurons[i]}: expected one neuron a key");
            }
        }

        return map;
    }

    /// <summary>The key of a neuron.</summary>
    public bool TryGetKey(int neuron, out uint key)
    {
        if ((uint)neuron < (uint)_count)
        {
            key = _base + (uint)neuron;
            return true;
        }

        var listed = (uint)neuron < (uint)_keyOfNeuron.Length ? _keyOfNeuron[neuron] : None;
        key = (uint)listed;
        return listed != None;
    }

    /// <summary>The neuron of a key.</summary>
    public bool TryGetNeuron(uint key, out int neuron)
    {
        if (_count > 0)
        {
            neuron = (int)(key - _base);
            return key >= _base && key - _base < (uint)_count;
        }

        var at = Array.BinarySearch(_keys, key);
        neuron = at >= 0 ? _neurons[at] : -1;
        return at >= 0;
    }
}
