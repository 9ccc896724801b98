using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Batches that a teacher answers: a neuron and a current are drawn, the teacher's voltage on the student's grid is what is learned.</summary>
/// <remarks>A batch is a function of seed and step, so that a resumed run sees what an uninterrupted one would. No trace comes twice.</remarks>
internal sealed class TeacherBatchSource : IBatchSource, IDisposable
{
    internal const ulong Stream = 0x74656163;

    private const ulong ValidationStream = 0x74767661;

    private readonly ModelManifest _student;
    private readonly TeacherDraw _draw;
    private readonly int _batch;
    private readonly ulong _seed;
    private readonly ulong _stream;
    private readonly long _steps;
    private readonly SimdEngine _engine;
    private readonly TraceRenderer _renderer;
    private readonly InputEmbedding _embedding;
    private readonly GridResampler _resampler;
    private readonly float[] _voltage;
    private readonly float[] _input;
    private readonly float[] _target;
    private readonly float[] _offset;
    private readonly int _offsetFeature;

    /// <param name="teacher">The teacher.</param>
    /// <param name="student">The student's manifest.</param>
    /// <param name="configuration">Batch, seed, steps.</param>
    /// <param name="heldOut">Only held-out currents of training neurons, for a validation.</param>
    public TeacherBatchSource(ModelBundle teacher, ModelManifest student, TrainingConfiguration configuration, bool heldOut = false)
    {
        (_student, _batch, _seed, _steps) = (student, configuration.Batch, (ulong)configuration.Seed, configuration.Steps);
        _stream = heldOut ? ValidationStream : Stream;
        _draw = new TeacherDraw(teacher, _seed, heldOut);
        _engine = new SimdEngine(teacher.Weights, teacher.Manifest.Grid.Length);
        _renderer = new TraceRenderer(teacher, _engine);
        _resampler = new GridResampler(teacher.Manifest.Grid, student.Grid);
        _embedding = new InputEmbedding(student);
        _voltage = new float[teacher.Manifest.Grid.Length];
        _input = new float[_embedding.ChannelCount * _batch * student.Grid.Length];
        _target = new float[_batch * student.Grid.Length];
        _offset = new float[_batch];
        _offsetFeature = student.Output.OffsetFeature is { } feature ? student.Latent.IndexOf(feature) : -1;
    }

    /// <inheritdoc/>
    public int TraceCount => (int)Math.Min(_steps * _batch, int.MaxValue);

    /// <inheritdoc/>
    public long StepsPerEpoch => _steps;

    /// <inheritdoc/>
    public TraceBatch Make(long step, Device device)
    {
        var length = _student.Grid.Length;
        for (var b = 0; b < _batch; b++)
        {
            var random = new SeededRandom(_seed, _stream + ((ulong)b << 32), (ulong)step);
            var (population, neuron, current) = _draw.Next(ref random);
            var features = population.Features(neuron);
            var clock = population.Clock(neuron);
            _renderer.Render(current, features, clock, _voltage);
            _resampler.Apply(_voltage, _target.AsSpan(b * length, length));
            _embedding.Fill(current, features, clock, _input.AsSpan(b * length), _batch * length);
            _offset[b] = (float)(_student.Output.OffsetMillivolts + (_offsetFeature < 0 ? 0 : features[_offsetFeature]));
        }

        return new TraceBatch(
            [.. Enumerable.Range(0, _batch)],
            tensor(_input, [_embedding.ChannelCount, _batch, length]).to(device),
            tensor(_target, [_batch, length]).to(device),
            tensor(_offset, [_batch, 1]).to(device));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _renderer.Dispose();
        _engine.Dispose();
    }
}
