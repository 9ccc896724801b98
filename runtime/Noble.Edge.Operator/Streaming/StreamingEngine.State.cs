namespace Noble.Edge.Operator;

/// <content>The neurons' memory: tiles, rest, saved states.</content>
public sealed unsafe partial class StreamingEngine
{
    /// <inheritdoc/>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        (Time, _notFinite, _outOfRange) = (0, 0, 0);
        foreach (ref readonly var tile in _tiles.AsSpan())
        {
            new Span<float>(tile.State, _network.Inputs * tile.Lanes).Clear();
            new Span<float>(tile.Hazard, tile.Lanes).Clear();
            new Span<float>(tile.Spikes, tile.Lanes).Clear();
            new Span<float>(tile.Since, tile.Lanes).Fill(StreamingReference.LongestSince);
            new Span<float>(tile.Target, tile.Lanes).Fill(float.PositiveInfinity);
            for (var n = 0; n < tile.Count; n++)
            {
                tile.Target[n] = StreamingState.Target(_draw, _seed, tile.First + n, 0);
            }
        }

        EvaluateAll(advances: false);
    }

    /// <inheritdoc/>
    public void Save(Span<float> state)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var writer = new StreamingState.Writer(state, Spec, NeuronCount, Time);
        foreach (ref readonly var tile in _tiles.AsSpan())
        {
            for (var n = 0; n < tile.Count; n++)
            {
                writer.Add(tile.Hazard[n], tile.Target[n], tile.Since[n], tile.Spikes[n], tile.Voltage[n], tile.NextSpike[n]);
                for (var i = 0; i < _network.Inputs; i++)
                {
                    writer.Add(tile.State[(i * tile.Lanes) + n]);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<float> state)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var reader = new StreamingState.Reader(state, Spec, NeuronCount);
        Time = reader.Time;
        foreach (ref readonly var tile in _tiles.AsSpan())
        {
            for (var n = 0; n < tile.Count; n++)
            {
                (tile.Hazard[n], tile.Target[n], tile.Since[n], tile.Spikes[n], tile.Voltage[n], tile.NextSpike[n]) =
                    (reader.Next(), reader.Next(), reader.Next(), reader.Next(), reader.Next(), reader.Next());
                for (var i = 0; i < _network.Inputs; i++)
                {
                    tile.State[(i * tile.Lanes) + n] = reader.Next();
                }
            }
        }
    }

    private StreamingTile CreateTile(int first, int vectors, int lanes)
    {
        var tile = new StreamingTile
        {
            First = first,
            Count = Math.Min(lanes, NeuronCount - first),
            Vectors = vectors,
            Lanes = lanes,
            State = _arena.Allocate((long)_network.Inputs * lanes),
            Current = _current + first,
            Conductance = _conductance + first,
            Inputs = _arena.Allocate(2L * _network.Inputs * lanes),
            Filters = _arena.Allocate((long)_network.Inputs * _network.PaddedFilters * lanes),
            Modulation = _arena.Allocate(2L * _network.ModulatedRows * lanes),
            Hazard = _arena.Allocate(lanes),
            Target = _arena.Allocate(lanes),
            Since = _arena.Allocate(lanes),
            Spikes = _arena.Allocate(lanes),
            NextSpike = _nextSpike + first,
            Voltage = _voltage + first,
            Offset = _arena.Allocate(lanes),
        };
        for (var n = 0; n < tile.Count; n++)
        {
            Modulate(tile, n);
        }

        return tile;
    }

    private void Modulate(in StreamingTile tile, int n)
    {
        var weights = _neurons.Weights;
        var modulation = _neurons.Modulation(tile.First + n);
        tile.Offset[n] = _neurons.OffsetMillivolts(tile.First + n);
        for (var i = 0; i < _network.Inputs; i++)
        {
            var gain = modulation[i] / weights.Scale[i];
            tile.Inputs[(2 * i * tile.Lanes) + n] = gain;
            tile.Inputs[(((2 * i) + 1) * tile.Lanes) + n] = -gain * weights.Mean[i];
        }

        var (at, row) = (_network.Inputs, 0);
        for (var filter = 0; filter < _network.OwnFilters; filter++)
        {
            var (group, place) = (filter / StreamingKernels.FiltersAtATime, filter % StreamingKernels.FiltersAtATime);
            for (var i = 0; i < _network.Inputs; i++, at++)
            {
                tile.Filters[(((((group * _network.Inputs) + i) * StreamingKernels.FiltersAtATime) + place) * tile.Lanes) + n] = modulation[at];
            }
        }

        for (var layer = 0; layer <= Spec.Hidden.Length; layer++)
        {
            var bias = weights.Bias(layer);
            for (var o = 0; o < bias.Length; o++, row++)
            {
                var (gain, shift) = (modulation[at + o], modulation[at + bias.Length + o]);
                tile.Modulation[(2 * row * tile.Lanes) + n] = gain;
                tile.Modulation[(((2 * row) + 1) * tile.Lanes) + n] = MathF.FusedMultiplyAdd(gain, bias[o], shift);
            }

            at += 2 * bias.Length;
        }
    }
}
