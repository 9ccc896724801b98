namespace Noble.Edge.Operator;

/// <content>The pass over time: lifting, the pointwise part of a layer, projection; one group at a time.</content>
public sealed unsafe partial class SimdWorkspace
{
    private float* State(int group) => _state + ((nint)group * _plan.Lifting1.Rows * _plan.Layout.GroupFloats);

    private float* Window(int group) =>
        _plan.Window + ((nint)(group % _plan.Layout.WindowGroups) * _plan.Layout.WindowWidth * _plan.Layout.GroupFloats);

    private void Lift(int group)
    {
        int floats = _plan.Layout.GroupFloats;
        FetchInput(group);
        new ReadOnlySpan<float>(_plan.GridChannel + (group * floats), floats).CopyTo(new Span<float>(_tile + (_lifting.Varying.Length * floats), floats));
        float* state = State(group);
        for (int at = 0; at < floats; at += _chunkFloats)
        {
            int vectors = Math.Min(_chunkFloats, floats - at) / _plan.Layout.Lanes;
            DenseCall first = _lifting.Weights.Call(_tile + at, floats, _wide, _chunkFloats, vectors);
            first.Bias = _lifting.Bias;
            _plan.Kernels.Dense(first);
            _plan.Kernels.Gelu(_wide, (nint)_plan.Lifting0.Rows * _chunkFloats);
            _plan.Kernels.Dense(_plan.Lifting1.Call(_wide, _chunkFloats, state + at, floats, vectors));
        }
    }

    // Places of padding receive whatever input follows; nothing that they hold is ever spread or put out.
    private void FetchInput(int group)
    {
        TimeLayout layout = _plan.Layout;
        int* first = _plan.FirstSamples + (group * layout.Lanes);
        float* to = _tile;
        foreach (int channel in _lifting.Varying)
        {
            float* from = _input + ((nint)channel * _inputStride);
            if (layout.IsDirect)
            {
                new ReadOnlySpan<float>(from + first[0], layout.GroupFloats).CopyTo(new Span<float>(to, layout.GroupFloats));
            }
            else
            {
                Transpose.ToLanes(from, first, layout.Lanes, layout.Slots, to, layout.Lanes);
            }

            to += layout.GroupFloats;
        }
    }

    // u = gelu(spectral + skip), v = mlp(u) + gate h, h = gelu(v); without the outer two gelu in the last layer.
    private void Block(BlockPlan block, int group, bool last)
    {
        TimeLayout layout = _plan.Layout;
        int floats = layout.GroupFloats;
        float* state = State(group);
        for (int at = 0; at < floats; at += _chunkFloats)
        {
            int vectors = Math.Min(_chunkFloats, floats - at) / layout.Lanes;
            DenseCall skip = block.Skip.Call(state + at, floats, _inner, _chunkFloats, vectors);
            if (layout.IsDirect)
            {
                skip.Gate = _plan.Ones;
                skip.GateX = _gathered + ((nint)group * floats) + at;
                skip.GateXStride = _gridStride;
            }
            else
            {
                skip.Grid = _gathered + (group * layout.Lanes);
                skip.GridStride = _gridStride;
                skip.Window = Window(group) + at;
                skip.WindowStride = floats;
                skip.Points = layout.WindowWidth;
            }

            _plan.Kernels.Dense(skip);
            _prefetch.Step();
            if (!last)
            {
                _plan.Kernels.Gelu(_inner, (nint)block.Skip.Rows * _chunkFloats);
            }

            _prefetch.Step();
            _plan.Kernels.Dense(block.Mlp0.Call(_inner, _chunkFloats, _mlp, _chunkFloats, vectors));
            _plan.Kernels.Gelu(_mlp, (nint)block.Mlp0.Rows * _chunkFloats);
            DenseCall gated = block.Mlp1.Call(_mlp, _chunkFloats, state + at, floats, vectors);
            gated.Gate = block.Gate;
            gated.GateX = state + at;
            gated.GateXStride = floats;
            _plan.Kernels.Dense(gated);
            _prefetch.Step();
        }

        if (!last)
        {
            _plan.Kernels.Gelu(state, (nint)block.Mlp1.Rows * floats);
        }
    }

    private void Project(int group)
    {
        TimeLayout layout = _plan.Layout;
        int floats = layout.GroupFloats;
        for (int at = 0; at < floats; at += _chunkFloats)
        {
            int vectors = Math.Min(_chunkFloats, floats - at) / layout.Lanes;
            _plan.Kernels.Dense(_plan.Projection0.Call(State(group) + at, floats, _wide, _chunkFloats, vectors));
            _plan.Kernels.Gelu(_wide, (nint)_plan.Projection0.Rows * _chunkFloats);
            DenseCall voltage = _plan.Projection1.Call(_wide, _chunkFloats, _voltage + at, floats, vectors);
            voltage.IsSingleRow = true;
            _plan.Kernels.Dense(voltage);
        }

        Put(group);
    }

    // The voltage of a group to its samples, of which a short grid's cell holds as many as there are slots or one fewer.
    private void Put(int group)
    {
        TimeLayout layout = _plan.Layout;
        int* first = _plan.FirstSamples + (group * layout.Lanes);
        if (layout.IsDirect)
        {
            int count = Math.Min(layout.GroupFloats, layout.Length - first[0]);
            new ReadOnlySpan<float>(_voltage, count).CopyTo(new Span<float>(_output + first[0], count));
            return;
        }

        int lanes = Math.Min(layout.Lanes, layout.GridPoints - (group * layout.Lanes));
        Transpose.FromLanes(_voltage, layout.Lanes, lanes, layout.Slots - 1, _output, first);
        for (int lane = 0; lane < lanes; lane++)
        {
            int sample = layout.Sample(group, layout.Slots - 1, lane);
            if (sample >= 0)
            {
                _output[sample] = _voltage[((layout.Slots - 1) * layout.Lanes) + lane];
            }
        }
    }
}
