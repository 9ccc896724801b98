namespace Noble.Edge.Operator;

/// <summary>
/// One thread's evaluation of a <see cref="SimdEngine"/>: the input that the caller fills, every buffer in between, and
/// the output.
/// </summary>
/// <remarks>
/// Hot path: <see cref="Forward"/> allocates nothing. A workspace serves one thread at a time; any number of them share
/// one engine. Between layers the state lies group by group, shape [group, channel, slot, lane] (<see cref="TimeLayout"/>);
/// all pointwise work of a layer, with the gathering from its short grid and the spreading for the next, is one pass over
/// the groups, each small enough for the first-level cache.
/// </remarks>
public sealed unsafe partial class SimdWorkspace : IDisposable
{
    // A group is worked through in chunks of at most this many vectors, what the dense kernel works on at once or twice that.
    private const int MostChunkVectors = 6;

    private readonly SimdPlan _plan;
    private readonly AlignedArena _arena = new();
    private readonly int _inputStride;
    private readonly int _chunkFloats;
    private readonly int _gridStride; // of the rows of _spread and _gathered
    private readonly LiftingInput _lifting;
    private readonly float* _input; // [C, stride]
    private readonly float* _output; // [L]
    private readonly float* _tile; // [varying channels + 1, slot, lane]
    private readonly float* _wide; // [lifting or projection channels, chunk]
    private readonly float* _inner; // [hidden, chunk]
    private readonly float* _mlp; // [MLP channels, chunk]
    private readonly float* _voltage; // [slot, lane]
    private readonly float* _state; // [group, hidden, slot, lane]
    private readonly float* _spread; // [hidden, grid stride], what is transformed
    private readonly float* _gathered; // [hidden, grid stride], what comes back
    private readonly int* _rowOffsets; // [hidden], the rows of _spread and _gathered
    private readonly float* _scratch; // of SpreadCall
    private readonly float* _points; // [point, channel stride]
    private readonly float* _middle; // of FactoredTransform
    private readonly float* _modes; // of FactoredTransform
    private readonly float* _mixed; // of FactoredTransform

    private ModePrefetch _prefetch;
    private bool _disposed;

    internal SimdWorkspace(SimdPlan plan, ReadOnlySpan<bool> isConstant)
    {
        _plan = plan;
        NetworkShape shape = plan.Shape;
        TimeLayout layout = plan.Layout;
        FactoredTransform transform = plan.Transform;
        int hidden = plan.Lifting1.Rows;

        // Lanes that hold no sample of their own still read from the row behind L.
        int reach = layout.IsDirect ? layout.Groups * layout.GroupFloats : layout.Length + layout.Slots;
        _inputStride = (reach + 15) / 16 * 16;
        _chunkFloats = ChunkVectors(plan) * layout.Lanes;
        _gridStride = GridStride(layout);
        _lifting = new LiftingInput(_arena, plan, isConstant);
        _input = _arena.Allocate((long)shape.InputChannels * _inputStride);
        _output = _arena.Allocate(layout.Length);
        _tile = _arena.Allocate((long)_lifting.Weights.Inputs * layout.GroupFloats);
        _wide = _arena.Allocate((long)Math.Max(plan.Lifting0.Rows, plan.Projection0.Rows) * _chunkFloats);
        _inner = _arena.Allocate((long)hidden * _chunkFloats);
        _mlp = _arena.Allocate((long)plan.Blocks[0].Mlp0.Rows * _chunkFloats);
        _voltage = _arena.Allocate(layout.GroupFloats);
        _state = _arena.Allocate((long)layout.Groups * hidden * layout.GroupFloats);
        _spread = _arena.Allocate((long)hidden * _gridStride);
        _gathered = _arena.Allocate((long)hidden * _gridStride);
        _rowOffsets = _arena.Copy([.. Enumerable.Range(0, hidden).Select(channel => channel * _gridStride)]);
        if (!layout.IsDirect)
        {
            _scratch = _arena.Allocate(SpreadCall.ScratchLength(layout.WindowWidth, layout.Lanes));
        }

        _points = _arena.Allocate((long)transform.PointBufferRows * plan.ChannelStride);
        _middle = _arena.Allocate((long)transform.MiddleBufferRows * plan.ChannelStride);
        _modes = _arena.Allocate((long)transform.ModeBufferRows * plan.ChannelStride);
        _mixed = _arena.Allocate((long)transform.ModeBufferRows * plan.ChannelStride);
    }

    /// <summary>
    /// Embedded input, shape [C, <see cref="InputStride"/>], float32; the first L of each row count, of a row that the
    /// workspace was told to be constant the first element. Kept between calls.
    /// </summary>
    public Span<float> Input
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new Span<float>(_input, _plan.Shape.InputChannels * _inputStride);
        }
    }

    /// <summary>Distance between the rows of <see cref="Input"/>, at least L. [elements]</summary>
    public int InputStride => _inputStride;

    /// <summary>Evaluates the trace in <see cref="Input"/>.</summary>
    /// <returns>Voltage in the network's unit, shape [L], float32; valid until the next call or <see cref="Dispose"/>.</returns>
    /// <exception cref="ObjectDisposedException">This workspace or its engine has been disposed of.</exception>
    public ReadOnlySpan<float> Forward()
    {
        var laps = default(NoLaps);
        return Evaluate(ref laps);
    }

    private ReadOnlySpan<float> Evaluate<TLaps>(scoped ref TLaps laps)
        where TLaps : struct, ILap
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ObjectDisposedException.ThrowIf(_plan.IsDisposed, typeof(SimdEngine));
        _lifting.Prepare(_input, _inputStride);
        int groups = _plan.Layout.Groups;
        ClearSpread();
        for (int group = 0; group < groups; group++)
        {
            Lift(group);
            laps.End(SimdPhase.Lifting);
            SpreadGroup(group);
            laps.End(SimdPhase.Spreading);
        }

        for (int layer = 0; layer < _plan.Blocks.Length; layer++)
        {
            Convolve(_plan.Blocks[layer], ref laps);
            ClearSpread();
            bool last = layer == _plan.Blocks.Length - 1;

            // Behind the last layer comes the first of the next trace.
            _prefetch.Begin(_plan.Blocks[last ? 0 : layer + 1].Modes, _plan.ModeBytesToPrefetch, groups * PrefetchSteps);
            for (int i = 0; i < groups; i++)
            {
                // Every other layer backwards: the groups that the second-level cache still holds come first.
                int group = layer % 2 == 0 ? groups - 1 - i : i;
                Block(_plan.Blocks[layer], group, last);
                laps.End(SimdPhase.Pointwise);
                if (last)
                {
                    Project(group);
                    laps.End(SimdPhase.Projection);
                }
                else
                {
                    SpreadGroup(group);
                    laps.End(SimdPhase.Spreading);
                }
            }
        }

        return new ReadOnlySpan<float>(_output, _plan.Layout.Length);
    }

    /// <summary>Releases the buffers. The plan belongs to the engine.</summary>
    public void Dispose()
    {
        _disposed = true;
        _arena.Dispose();
    }

    // Steps of the prefetch in a group: three in each of its chunks.
    private int PrefetchSteps => 3 * ((_plan.Layout.GroupFloats + _chunkFloats - 1) / _chunkFloats);

    // As even as can be, in whole turns of the dense kernel where there are several.
    private static int ChunkVectors(SimdPlan plan)
    {
        int slots = plan.Layout.Slots;
        int chunks = (slots + MostChunkVectors - 1) / MostChunkVectors;
        int even = (slots + chunks - 1) / chunks;
        int most = plan.Kernels.MostVectors;
        return even <= most ? even : (even + most - 1) / most * most;
    }

    // A row holds the lanes of every group and what the last of them reaches behind its own.
    private static int GridStride(TimeLayout layout)
    {
        int reach = layout.IsDirect ? 0 : layout.Lanes + (SpreadCall.ReachVectors(layout.WindowWidth, layout.Lanes) * layout.Lanes);
        int places = layout.Groups * (layout.IsDirect ? layout.GroupFloats : layout.Lanes);
        return (places + reach + 15) / 16 * 16;
    }
}
