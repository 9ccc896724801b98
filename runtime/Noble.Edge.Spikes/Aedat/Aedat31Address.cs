namespace Noble.Edge.Spikes;

/// <summary>A neuron in the data word of an AEDAT 3.1 spike event: bit 0 valid, bits 5-1 core, 11-6 chip, 31-12 neuron.</summary>
/// <remarks>Chip, core and neuron together have 31 bits, so that every index of a population has an address: bits 19-0 are the neuron's, 24-20 the core's, 30-25 the chip's.</remarks>
public static class Aedat31Address
{
    private const uint Valid = 1;
    private const int CoreShift = 1;
    private const int ChipShift = 6;
    private const int NeuronShift = 12;
    private const int NeuronBits = 20;
    private const int CoreBits = 5;
    private const int ChipBits = 6;

    /// <summary>The word of a neuron from 0.</summary>
    public static uint ToWord(int neuron)
    {
        var index = (uint)neuron;
        return Valid
            | (Field(index, NeuronBits, CoreBits) << CoreShift)
            | (Field(index, NeuronBits + CoreBits, ChipBits) << ChipShift)
            | (Field(index, 0, NeuronBits) << NeuronShift);
    }

    /// <summary>The neuron of a word; false for a word that is not valid.</summary>
    public static bool TryToNeuron(uint word, out int neuron)
    {
        neuron = (int)(Field(word, NeuronShift, NeuronBits)
            | (Field(word, CoreShift, CoreBits) << NeuronBits)
            | (Field(word, ChipShift, ChipBits) << (NeuronBits + CoreBits)));
        return (word & Valid) != 0;
    }

    private static uint Field(uint value, int shift, int bits) => (value >> shift) & ((1u << bits) - 1);
}
