using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>AdamW (Loshchilov and Hutter 2019) with gradients clipped to a norm.</summary>
internal sealed class AdamWOptimizer : ITrainingOptimizer
{
    private const string StateFile = "optimizer.bin";

    private readonly IReadOnlyCollection<Parameter> _parameters;
    private readonly AdamW _optimizer;
    private readonly double _clipNorm;

    public AdamWOptimizer(IReadOnlyCollection<Parameter> parameters, TrainingConfiguration configuration)
    {
        (_parameters, _clipNorm) = (parameters, configuration.ClipNorm);
        _optimizer = optim.AdamW(parameters, configuration.LearningRate, configuration.Beta1, configuration.Beta2, weight_decay: configuration.WeightDecay);
    }

    public Tensor Step(Func<Tensor> loss, double rate)
    {
        foreach (var group in _optimizer.ParamGroups)
        {
            group.LearningRate = rate;
        }

        _optimizer.zero_grad();
        var value = loss();
        value.backward();
        if (_clipNorm > 0)
        {
            nn.utils.clip_grad_norm_(_parameters, _clipNorm);
        }

        _optimizer.step();
        return value.detach();
    }

    public void Save(string folder) => _optimizer.save_state_dict(Path.Combine(folder, StateFile));

    public void Load(string folder) => _optimizer.load_state_dict(Path.Combine(folder, StateFile));

    public void Dispose() => _optimizer.Dispose();
}
