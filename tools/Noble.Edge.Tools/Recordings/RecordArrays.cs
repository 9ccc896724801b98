using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Tools;

/// <summary>Records as columns: a .npy file for each, which grow together.</summary>
internal sealed class RecordArrays(string folder) : IDisposable
{
    private readonly NpyWriter<long> _spikeTimes = Open<long>(folder, "spike_times");
    private readonly NpyWriter<int> _spikeNeurons = Open<int>(folder, "spike_neurons");
    private readonly NpyWriter<long> _stimulusTimes = Open<long>(folder, "stimulus_times");
    private readonly NpyWriter<int> _stimulusPorts = Open<int>(folder, "stimulus_ports");
    private readonly NpyWriter<int> _stimulusChannels = Open<int>(folder, "stimulus_channels");
    private readonly NpyWriter<double> _stimulusNanoamperes = Open<double>(folder, "stimulus_nanoamperes");
    private readonly NpyWriter<long> _inputTimes = Open<long>(folder, "input_times");
    private readonly NpyWriter<int> _inputPorts = Open<int>(folder, "input_ports");
    private readonly NpyWriter<int> _inputKinds = Open<int>(folder, "input_kinds");
    private readonly NpyWriter<int> _inputChannels = Open<int>(folder, "input_channels");
    private readonly NpyWriter<double> _inputValues = Open<double>(folder, "input_values");

    /// <summary>Adds a record to the arrays of its kind; kinds that have none are left out.</summary>
    internal void Add(in RigRecord record)
    {
        switch (record.Kind)
        {
            case RigRecordKind.Spike:
                _spikeTimes.Append([record.TimeNanoseconds]);
                _spikeNeurons.Append([record.Channel]);
                break;
            case RigRecordKind.Stimulus:
                _stimulusTimes.Append([record.TimeNanoseconds]);
                _stimulusPorts.Append([record.Source]);
                _stimulusChannels.Append([record.Channel]);
                _stimulusNanoamperes.Append([record.Value]);
                break;
            case RigRecordKind.Input:
                _inputTimes.Append([record.TimeNanoseconds]);
                _inputPorts.Append([record.Source]);
                _inputKinds.Append([record.Detail]);
                _inputChannels.Append([record.Channel]);
                _inputValues.Append([record.Value]);
                break;
        }
    }

    public void Dispose()
    {
        foreach (var array in (IDisposable[])
                 [
                     _spikeTimes, _spikeNeurons, _stimulusTimes, _stimulusPorts, _stimulusChannels, _stimulusNanoamperes, _inputTimes, _inputPorts, _inputKinds,
                     _inputChannels, _inputValues,
                 ])
        {
            array.Dispose();
        }
    }

    private static NpyWriter<T> Open<T>(string folder, string name)
        where T : unmanaged, System.Numerics.INumberBase<T> => new(Path.Combine(folder, name + ".npy"));
}
