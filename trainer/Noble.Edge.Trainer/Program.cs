using System.CommandLine;
using Noble.Edge.Trainer;

var root = new RootCommand("Trains NOBLE operators: simulate neurons, train, evaluate, export a model folder for noble-edge.")
{
    SimulateCommand.Create(),
    SimulateStreamingCommand.Create(),
    EvaluateStreamingCommand.Create(),
    MergeCommand.Create(),
    TrainCommand.Create(),
    FinetuneCommand.Create(),
    EvaluateCommand.Create(),
    ExportCommand.Create(),
    QuantizeCommand.Create(),
    RenderCommand.Create(),
    CompareCommand.Create(),
    ImportCommand.Create(),
    FeaturesCommand.Create(),
    HofCommand.Create(),
    TargetsCommand.Create(),
    LatentCommand.Create(),
    HybridCommand.Create(),
};

return CommandRunner.Run(root, args);
